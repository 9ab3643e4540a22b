-- The words of a passage as the model reads them in their context, a bit for each number of a word's vector (48 bytes a word).
-- Cached by content like PassageVector; kept by the bundled model only, which shows its words.
CREATE TABLE "WordSigns" (
    "textHash" TEXT NOT NULL,
    "model" TEXT NOT NULL,
    "bytes" BLOB NOT NULL,
    PRIMARY KEY ("textHash", "model")
);
CREATE INDEX "WordSigns_model_idx" ON "WordSigns"("model");
