CREATE TABLE "BenefitUse" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "enterpriseId" TEXT NOT NULL,
    "policyId" TEXT NOT NULL,
    "departmentId" TEXT NOT NULL,
    "year" TEXT NOT NULL,
    "on" TEXT NOT NULL,
    "fen" BIGINT,
    "state" TEXT NOT NULL,
    "groups" JSONB NOT NULL,
    "budget" TEXT,
    "caseId" TEXT,
    "grantId" TEXT,
    "at" DATETIME NOT NULL,
    CONSTRAINT "BenefitUse_enterpriseId_fkey" FOREIGN KEY ("enterpriseId") REFERENCES "Enterprise" ("id") ON DELETE CASCADE ON UPDATE CASCADE
);
CREATE UNIQUE INDEX "BenefitUse_grantId_key" ON "BenefitUse"("grantId");
CREATE UNIQUE INDEX "BenefitUse_policyId_caseId_key" ON "BenefitUse"("policyId", "caseId");
CREATE INDEX "BenefitUse_enterpriseId_year_idx" ON "BenefitUse"("enterpriseId", "year");
CREATE INDEX "BenefitUse_departmentId_budget_year_idx" ON "BenefitUse"("departmentId", "budget", "year");
CREATE INDEX "BenefitUse_caseId_idx" ON "BenefitUse"("caseId");

CREATE TABLE "GrantBatch" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "number" TEXT NOT NULL,
    "policyId" TEXT NOT NULL,
    "versionId" TEXT NOT NULL,
    "departmentId" TEXT NOT NULL,
    "judgedOn" TEXT NOT NULL,
    "state" TEXT NOT NULL DEFAULT 'listing',
    "objectionDays" INTEGER NOT NULL DEFAULT 5,
    "announcedOn" TEXT,
    "closesOn" TEXT,
    "looked" INTEGER NOT NULL DEFAULT 0,
    "firms" INTEGER NOT NULL DEFAULT 0,
    "reason" TEXT,
    "revision" INTEGER NOT NULL DEFAULT 0,
    "createdById" TEXT,
    "createdByName" TEXT NOT NULL,
    "createdAt" DATETIME NOT NULL,
    "proposedById" TEXT,
    "proposedAt" DATETIME,
    "approvedById" TEXT,
    "approvedAt" DATETIME,
    "finalAt" DATETIME
);
CREATE UNIQUE INDEX "GrantBatch_number_key" ON "GrantBatch"("number");
CREATE INDEX "GrantBatch_departmentId_createdAt_idx" ON "GrantBatch"("departmentId", "createdAt");
CREATE INDEX "GrantBatch_policyId_state_idx" ON "GrantBatch"("policyId", "state");
CREATE INDEX "GrantBatch_state_closesOn_idx" ON "GrantBatch"("state", "closesOn");

CREATE TABLE "GrantItem" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "batchId" TEXT NOT NULL,
    "enterpriseId" TEXT NOT NULL,
    "number" INTEGER NOT NULL,
    "state" TEXT NOT NULL,
    "yuan" TEXT,
    "grantedYuan" TEXT,
    "evidence" JSONB NOT NULL,
    "reason" JSONB,
    "answer" TEXT,
    "answeredById" TEXT,
    "answeredAt" DATETIME,
    "objection" JSONB,
    "isOverruled" BOOLEAN NOT NULL DEFAULT false,
    "toldAt" DATETIME,
    "grantedAt" DATETIME,
    CONSTRAINT "GrantItem_batchId_fkey" FOREIGN KEY ("batchId") REFERENCES "GrantBatch" ("id") ON DELETE CASCADE ON UPDATE CASCADE,
    CONSTRAINT "GrantItem_enterpriseId_fkey" FOREIGN KEY ("enterpriseId") REFERENCES "Enterprise" ("id") ON DELETE CASCADE ON UPDATE CASCADE
);
CREATE UNIQUE INDEX "GrantItem_batchId_enterpriseId_key" ON "GrantItem"("batchId", "enterpriseId");
CREATE INDEX "GrantItem_batchId_state_number_idx" ON "GrantItem"("batchId", "state", "number");
CREATE INDEX "GrantItem_enterpriseId_idx" ON "GrantItem"("enterpriseId");

CREATE TABLE "GrantEvent" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "batchId" TEXT NOT NULL,
    "itemId" TEXT,
    "kind" TEXT NOT NULL,
    "actorId" TEXT,
    "actorName" TEXT NOT NULL,
    "detail" JSONB NOT NULL,
    "at" DATETIME NOT NULL,
    CONSTRAINT "GrantEvent_batchId_fkey" FOREIGN KEY ("batchId") REFERENCES "GrantBatch" ("id") ON DELETE CASCADE ON UPDATE CASCADE
);
CREATE INDEX "GrantEvent_batchId_at_idx" ON "GrantEvent"("batchId", "at");

-- Applications of before count, too; how much they brought nobody has said.
INSERT INTO "BenefitUse" ("id", "enterpriseId", "policyId", "departmentId", "year", "on", "state", "groups", "caseId", "at")
SELECT lower(hex(randomblob(12))), c."enterpriseId", c."policyId", c."departmentId",
       strftime('%Y', c."createdAt", '+8 hours'), strftime('%Y-%m-%d', c."createdAt", '+8 hours'),
       CASE c."state" WHEN 'approved' THEN 'granted' ELSE 'held' END, '[]', c."id", c."createdAt"
  FROM "Case" c
 WHERE c."policyId" IS NOT NULL AND c."state" IN ('submitted', 'returned', 'approved');
