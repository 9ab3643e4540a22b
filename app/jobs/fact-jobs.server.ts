import { tellOpportunity } from '~/app/opportunities/tell-opportunity.server';
import type { Services } from '~/app/services.server';
import { announceFacts, findOpportunitiesJob } from '~/knowledge/enterprises/announce-facts.server';
import { workFactImport } from '~/knowledge/enterprises/imports/work-fact-import.server';
import { workFactImportJob } from '~/knowledge/enterprises/imports/start-fact-import.server';
import { sendCampaignJob } from '~/knowledge/policies/push/campaigns/decide-campaign.server';
import { sendCampaign } from '~/knowledge/policies/push/campaigns/send-campaign.server';
import { findOpportunities } from '~/knowledge/policies/opportunities/find-opportunities.server';
import type { JobHandler } from '~/prisma/jobs/work-jobs.server';

/** The jobs that bring facts in, look at what they change, and tell the firms. */
export function factJobHandlers(services: Services): Record<string, JobHandler> {
  const { dataDir, databaseFile, filesDir } = services.settings;
  return {
    [workFactImportJob]: (job) =>
      workFactImport({ ...services, dataDir, databaseFile, filesDir, onFacts: announceFacts }, job),
    [findOpportunitiesJob]: (job) =>
      findOpportunities({ ...services, databaseFile, tell: tellOpportunity }, job),
    [sendCampaignJob]: (job) =>
      sendCampaign(
        { ...services, tell: tellOpportunity, alone: services.settings.CAMPAIGN_ALONE_FIRMS },
        job,
      ),
  };
}
