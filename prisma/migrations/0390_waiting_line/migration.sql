-- 候补: firms in line for a place of a full quota. The unique number is what two that join at once can't both have.
CREATE TABLE "QuotaWaiter" (
  "id" TEXT NOT NULL PRIMARY KEY,
  "policyId" TEXT NOT NULL,
  "period" TEXT NOT NULL,
  "number" INTEGER NOT NULL,
  "enterpriseId" TEXT NOT NULL,
  "state" TEXT NOT NULL DEFAULT 'waiting',
  "joinedAt" DATETIME NOT NULL,
  "joinedById" TEXT,
  "offeredAt" DATETIME,
  "offeredUntil" TEXT,
  "endedAt" DATETIME,
  "endReason" TEXT,
  CONSTRAINT "QuotaWaiter_policyId_fkey" FOREIGN KEY ("policyId") REFERENCES "Policy" ("id") ON DELETE CASCADE ON UPDATE CASCADE,
  CONSTRAINT "QuotaWaiter_enterpriseId_fkey" FOREIGN KEY ("enterpriseId") REFERENCES "Enterprise" ("id") ON DELETE CASCADE ON UPDATE CASCADE
);
CREATE UNIQUE INDEX "QuotaWaiter_policyId_period_number_key" ON "QuotaWaiter"("policyId", "period", "number");
-- A firm stands in a line once.
CREATE UNIQUE INDEX "QuotaWaiter_policyId_period_enterpriseId_key" ON "QuotaWaiter"("policyId", "period", "enterpriseId");
CREATE INDEX "QuotaWaiter_state_idx" ON "QuotaWaiter"("state");
CREATE INDEX "QuotaWaiter_enterpriseId_idx" ON "QuotaWaiter"("enterpriseId");
