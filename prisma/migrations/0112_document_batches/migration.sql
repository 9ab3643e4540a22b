CREATE TABLE "DocumentBatch" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "action" TEXT NOT NULL,
    "value" TEXT,
    "before" JSONB NOT NULL,
    "departmentId" TEXT,
    "createdById" TEXT,
    "createdAt" DATETIME NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "undoneAt" DATETIME
);
CREATE INDEX "DocumentBatch_createdById_createdAt_idx" ON "DocumentBatch"("createdById", "createdAt");
