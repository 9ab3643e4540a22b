import { cityDate } from '~/prisma/calendar/city-date';
import type { Db } from '~/prisma/database.server';

import { listPublishedPolicies } from '../list-published-policies.server';
import type { PublishedPolicy } from '../published-policy';
import { takesLine } from './join-line.server';
import { nextPeriodOn, periodOf } from './quota-period';
import { readLine } from './read-line.server';
import { defaultOfferDays, placeInLine, placesFor } from './waiting-line';

interface Deps {
  db: Db;
  now: () => Date;
}

/** How a firm stands to the places of a policy. */
export interface FirmPlace {
  policyId: string;
  /** The firm may file: a place is free for it. */
  isFree: boolean;
  /** It holds a place by a case. */
  isHeld: boolean;
  /** Its place in the line, from 1, and how many stand in it; null for one that doesn't. */
  place: number | null;
  waiting: number;
  /** The last day on which a place is kept for it; null when none is yet. */
  until: string | null;
  /** Whether it may join. */
  mayJoin: boolean;
  /** Work days that a place is kept once it is free. */
  offerDays: number;
  /** When there are new places; null when nobody knows. */
  nextOn: string | null;
}

/** The firm's stand in the line of a policy; null for a policy without a quota or form. The right to the firm is the caller's. */
export async function readFirmPlace(
  db: Db,
  policy: PublishedPolicy,
  query: { enterpriseId: string; day: string },
): Promise<FirmPlace | null> {
  const { enterpriseId, day } = query;
  const { quota } = policy.content;
  if (!quota || policy.formId === null) return null;
  const [policyId, period] = [policy.id, periodOf(policy, day)];
  const line = await readLine(db, { policyId, period, day });
  const slots = await db.quotaSlot.findMany({ where: { policyId, period }, select: { enterpriseId: true } });
  const isHeld = slots.some((slot) => slot.enterpriseId === enterpriseId);
  const isFree = !isHeld && placesFor(line, quota.slots - slots.length, enterpriseId) > 0;
  const place = placeInLine(line, enterpriseId);
  return {
    ...{ policyId, isFree, isHeld, place, waiting: line.length },
    until: line.find((one) => one.enterpriseId === enterpriseId)?.offeredUntil ?? null,
    mayJoin: !isHeld && !isFree && place === null && takesLine(policy, day),
    offerDays: quota.offerDays ?? defaultOfferDays,
    nextOn: nextPeriodOn(policy, day),
  };
}

/** A line that a firm stands in. */
export interface FirmLine {
  policyId: string;
  title: string;
  titleEn: string | null;
  place: number;
  until: string | null;
}

/** The lines that a firm stands in. The right to the firm is the caller's to check. */
export async function listFirmLines({ db, now }: Deps, enterpriseId: string): Promise<FirmLine[]> {
  const day = cityDate(now());
  const rows = await db.quotaWaiter.findMany({
    where: { enterpriseId, state: { in: ['waiting', 'offered'] } },
    select: { policyId: true },
    distinct: ['policyId'],
  });
  const ids = rows.map(({ policyId }) => policyId);
  const lines: FirmLine[] = [];
  for (const policy of await listPublishedPolicies(db, { at: day, ids })) {
    const stand = await readFirmPlace(db, policy, { enterpriseId, day });
    if (stand?.place === null || stand === null) continue;
    const { id: policyId, title, titleEn } = policy;
    lines.push({ policyId, title, titleEn, place: stand.place, until: stand.until });
  }
  return lines;
}
