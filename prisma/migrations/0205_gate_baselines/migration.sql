ALTER TABLE "EvaluationRun" ADD COLUMN "release" TEXT;
ALTER TABLE "EvaluationRun" ADD COLUMN "askedAt" DATETIME;
ALTER TABLE "EvaluationResult" ADD COLUMN "texts" JSONB;
ALTER TABLE "KnowledgeChange" ADD COLUMN "checkedWithId" TEXT;
ALTER TABLE "KnowledgeChange" ADD COLUMN "checksAlone" BOOLEAN NOT NULL DEFAULT false;

CREATE INDEX "KnowledgeChange_checkedWithId_idx" ON "KnowledgeChange"("checkedWithId");
