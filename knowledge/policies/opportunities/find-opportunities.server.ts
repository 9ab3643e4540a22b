import { z } from 'zod';

import { cityDate } from '~/prisma/calendar/city-date';
import type { Db } from '~/prisma/database.server';
import type { Prisma } from '~/prisma/generated/client';
import type { JobContext } from '~/prisma/jobs/work-jobs.server';

import { loadCatalogue } from '../../enterprises/load-catalogue.server';
import { listPublishedPolicies } from '../list-published-policies.server';
import { windowState } from '../policy-window';
import type { PublishedPolicy } from '../published-policy';
import { changedFirms, lastFact, type FirmToJudge } from './changed-firms.server';
import type { OpportunityReason } from './finding';
import type { OpportunityJudge } from './opportunity-judge.server';
import { policyFactKeys } from './policy-fact-keys';
import { settleFirms, type TellOpportunity } from './settle-firms.server';

export interface OpportunityDependencies {
  db: Db;
  now: () => Date;
  databaseFile: string;
  opportunityJudge: OpportunityJudge;
  tell: TellOpportunity;
}

/** Up to where facts, versions and days have been looked at. */
const standSchema = z.object({
  fact: z.number(),
  day: z.string(),
  versions: z.record(z.string(), z.string()),
});
type Stand = z.infer<typeof standSchema>;

const settingKey = 'opportunities';
/** Firms that the thread judges at once, and those that one transaction settles: the pages wait for its end. */
const firmsAtOnce = 400;
const firmsATransaction = 40;

/**
 * Computes again what a change touches: the firms with new facts over the policies that read them, all firms over a new
 * version, and everything once a day, since windows open and certificates run out. The first look of all is silent: it
 * tells nobody what stood so before. Killed halfway, it is done once more and tells nothing twice.
 */
export async function findOpportunities(
  deps: OpportunityDependencies,
  job: Pick<JobContext, 'signal' | 'progress'>,
): Promise<void> {
  // Facts that came while it looked are looked at, too.
  for (let round = 0; round < 20; round += 1) {
    if (!(await look(deps, job))) return;
  }
}

async function look(
  deps: OpportunityDependencies,
  job: Pick<JobContext, 'signal' | 'progress'>,
): Promise<boolean> {
  const { db, now } = deps;
  const today = cityDate(now());
  const stand = await readStand(db);
  const catalogue = await loadCatalogue(db);
  const policies = await listPublishedPolicies(db, { at: today });
  const reads = new Map(policies.map((policy) => [policy.id, policyFactKeys(policy.content, catalogue)]));
  const versions = Object.fromEntries(policies.map(({ id, versionId }) => [id, versionId]));
  const fact = await lastFact(db);
  const isFirst = stand === null;
  const isNewDay = stand?.day !== today;
  const published = policies.filter(({ id, versionId }) => stand && stand.versions[id] !== versionId);
  const gone = Object.keys(stand?.versions ?? {}).filter((id) => versions[id] === undefined);
  if (!isFirst && !isNewDay && published.length === 0 && gone.length === 0 && fact <= stand.fact)
    return false;

  const definitions = [...catalogue.values()];
  const go = async (
    firms: FirmToJudge[],
    over: PublishedPolicy[],
    reasonOf: (firm: FirmToJudge) => OpportunityReason['kind'] | 'silent',
  ) => {
    for (let from = 0; from < firms.length; from += firmsAtOnce) {
      job.signal.throwIfAborted();
      const some = firms.slice(from, from + firmsAtOnce);
      const findings = await deps.opportunityJudge.judge({
        databaseFile: deps.databaseFile,
        at: today,
        policies: over,
        definitions,
        firms: some,
      });
      for (let at = 0; at < some.length; at += firmsATransaction) {
        const few = some.slice(at, at + firmsATransaction);
        const ids = new Set(few.map(({ id }) => id));
        await settleFirms(deps, {
          firms: few,
          findings: findings.filter(({ enterpriseId }) => ids.has(enterpriseId)),
          policies: over,
          reasonOf,
          openPolicies: new Set(over.filter(isOpenOn(today)).map(({ id }) => id)),
        });
      }
      await job.progress(Math.min(firms.length, from + firmsAtOnce), firms.length);
    }
  };

  const changed = stand ? await changedFirms(db, stand.fact, fact, reads) : [];
  if (isFirst) await go(await allFirms(db), policies, () => 'silent');
  else {
    // Facts first: what they change is told with the fact, not with the day.
    if (changed.length > 0) await go(changed, policies, () => 'facts');
    if (published.length > 0) await go(await allFirms(db), published, () => 'version');
    if (isNewDay) await go(await allFirms(db), policies, () => 'day');
  }
  if (gone.length > 0)
    await db.opportunity.updateMany({
      where: { policyId: { in: gone }, shown: { not: 'none' } },
      data: { shown: 'none' },
    });
  await writeStand(db, { fact, day: today, versions });
  return true;
}

function isOpenOn(day: string) {
  return ({ content }: PublishedPolicy) =>
    ['always', 'open'].includes(windowState(content.window, day).state);
}

async function allFirms(db: Db): Promise<FirmToJudge[]> {
  const rows = await db.enterprise.findMany({ select: { id: true }, orderBy: { id: 'asc' } });
  return rows.map(({ id }) => ({ id, changed: null, policyIds: null }));
}

async function readStand(db: Db): Promise<Stand | null> {
  const row = await db.setting.findUnique({ where: { key: settingKey } });
  return row ? standSchema.parse(row.value) : null;
}

async function writeStand(db: Db, stand: Stand): Promise<void> {
  const value = stand as Prisma.InputJsonObject;
  await db.setting.upsert({
    where: { key: settingKey },
    create: { key: settingKey, value },
    update: { value },
  });
}
