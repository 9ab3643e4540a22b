CREATE TABLE "ImportRun" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "kind" TEXT NOT NULL DEFAULT 'files',
    "title" TEXT NOT NULL,
    "departmentId" TEXT,
    "createdById" TEXT,
    "createdByName" TEXT NOT NULL,
    "options" JSONB NOT NULL,
    "state" TEXT NOT NULL DEFAULT 'open',
    "expected" INTEGER NOT NULL DEFAULT 0,
    "fileId" TEXT,
    "mapping" JSONB,
    "changeId" TEXT,
    "createdAt" DATETIME NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "closedAt" DATETIME,
    "settledAt" DATETIME
);
CREATE INDEX "ImportRun_departmentId_createdAt_idx" ON "ImportRun"("departmentId", "createdAt");
CREATE INDEX "ImportRun_createdById_createdAt_idx" ON "ImportRun"("createdById", "createdAt");

CREATE TABLE "ImportItem" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "runId" TEXT NOT NULL,
    "number" INTEGER NOT NULL,
    "name" TEXT NOT NULL,
    "sizeBytes" INTEGER NOT NULL DEFAULT 0,
    "parentId" TEXT,
    "fileId" TEXT,
    "row" INTEGER,
    "cells" JSONB,
    "state" TEXT NOT NULL DEFAULT 'waiting',
    "refusal" JSONB,
    "error" TEXT,
    "documentId" TEXT,
    "passages" INTEGER,
    "finishedAt" DATETIME,
    CONSTRAINT "ImportItem_runId_fkey" FOREIGN KEY ("runId") REFERENCES "ImportRun" ("id") ON DELETE CASCADE ON UPDATE CASCADE
);
CREATE UNIQUE INDEX "ImportItem_runId_number_key" ON "ImportItem"("runId", "number");
CREATE INDEX "ImportItem_runId_state_idx" ON "ImportItem"("runId", "state");
CREATE INDEX "ImportItem_documentId_idx" ON "ImportItem"("documentId");

CREATE TABLE "ImportMapping" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "departmentId" TEXT NOT NULL DEFAULT '',
    "name" TEXT NOT NULL,
    "columns" JSONB NOT NULL,
    "createdById" TEXT,
    "updatedAt" DATETIME NOT NULL
);
CREATE UNIQUE INDEX "ImportMapping_departmentId_name_key" ON "ImportMapping"("departmentId", "name");

CREATE TABLE "PassageRevision" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "documentId" TEXT NOT NULL,
    "number" INTEGER NOT NULL,
    "action" TEXT NOT NULL,
    "before" JSONB NOT NULL,
    "after" JSONB NOT NULL,
    "undoesId" TEXT,
    "reason" TEXT,
    "personId" TEXT,
    "personName" TEXT NOT NULL,
    "state" TEXT NOT NULL DEFAULT 'pending',
    "changeId" TEXT,
    "createdAt" DATETIME NOT NULL DEFAULT CURRENT_TIMESTAMP,
    CONSTRAINT "PassageRevision_documentId_fkey" FOREIGN KEY ("documentId") REFERENCES "Document" ("id") ON DELETE CASCADE ON UPDATE CASCADE
);
CREATE UNIQUE INDEX "PassageRevision_documentId_number_key" ON "PassageRevision"("documentId", "number");
CREATE INDEX "PassageRevision_documentId_state_idx" ON "PassageRevision"("documentId", "state");
CREATE INDEX "PassageRevision_changeId_idx" ON "PassageRevision"("changeId");

ALTER TABLE "Passage" ADD COLUMN "correctedAt" DATETIME;
