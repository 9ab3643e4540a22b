import type { Services } from '~/app/services.server';
import { loadCatalogue } from '~/knowledge/enterprises/load-catalogue.server';
import type { PublishedPolicy } from '~/knowledge/policies/published-policy';
import type { Audience } from '~/knowledge/policies/push/campaigns/audience-tally';
import { listReached } from '~/knowledge/policies/push/campaigns/read-audience.server';

/** Firms of the audience that were judged once more by the exact evaluation, and how many of them came out otherwise. */
export interface JudgedSample {
  firms: number;
  otherwise: number;
}

const sampleSize = 10;

/** Judges ten firms that would be told once more, from their facts as they are now. */
export async function judgeSample(
  services: Pick<Services, 'db' | 'now' | 'settings' | 'opportunityJudge'>,
  { policy, audience, at }: { policy: PublishedPolicy; audience: Audience; at: string },
): Promise<JudgedSample> {
  const { db, now, settings, opportunityJudge } = services;
  const ids = await listReached(db, { policyId: policy.id, audience, now: now(), limit: sampleSize });
  const rows = await db.opportunity.findMany({
    where: { id: { in: ids } },
    select: { enterpriseId: true },
  });
  if (rows.length === 0) return { firms: 0, otherwise: 0 };
  const findings = await opportunityJudge.judge({
    databaseFile: settings.databaseFile,
    at,
    policies: [policy],
    definitions: [...(await loadCatalogue(db)).values()],
    firms: rows.map(({ enterpriseId }) => ({ id: enterpriseId, changed: null, policyIds: null })),
  });
  const same = findings.filter(({ shown }) => shown === audience).length;
  return { firms: rows.length, otherwise: rows.length - same };
}
