import { canActFor, type Reader } from '~/prisma/access/reader';
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
