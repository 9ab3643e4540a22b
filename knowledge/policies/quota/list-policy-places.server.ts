import { NotFoundError } from '~/prisma/access/access-denied';
import { departmentsOf, type Reader } from '~/prisma/access/reader';
import { cityDate } from '~/prisma/calendar/city-date';
import type { Db } from '~/prisma/database.server';

import { seenBy } from '../design/policy-rights';
import { listPublishedPolicies } from '../list-published-policies.server';
import { periodOf } from './quota-period';
import { readLine } from './read-line.server';
import { defaultOfferDays, placeInLine, placesFor } from './waiting-line';

/** A place that is taken, as the desk sees it. */
export interface TakenPlace {
  number: number;
  name: string;
  creditCode: string;
  takenOn: string;
  /** Null when it was granted without an application. `id` for who may open it. */
  case: { id: string | null; number: string } | null;
}

/** A firm that joined the line, as the desk sees it. */
export interface DeskWaiter {
  id: string;
  name: string;
  creditCode: string;
  /** Its place in the line; null for one that stands in it no more. */
  place: number | null;
  state: string;
  joinedOn: string;
  until: string | null;
  endedOn: string | null;
}

/** The places of a policy and its line, for its department. */
export interface PolicyPlaces {
  policyId: string;
  title: string;
  titleEn: string | null;
  quota: { slots: number; per: 'year' | 'version'; offerDays: number } | null;
  period: string;
  taken: TakenPlace[];
  waiters: DeskWaiter[];
  /** Free for whoever asks, and kept for firms in line. */
  free: number;
  kept: number;
}

/** Reads a policy's places and line. Throws NotFoundError for another department's. */
export async function listPolicyPlaces(
  { db, now }: { db: Db; now: () => Date },
  reader: Reader,
  policyId: string,
): Promise<PolicyPlaces> {
  const day = cityDate(now());
  if ((await db.policy.count({ where: { id: policyId, ...seenBy(reader) } })) === 0)
    throw new NotFoundError('policy', policyId);
  const [policy] = await listPublishedPolicies(db, { at: day, ids: [policyId], alsoOutOfForce: true });
  if (!policy) throw new NotFoundError('policy', policyId);
  const { title, titleEn } = policy;
  const period = periodOf(policy, day);
  const quota = policy.content.quota;
  const slots = await db.quotaSlot.findMany({ where: { policyId, period }, orderBy: { number: 'asc' } });
  const firms = await db.enterprise.findMany({
    where: { id: { in: slots.map(({ enterpriseId }) => enterpriseId) } },
    select: { id: true, name: true, creditCode: true },
  });
  const mayOpen = departmentsOf(reader, 'reviewer');
  const cases = await db.case.findMany({
    where: { id: { in: slots.map(({ caseId }) => caseId) } },
    select: { id: true, number: true, departmentId: true },
  });
  const line = await readLine(db, { policyId, period, day });
  const rows = await db.quotaWaiter.findMany({
    where: { policyId, period },
    orderBy: { number: 'asc' },
    include: { enterprise: { select: { name: true, creditCode: true } } },
  });
  const left = Math.max(0, (quota?.slots ?? 0) - slots.length);
  return {
    ...{ policyId, title, titleEn, period },
    quota: quota
      ? { slots: quota.slots, per: quota.per, offerDays: quota.offerDays ?? defaultOfferDays }
      : null,
    taken: slots.map(({ number, enterpriseId, caseId, takenAt }) => {
      const firm = firms.find(({ id }) => id === enterpriseId);
      return {
        ...{ number, name: firm?.name ?? '', creditCode: firm?.creditCode ?? '', takenOn: cityDate(takenAt) },
        case: caseOf(
          cases.find(({ id }) => id === caseId),
          mayOpen,
        ),
      };
    }),
    waiters: rows.map(({ id, enterprise, enterpriseId, state, joinedAt, offeredUntil, endedAt }) => ({
      ...{ id, ...enterprise, state, joinedOn: cityDate(joinedAt), until: offeredUntil },
      place: placeInLine(line, enterpriseId),
      endedOn: endedAt && cityDate(endedAt),
    })),
    free: quota ? placesFor(line, left, null) : 0,
    kept: Math.min(left, line.length),
  };
}

function caseOf(
  found: { id: string; number: string; departmentId: string } | undefined,
  mayOpen: readonly string[],
): TakenPlace['case'] {
  return found ? { id: mayOpen.includes(found.departmentId) ? found.id : null, number: found.number } : null;
}
