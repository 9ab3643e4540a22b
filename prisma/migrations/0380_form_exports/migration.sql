-- A form's applications written into a file by a job, and the indexes by which they are read in order.
CREATE TABLE "FormExport" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "formId" TEXT NOT NULL,
    "departmentId" TEXT NOT NULL,
    "format" TEXT NOT NULL,
    "choice" JSONB NOT NULL,
    "locale" TEXT NOT NULL DEFAULT 'zh-CN',
    "state" TEXT NOT NULL DEFAULT 'waiting',
    "total" INTEGER NOT NULL,
    "written" INTEGER NOT NULL DEFAULT 0,
    "sizeBytes" REAL,
    "missingFiles" INTEGER NOT NULL DEFAULT 0,
    "fault" TEXT,
    "requestedById" TEXT NOT NULL,
    "requestedByName" TEXT NOT NULL,
    "createdAt" DATETIME NOT NULL,
    "finishedAt" DATETIME
);

CREATE INDEX "FormExport_formId_createdAt_idx" ON "FormExport"("formId", "createdAt");
CREATE INDEX "FormExport_state_finishedAt_idx" ON "FormExport"("state", "finishedAt");
CREATE INDEX "Submission_formVersionId_submittedAt_id_idx" ON "Submission"("formVersionId", "submittedAt", "id");
CREATE INDEX "Submission_caseId_submittedAt_idx" ON "Submission"("caseId", "submittedAt");
