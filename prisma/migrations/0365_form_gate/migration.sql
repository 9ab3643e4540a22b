ALTER TABLE "FormVersion" ADD COLUMN "updatedById" TEXT;
ALTER TABLE "FormVersion" ADD COLUMN "proposedById" TEXT;
ALTER TABLE "FormVersion" ADD COLUMN "proposedAt" DATETIME;
ALTER TABLE "FormVersion" ADD COLUMN "reviewNote" TEXT;
ALTER TABLE "FormVersion" ADD COLUMN "reasons" JSONB NOT NULL DEFAULT '{}';
ALTER TABLE "FormVersion" ADD COLUMN "terms" JSONB NOT NULL DEFAULT '{}';
ALTER TABLE "FormVersion" ADD COLUMN "restoredFrom" INTEGER;
ALTER TABLE "Draft" ADD COLUMN "versionNote" JSONB;
