-- By which way a campaign reached a firm: kept when its messages are cleared.
CREATE TABLE "CampaignArrival" (
    "campaignId" TEXT NOT NULL,
    "opportunityId" TEXT NOT NULL,
    "channel" TEXT NOT NULL,
    PRIMARY KEY ("campaignId", "opportunityId", "channel"),
    CONSTRAINT "CampaignArrival_campaignId_opportunityId_fkey" FOREIGN KEY ("campaignId", "opportunityId") REFERENCES "CampaignFirm" ("campaignId", "opportunityId") ON DELETE CASCADE ON UPDATE CASCADE
);

-- Old rows are looked for by these.
CREATE INDEX "PersonalMessage_state_plannedAt_idx" ON "PersonalMessage" ("state", "plannedAt");
