import { departmentsOf, type Reader } from '~/prisma/access/reader';
import { cityDate } from '~/prisma/calendar/city-date';
import type { Db } from '~/prisma/database.server';

import { policyDeskRoles } from '../../design/policy-rights';
import { listPublishedPolicies } from '../../list-published-policies.server';
import { windowState, type WindowState } from '../../policy-window';
import { seenBy } from './campaign-rights';
import { readPolicyFunnels } from './read-funnel.server';
import type { PushFunnel } from './funnel';

/** A policy as the push page lists it. */
export interface PushedPolicy {
  policyId: string;
  title: string;
  titleEn: string | null;
  versionNumber: number | null;
  window: WindowState['state'];
  closesOn: string | null;
  eligible: number;
  oneStep: number;
  funnel: PushFunnel;
  /** How many firms set it aside. */
  dismissed: number;
}

/** The policies in force of the reader's departments, with whom they concern and how far that came. */
export async function listPushedPolicies(
  { db, now }: { db: Db; now: () => Date },
  reader: Reader,
): Promise<PushedPolicy[]> {
  const at = cityDate(now());
  const mine = departmentsOf(reader, ...policyDeskRoles);
  const own = (await listPublishedPolicies(db, { at })).filter(({ departmentId }) =>
    mine.includes(departmentId),
  );
  const ids = own.map(({ id }) => id);
  const [counts, funnels, versions] = await Promise.all([
    db.$queryRaw<{ policyId: string; eligible: bigint; oneStep: bigint; dismissed: bigint }[]>`
      SELECT policyId, sum(shown = 'eligible') AS eligible, sum(shown = 'one-step') AS oneStep,
             sum(state = 'dismissed') AS dismissed
        FROM Opportunity WHERE policyId IN (SELECT value FROM json_each(${JSON.stringify(ids)})) GROUP BY policyId`,
    readPolicyFunnels(db, ids),
    db.policyVersion.findMany({
      where: { id: { in: own.map(({ versionId }) => versionId) } },
      select: { id: true, number: true },
    }),
  ]);
  const nothing: PushFunnel = { told: 0, seen: 0, applied: 0, granted: 0 };
  return own
    .map((policy): PushedPolicy => {
      const count = counts.find(({ policyId }) => policyId === policy.id);
      const window = windowState(policy.content.window, at);
      return {
        policyId: policy.id,
        title: policy.title,
        titleEn: policy.titleEn,
        versionNumber: versions.find(({ id }) => id === policy.versionId)?.number ?? null,
        window: window.state,
        closesOn: window.closes ?? policy.expiresOn,
        eligible: Number(count?.eligible ?? 0),
        oneStep: Number(count?.oneStep ?? 0),
        funnel: funnels.get(policy.id) ?? nothing,
        dismissed: Number(count?.dismissed ?? 0),
      };
    })
    .sort((a, b) => b.eligible - a.eligible || a.title.localeCompare(b.title, 'zh'));
}

/** The newest campaigns of the reader's departments; those that wait for somebody come first. */
export async function listCampaigns(db: Db, reader: Reader) {
  const rows = await db.campaign.findMany({
    where: { ...seenBy(reader), state: { not: 'cancelled' } },
    orderBy: { createdAt: 'desc' },
    take: 50,
    select: {
      ...{ id: true, title: true, state: true, audience: true, sendAt: true, createdByName: true },
      ...{ createdAt: true, finishedAt: true, policyId: true },
      _count: { select: { firms: { where: { outcome: 'told' } } } },
    },
  });
  const order = ['in-review', 'stopped', 'draft', 'sending', 'scheduled', 'sent'];
  return rows
    .map(({ _count, ...row }) => ({ ...row, told: _count.firms }))
    .sort((a, b) => order.indexOf(a.state) - order.indexOf(b.state));
}
