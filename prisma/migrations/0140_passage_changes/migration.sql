-- What changed in the keyword index, so that the postings held in memory follow without reading it anew:
-- a row a passage, whose seq rises with each change. Deleted passages keep theirs.
CREATE TABLE "PassageChange" (
    "seq" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    "passageId" INTEGER NOT NULL
);
CREATE UNIQUE INDEX "PassageChange_passageId_key" ON "PassageChange"("passageId");

CREATE TRIGGER "Passage_deleted_is_a_change" AFTER DELETE ON "Passage" BEGIN
  INSERT OR REPLACE INTO "PassageChange"("passageId") VALUES (OLD.id);
END;

-- Vectors of a passage's clauses (about 50 characters each), one after another as signed bytes, 127 for 1.
-- Cached by content like PassageVector. Passages of one clause have no row's worth of bytes: their own vector serves.
CREATE TABLE "ClauseVectors" (
    "textHash" TEXT NOT NULL,
    "model" TEXT NOT NULL,
    "bytes" BLOB NOT NULL,
    PRIMARY KEY ("textHash", "model")
);
