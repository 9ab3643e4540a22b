-- CreateTable
CREATE TABLE "DocumentRepeal" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "documentId" TEXT NOT NULL,
    "titleKey" TEXT NOT NULL,
    "title" TEXT NOT NULL,
    "documentNumber" TEXT,
    "words" TEXT NOT NULL,
    "start" INTEGER NOT NULL,
    "end" INTEGER NOT NULL,
    "state" TEXT NOT NULL DEFAULT 'acting',
    "decidedById" TEXT,
    "decidedAt" DATETIME,
    CONSTRAINT "DocumentRepeal_documentId_fkey" FOREIGN KEY ("documentId") REFERENCES "Document" ("id") ON DELETE CASCADE ON UPDATE CASCADE
);

-- CreateIndex
CREATE UNIQUE INDEX "DocumentRepeal_documentId_start_key" ON "DocumentRepeal"("documentId", "start");

-- CreateIndex
CREATE INDEX "DocumentRepeal_titleKey_idx" ON "DocumentRepeal"("titleKey");

-- CreateIndex
CREATE INDEX "DocumentRepeal_state_idx" ON "DocumentRepeal"("state");
