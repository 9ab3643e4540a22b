import { systemReader } from '~/prisma/access/reader';
import { appendAuditEntry } from '~/prisma/audit/append-audit-entry.server';
import { cityDate } from '~/prisma/calendar/city-date';
import { addWorkDays } from '~/prisma/calendar/work-days';
import type { Db, Tx } from '~/prisma/database.server';

import { listPublishedPolicies } from '../list-published-policies.server';
import { windowState } from '../policy-window';
import type { PublishedPolicy } from '../published-policy';
import { periodOf } from './quota-period';
import { readLine } from './read-line.server';
import { defaultOfferDays, dueOffers, type LineEnd } from './waiting-line';

/** What a firm in line is told. */
export interface LineNews {
  waiterId: string;
  enterpriseId: string;
  policyId: string;
  departmentId: string;
  title: string;
  titleEn: string | null;
  kind: 'place-free' | 'place-lapsed' | 'line-ended';
  /** The last day on which the place is kept; of what lapsed the day that passed. */
  until: string | null;
  end: LineEnd | null;
  /** Twice the same is told once. */
  dedupeKey: string;
}
export type TellLine = (tx: Tx, news: LineNews, options: { now: Date }) => Promise<void>;

interface Deps {
  db: Db;
  now: () => Date;
  tell: TellLine;
  /** How many firms one transaction tells (default 40): the pages wait for its end. */
  firmsATransaction?: number;
}

/**
 * Looks after the lines: offers whose day has passed go on to the next, free places are kept for the first of the line,
 * who is told once with the last day, and a line that has nothing more to wait for ends. Some firms a transaction: killed
 * between two, the next run goes on; a place that became free twice is one place. A line that fails holds up no other;
 * throws what failed at the end.
 */
export async function offerPlaces(deps: Deps, signal: AbortSignal): Promise<void> {
  const lines = await deps.db.quotaWaiter.findMany({
    where: { state: { in: ['waiting', 'offered'] } },
    distinct: ['policyId', 'period'],
    select: { policyId: true, period: true },
  });
  const faults: unknown[] = [];
  for (const line of lines) {
    try {
      let isMore = true;
      while (isMore) {
        signal.throwIfAborted();
        isMore = await deps.db.$transaction((tx) => settleLine(tx, line, deps));
      }
    } catch (error) {
      signal.throwIfAborted();
      faults.push(error);
    }
  }
  if (faults.length > 1) throw new AggregateError(faults, 'some lines could not be settled');
  if (faults.length === 1) throw faults[0];
}

/** Returns whether there is more to be done. */
async function settleLine(
  tx: Tx,
  where: { policyId: string; period: string },
  { now, tell, firmsATransaction: most = 40 }: Deps,
): Promise<boolean> {
  const { policyId, period } = where;
  const at = now();
  const day = cityDate(at);
  const found = await listPublishedPolicies(tx, { at: day, ids: [policyId], alsoOutOfForce: true });
  const [inForce] = await listPublishedPolicies(tx, { at: day, ids: [policyId] });
  const named = await nameOf(tx, policyId, found[0]);
  const say = (
    news: Pick<LineNews, 'waiterId' | 'enterpriseId' | 'kind' | 'until' | 'end'>,
    number: number,
  ) =>
    tell(
      tx,
      { ...named, ...news, policyId, dedupeKey: `line:${news.waiterId}:${number}:${news.kind}` },
      { now: at },
    );

  const end = endOf(inForce, period, day);
  const open = { ...where, state: { in: ['waiting', 'offered'] } };
  const over = await tx.quotaWaiter.findMany({
    where: end ? open : { ...where, state: 'offered', offeredUntil: { lt: day } },
    orderBy: { number: 'asc' },
    take: most,
  });
  for (const { id, enterpriseId, number, offeredUntil } of over) {
    const state = end ? 'ended' : 'lapsed';
    await tx.quotaWaiter.update({ where: { id }, data: { state, endedAt: at, endReason: end } });
    await note(tx, state, { id, enterpriseId, policyId, period, until: offeredUntil, end }, at);
    const kind = end ? 'line-ended' : 'place-lapsed';
    await say({ waiterId: id, enterpriseId, kind, until: offeredUntil, end }, number);
  }
  if (over.length === most) return true;
  if (end || !inForce) return false;

  const taken = await tx.quotaSlot.count({ where });
  const line = await readLine(tx, { ...where, day });
  const due = dueOffers(line, (inForce.content.quota?.slots ?? 0) - taken);
  for (const { id, enterpriseId, number } of due.slice(0, most)) {
    const until = lastDayOf(inForce, day);
    await tx.quotaWaiter.update({
      where: { id },
      data: { state: 'offered', offeredAt: at, offeredUntil: until },
    });
    await note(tx, 'offered', { id, enterpriseId, policyId, period, until, end: null }, at);
    await say({ waiterId: id, enterpriseId, kind: 'place-free', until, end: null }, number);
  }
  return due.length > most;
}

/** Why nobody need wait any more; null while the line goes on. */
function endOf(policy: PublishedPolicy | undefined, period: string, day: string): LineEnd | null {
  // One joins while applications are taken: a yearly window that opens again is over for those who wait, too.
  if (!policy || !['open', 'always'].includes(windowState(policy.content.window, day).state)) return 'closed';
  if (!policy.content.quota) return 'no-quota';
  return periodOf(policy, day) === period ? null : 'new-period';
}

/** The last day on which a place that is offered today is kept: work days, but no longer than one can apply. */
export function lastDayOf(policy: Pick<PublishedPolicy, 'content' | 'expiresOn'>, day: string): string {
  const { quota, window } = policy.content;
  const days = addWorkDays(day, quota?.offerDays ?? defaultOfferDays);
  const bounds = [
    days,
    windowState(window, day).closes,
    policy.expiresOn,
    quota?.per === 'year' ? `${day.slice(0, 4)}-12-31` : null,
  ];
  return bounds.filter((bound): bound is string => typeof bound === 'string').toSorted()[0] ?? days;
}

async function nameOf(tx: Tx, policyId: string, policy: PublishedPolicy | undefined) {
  if (policy) {
    const { title, titleEn, departmentId } = policy;
    return { title, titleEn, departmentId };
  }
  // All versions were withdrawn: the newest one tells what it was called.
  const { departmentId, versions } = await tx.policy.findUniqueOrThrow({
    where: { id: policyId },
    select: {
      departmentId: true,
      versions: { orderBy: { number: 'desc' }, take: 1, select: { title: true, titleEn: true } },
    },
  });
  return { departmentId, title: versions[0]?.title ?? policyId, titleEn: versions[0]?.titleEn ?? null };
}

async function note(
  tx: Tx,
  deed: 'offered' | 'lapsed' | 'ended',
  row: {
    id: string;
    enterpriseId: string;
    policyId: string;
    period: string;
    until: string | null;
    end: LineEnd | null;
  },
  at: Date,
): Promise<void> {
  const { id, enterpriseId, policyId, period, until, end } = row;
  const subject = { subjectKind: 'quota-waiter', subjectId: id, enterpriseId };
  const detail = { policyId, period, ...(until && { until }), ...(end && { end }) };
  await appendAuditEntry(tx, systemReader, { action: `quota.${deed}`, ...subject, detail }, at);
}
