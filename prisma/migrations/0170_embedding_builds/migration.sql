-- CreateTable
CREATE TABLE "EmbeddingBuild" (
    "key" TEXT NOT NULL PRIMARY KEY,
    "serverId" TEXT NOT NULL,
    "model" TEXT NOT NULL,
    "choice" JSONB,
    "state" TEXT NOT NULL DEFAULT 'building',
    "perMinute" REAL,
    "error" TEXT,
    "createdAt" DATETIME NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "builtAt" DATETIME
);

-- CreateIndex
CREATE INDEX "PassageVector_model_dimension_idx" ON "PassageVector"("model", "dimension");

-- CreateIndex
CREATE INDEX "ClauseVectors_model_idx" ON "ClauseVectors"("model");
