CREATE TABLE "EvaluationSet" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "name" TEXT NOT NULL,
    "departmentId" TEXT,
    "isSample" BOOLEAN NOT NULL DEFAULT false,
    "createdById" TEXT,
    "createdAt" DATETIME NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "removedAt" DATETIME
);

CREATE TABLE "EvaluationQuestion" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "setId" TEXT NOT NULL,
    "question" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "clauses" JSONB NOT NULL,
    "mustHold" JSONB NOT NULL,
    "asOf" TEXT,
    "origin" TEXT NOT NULL DEFAULT 'desk',
    "originId" TEXT,
    "note" TEXT,
    "libraryId" TEXT,
    "createdById" TEXT,
    "createdAt" DATETIME NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updatedAt" DATETIME NOT NULL,
    "removedAt" DATETIME,
    CONSTRAINT "EvaluationQuestion_setId_fkey" FOREIGN KEY ("setId") REFERENCES "EvaluationSet" ("id") ON DELETE CASCADE ON UPDATE CASCADE
);

CREATE TABLE "EvaluationRun" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "trigger" TEXT NOT NULL,
    "role" TEXT NOT NULL DEFAULT 'plain',
    "changeId" TEXT,
    "setId" TEXT,
    "state" TEXT NOT NULL DEFAULT 'waiting',
    "fingerprint" TEXT,
    "today" TEXT,
    "progress" INTEGER NOT NULL DEFAULT 0,
    "total" INTEGER NOT NULL DEFAULT 0,
    "figures" JSONB,
    "engine" JSONB,
    "error" TEXT,
    "startedById" TEXT,
    "createdAt" DATETIME NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "finishedAt" DATETIME
);

CREATE TABLE "EvaluationResult" (
    "runId" TEXT NOT NULL,
    "questionId" TEXT NOT NULL,
    "question" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "asOf" TEXT,
    "isRight" BOOLEAN NOT NULL,
    "faults" JSONB NOT NULL,
    "outcome" TEXT NOT NULL,
    "rank" INTEGER,
    "citations" JSONB NOT NULL,
    "missingWords" JSONB NOT NULL,
    "tookMs" INTEGER NOT NULL,

    PRIMARY KEY ("runId", "questionId"),
    CONSTRAINT "EvaluationResult_runId_fkey" FOREIGN KEY ("runId") REFERENCES "EvaluationRun" ("id") ON DELETE CASCADE ON UPDATE CASCADE
);

CREATE TABLE "KnowledgeChange" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "kind" TEXT NOT NULL,
    "title" TEXT NOT NULL,
    "payload" JSONB NOT NULL,
    "departmentId" TEXT,
    "proposedById" TEXT,
    "state" TEXT NOT NULL DEFAULT 'waiting',
    "finding" JSONB,
    "undo" JSONB,
    "decidedById" TEXT,
    "decidedAt" DATETIME,
    "reason" TEXT,
    "publishedAt" DATETIME,
    "rollsBackId" TEXT,
    "attempt" TEXT,
    "createdAt" DATETIME NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updatedAt" DATETIME NOT NULL
);

CREATE INDEX "EvaluationSet_departmentId_removedAt_idx" ON "EvaluationSet"("departmentId", "removedAt");

CREATE UNIQUE INDEX "EvaluationQuestion_libraryId_key" ON "EvaluationQuestion"("libraryId");

CREATE INDEX "EvaluationQuestion_setId_removedAt_idx" ON "EvaluationQuestion"("setId", "removedAt");

CREATE INDEX "EvaluationQuestion_originId_idx" ON "EvaluationQuestion"("originId");

CREATE INDEX "EvaluationRun_state_role_createdAt_idx" ON "EvaluationRun"("state", "role", "createdAt");

CREATE INDEX "EvaluationRun_changeId_idx" ON "EvaluationRun"("changeId");

CREATE INDEX "EvaluationRun_fingerprint_idx" ON "EvaluationRun"("fingerprint");

CREATE INDEX "KnowledgeChange_state_createdAt_idx" ON "KnowledgeChange"("state", "createdAt");

CREATE INDEX "KnowledgeChange_departmentId_createdAt_idx" ON "KnowledgeChange"("departmentId", "createdAt");

