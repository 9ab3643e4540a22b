ALTER TABLE "Document" ADD COLUMN "changeId" TEXT;
CREATE INDEX "Document_changeId_idx" ON "Document"("changeId");
CREATE INDEX "Document_departmentId_state_idx" ON "Document"("departmentId", "state");
