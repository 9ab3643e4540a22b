CREATE TABLE "DictionaryEntry" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "kind" TEXT NOT NULL,
    "term" TEXT NOT NULL,
    "termKey" TEXT NOT NULL,
    "targets" JSONB NOT NULL,
    "weight" REAL NOT NULL DEFAULT 0.8,
    "note" TEXT NOT NULL DEFAULT '',
    "departmentId" TEXT,
    "isSample" BOOLEAN NOT NULL DEFAULT false,
    "createdById" TEXT,
    "updatedById" TEXT,
    "createdAt" DATETIME NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updatedAt" DATETIME NOT NULL
);
CREATE UNIQUE INDEX "DictionaryEntry_kind_termKey_key" ON "DictionaryEntry"("kind", "termKey");
CREATE INDEX "DictionaryEntry_termKey_idx" ON "DictionaryEntry"("termKey");
CREATE INDEX "DictionaryEntry_updatedAt_idx" ON "DictionaryEntry"("updatedAt");
