-- Drafts of policies: saved step by step, proven by test cases, approved by a second person.
ALTER TABLE "PolicyVersion" ADD COLUMN "revision" INTEGER NOT NULL DEFAULT 0;
ALTER TABLE "PolicyVersion" ADD COLUMN "tests" JSONB NOT NULL DEFAULT '[]';
ALTER TABLE "PolicyVersion" ADD COLUMN "updatedAt" DATETIME;
ALTER TABLE "PolicyVersion" ADD COLUMN "updatedById" TEXT;
ALTER TABLE "PolicyVersion" ADD COLUMN "proposedById" TEXT;
ALTER TABLE "PolicyVersion" ADD COLUMN "proposedAt" DATETIME;
ALTER TABLE "PolicyVersion" ADD COLUMN "impactSeenAt" DATETIME;
ALTER TABLE "PolicyVersion" ADD COLUMN "impactSeenById" TEXT;
ALTER TABLE "PolicyVersion" ADD COLUMN "reviewNote" TEXT;
