-- A place in a policy's quota. The unique number is what two that race for the last place can't both have.
CREATE TABLE "QuotaSlot" (
  "id" TEXT NOT NULL PRIMARY KEY,
  "policyId" TEXT NOT NULL,
  "period" TEXT NOT NULL,
  "number" INTEGER NOT NULL,
  "enterpriseId" TEXT NOT NULL,
  "caseId" TEXT NOT NULL,
  "takenAt" DATETIME NOT NULL,
  CONSTRAINT "QuotaSlot_policyId_fkey" FOREIGN KEY ("policyId") REFERENCES "Policy" ("id") ON DELETE CASCADE ON UPDATE CASCADE
);
CREATE UNIQUE INDEX "QuotaSlot_policyId_period_number_key" ON "QuotaSlot"("policyId", "period", "number");
CREATE UNIQUE INDEX "QuotaSlot_policyId_period_caseId_key" ON "QuotaSlot"("policyId", "period", "caseId");
CREATE INDEX "QuotaSlot_caseId_idx" ON "QuotaSlot"("caseId");
