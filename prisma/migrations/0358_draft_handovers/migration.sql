-- A draft that one colleague gave to another: who has it now is the newest row's receiver.
CREATE TABLE "DraftHandover" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "draftId" TEXT NOT NULL,
    "fromId" TEXT NOT NULL,
    "toId" TEXT NOT NULL,
    "note" TEXT NOT NULL DEFAULT '',
    "at" DATETIME NOT NULL,
    CONSTRAINT "DraftHandover_draftId_fkey" FOREIGN KEY ("draftId") REFERENCES "Draft" ("id") ON DELETE CASCADE ON UPDATE CASCADE
);
CREATE INDEX "DraftHandover_draftId_at_idx" ON "DraftHandover"("draftId", "at");
