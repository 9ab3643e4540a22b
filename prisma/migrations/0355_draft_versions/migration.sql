-- What a draft held after each saving, and what was refused because another device was first: nothing typed is lost.
CREATE TABLE "DraftVersion" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "draftId" TEXT NOT NULL,
    "kind" TEXT NOT NULL DEFAULT 'saved',
    "revision" INTEGER NOT NULL,
    "data" JSONB NOT NULL,
    "personId" TEXT,
    "device" TEXT NOT NULL DEFAULT '',
    "startedAt" DATETIME NOT NULL,
    "at" DATETIME NOT NULL,
    CONSTRAINT "DraftVersion_draftId_fkey" FOREIGN KEY ("draftId") REFERENCES "Draft" ("id") ON DELETE CASCADE ON UPDATE CASCADE
);
CREATE INDEX "DraftVersion_draftId_at_idx" ON "DraftVersion"("draftId", "at");
