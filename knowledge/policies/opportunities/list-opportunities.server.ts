import { canActFor, departmentsOf, type Reader } from '~/prisma/access/reader';
import { NotFoundError } from '~/prisma/access/access-denied';
import { cityDate } from '~/prisma/calendar/city-date';
import type { Db } from '~/prisma/database.server';

import { listPublishedPolicies } from '../list-published-policies.server';
import type { PublishedPolicy } from '../published-policy';
import type { OpportunityReason } from './finding';

/** A firm's opportunity with its policy. */
export interface FirmOpportunity {
  id: string;
  policy: PublishedPolicy;
  state: string;
  shown: string;
  amountKind: string | null;
  amountYuan: string | null;
  closesOn: string | null;
  missing: string[];
  reason: OpportunityReason;
  foundOn: string;
  toldOn: string | null;
  dismissReason: string | null;
  dismissNote: string | null;
}

/** What the firm may have now, and what it applied for or set aside; by deadline. Throws NotFoundError without the right. */
export async function listFirmOpportunities(
  { db, now }: { db: Db; now: () => Date },
  reader: Reader,
  enterpriseId: string,
): Promise<FirmOpportunity[]> {
  if (!canActFor(reader, enterpriseId)) throw new NotFoundError('enterprise', enterpriseId);
  const at = cityDate(now());
  const policies = new Map((await listPublishedPolicies(db, { at })).map((policy) => [policy.id, policy]));
  const rows = await db.opportunity.findMany({ where: { enterpriseId }, orderBy: { foundAt: 'desc' } });
  return rows
    .flatMap((row): FirmOpportunity[] => {
      const policy = policies.get(row.policyId);
      const isOver = row.shown === 'none' && !['applied', 'granted'].includes(row.state);
      if (!policy || isOver) return [];
      const { id, state, shown, amountKind, amountYuan, closesOn, dismissReason, dismissNote } = row;
      return [
        {
          ...{ id, policy, state, shown, amountKind, amountYuan, closesOn, dismissReason, dismissNote },
          missing: row.missing as string[],
          reason: row.reason as unknown as OpportunityReason,
          foundOn: cityDate(row.foundAt),
          toldOn: row.toldAt && cityDate(row.toldAt),
        },
      ];
    })
    .sort((a, b) => (a.closesOn ?? '9999').localeCompare(b.closesOn ?? '9999'));
}

/** How far a policy's opportunities have come, and why firms set it aside. */
export interface PolicyFunnel {
  policyId: string;
  title: string;
  found: number;
  told: number;
  seen: number;
  applied: number;
  granted: number;
  dismissed: number;
  reasons: Record<string, number>;
  notes: string[];
}

const shownNotes = 10;

/** The funnel 发现→送达→查看→申报→兑现 of each policy of the reader's departments. Each stage counts those that came beyond it. */
export async function listFunnels(
  { db, now }: { db: Db; now: () => Date },
  reader: Reader,
): Promise<PolicyFunnel[]> {
  const mine = departmentsOf(reader, 'designer', 'reviewer');
  const policies = await listPublishedPolicies(db, { at: cityDate(now()), alsoOutOfForce: true });
  const own = policies.filter(({ departmentId }) => mine.includes(departmentId));
  const ids = own.map(({ id }) => id);
  const [counts, reasons, notes] = await Promise.all([
    db.$queryRaw<
      {
        policyId: string;
        found: bigint;
        told: bigint;
        seen: bigint;
        applied: bigint;
        granted: bigint;
        dismissed: bigint;
      }[]
    >`
      SELECT policyId, count(*) AS found, count(toldAt) AS told, count(seenAt) AS seen, count(appliedAt) AS applied,
             count(grantedAt) AS granted, sum(state = 'dismissed') AS dismissed
        FROM Opportunity WHERE policyId IN (SELECT value FROM json_each(${JSON.stringify(ids)})) GROUP BY policyId`,
    db.opportunity.groupBy({
      by: ['policyId', 'dismissReason'],
      where: { policyId: { in: ids }, state: 'dismissed' },
      _count: true,
    }),
    db.opportunity.findMany({
      where: { policyId: { in: ids }, state: 'dismissed', dismissNote: { not: null } },
      select: { policyId: true, dismissNote: true },
      orderBy: { dismissedAt: 'desc' },
      take: 200,
    }),
  ]);
  const byPolicy = new Map(counts.map((row) => [row.policyId, row]));
  return own
    .map(({ id, title }): PolicyFunnel => {
      const row = byPolicy.get(id);
      return {
        policyId: id,
        title,
        found: Number(row?.found ?? 0),
        told: Number(row?.told ?? 0),
        seen: Number(row?.seen ?? 0),
        applied: Number(row?.applied ?? 0),
        granted: Number(row?.granted ?? 0),
        dismissed: Number(row?.dismissed ?? 0),
        reasons: Object.fromEntries(
          reasons
            .filter((one) => one.policyId === id)
            .map((one) => [one.dismissReason ?? 'other', one._count]),
        ),
        notes: notes
          .filter((one) => one.policyId === id)
          .slice(0, shownNotes)
          .map(({ dismissNote }) => dismissNote ?? ''),
      };
    })
    .sort((a, b) => b.found - a.found);
}
