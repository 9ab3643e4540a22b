-- A department tells the firms of one policy, on a day, with a second person's word.
CREATE TABLE "Campaign" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "policyId" TEXT NOT NULL,
    "title" TEXT NOT NULL,
    "audience" TEXT NOT NULL DEFAULT 'eligible',
    "state" TEXT NOT NULL DEFAULT 'draft',
    "sendAt" DATETIME,
    "revision" INTEGER NOT NULL DEFAULT 0,
    "createdById" TEXT NOT NULL,
    "createdByName" TEXT NOT NULL,
    "createdAt" DATETIME NOT NULL,
    "proposedById" TEXT,
    "proposedAt" DATETIME,
    "approvedById" TEXT,
    "approvedByName" TEXT,
    "approvedAt" DATETIME,
    "reviewNote" TEXT,
    "versionNumber" INTEGER,
    "tally" JSONB,
    "stopped" TEXT,
    "startedAt" DATETIME,
    "finishedAt" DATETIME,
    CONSTRAINT "Campaign_policyId_fkey" FOREIGN KEY ("policyId") REFERENCES "Policy" ("id") ON DELETE CASCADE ON UPDATE CASCADE
);
CREATE INDEX "Campaign_policyId_createdAt_idx" ON "Campaign"("policyId", "createdAt");

CREATE TABLE "CampaignFirm" (
    "campaignId" TEXT NOT NULL,
    "opportunityId" TEXT NOT NULL,
    "outcome" TEXT NOT NULL,
    "at" DATETIME NOT NULL,
    CONSTRAINT "CampaignFirm_campaignId_fkey" FOREIGN KEY ("campaignId") REFERENCES "Campaign" ("id") ON DELETE CASCADE ON UPDATE CASCADE,
    PRIMARY KEY ("campaignId", "opportunityId")
);
CREATE INDEX "CampaignFirm_opportunityId_idx" ON "CampaignFirm"("opportunityId");

-- Whether the firm lets the department read its name beside its reason.
ALTER TABLE "Opportunity" ADD COLUMN "dismissNamed" BOOLEAN NOT NULL DEFAULT false;
