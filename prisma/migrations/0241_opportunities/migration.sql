CREATE TABLE "Opportunity" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "enterpriseId" TEXT NOT NULL,
    "policyId" TEXT NOT NULL,
    "versionId" TEXT NOT NULL,
    "state" TEXT NOT NULL DEFAULT 'found',
    "shown" TEXT NOT NULL,
    "amountKind" TEXT,
    "amountYuan" TEXT,
    "closesOn" TEXT,
    "missing" JSONB NOT NULL,
    "reason" JSONB NOT NULL,
    "told" JSONB,
    "foundAt" DATETIME NOT NULL,
    "toldAt" DATETIME,
    "seenAt" DATETIME,
    "appliedAt" DATETIME,
    "grantedAt" DATETIME,
    "dismissedAt" DATETIME,
    "dismissReason" TEXT,
    "dismissNote" TEXT,
    "dismissedById" TEXT,
    CONSTRAINT "Opportunity_enterpriseId_fkey" FOREIGN KEY ("enterpriseId") REFERENCES "Enterprise" ("id") ON DELETE CASCADE ON UPDATE CASCADE
);
CREATE UNIQUE INDEX "Opportunity_enterpriseId_policyId_key" ON "Opportunity"("enterpriseId", "policyId");
CREATE INDEX "Opportunity_policyId_state_idx" ON "Opportunity"("policyId", "state");
CREATE INDEX "Opportunity_state_closesOn_idx" ON "Opportunity"("state", "closesOn");

CREATE TABLE "OpportunityEvent" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "opportunityId" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "detail" JSONB NOT NULL,
    "at" DATETIME NOT NULL,
    CONSTRAINT "OpportunityEvent_opportunityId_fkey" FOREIGN KEY ("opportunityId") REFERENCES "Opportunity" ("id") ON DELETE CASCADE ON UPDATE CASCADE
);
CREATE INDEX "OpportunityEvent_opportunityId_at_idx" ON "OpportunityEvent"("opportunityId", "at");

CREATE TABLE "CalendarFeed" (
    "tokenHash" TEXT NOT NULL PRIMARY KEY,
    "personId" TEXT NOT NULL,
    "enterpriseId" TEXT NOT NULL,
    "createdAt" DATETIME NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "lastReadAt" DATETIME,
    "revokedAt" DATETIME
);
CREATE INDEX "CalendarFeed_personId_enterpriseId_idx" ON "CalendarFeed"("personId", "enterpriseId");
