-- A firm holds one place of a quota at most.
CREATE UNIQUE INDEX "QuotaSlot_policyId_period_enterpriseId_key" ON "QuotaSlot"("policyId", "period", "enterpriseId");
