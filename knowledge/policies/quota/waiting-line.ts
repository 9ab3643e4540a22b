/**
 * waiting: in line; offered: a place is kept for it; filed: it took one. It left, its time lapsed, or the line ended.
 */
export const waiterStates = ['waiting', 'offered', 'filed', 'left', 'lapsed', 'ended'] as const;

/** Why a line ends: a new period with new places, the quota was taken away, the policy takes no applications. */
export const lineEnds = ['new-period', 'no-quota', 'closed'] as const;
export type LineEnd = (typeof lineEnds)[number];

/** Work days for which a place is kept for the first of the line, unless the policy says otherwise. */
export const defaultOfferDays = 5;
export const mostOfferDays = 30;

/** A firm that joined, as far as the order of the line goes. */
export interface LineMember {
  enterpriseId: string;
  /** The order of joining. */
  number: number;
  state: string;
  /** YYYY-MM-DD, the last day on which the place is kept. */
  offeredUntil: string | null;
}

/**
 * Who stands in the line on a day, the first first. An offer whose day has passed stands in nobody's way, whether or not
 * anyone has written that down yet.
 */
export function lineOn<Member extends LineMember>(members: readonly Member[], day: string): Member[] {
  return members
    .filter(
      ({ state, offeredUntil }) =>
        state === 'waiting' || (state === 'offered' && offeredUntil !== null && offeredUntil >= day),
    )
    .toSorted((a, b) => a.number - b.number);
}

/** A firm's place in the line, from 1; null for one that doesn't stand in it. */
export function placeInLine(line: readonly LineMember[], enterpriseId: string | null): number | null {
  const index = line.findIndex((member) => member.enterpriseId === enterpriseId);
  return index === -1 ? null : index + 1;
}

/**
 * How many of the free places a firm may take: those ahead of it in the line come first, and all of the line come before
 * a firm that doesn't stand in it. Nobody need be told first for this to hold.
 */
export function placesFor(line: readonly LineMember[], free: number, enterpriseId: string | null): number {
  const ahead = (placeInLine(line, enterpriseId) ?? line.length + 1) - 1;
  return Math.max(0, free - ahead);
}

/** Whom to tell that a place is free for them: the first of the line, as many as there are places, once each. */
export function dueOffers<Member extends LineMember>(line: readonly Member[], free: number): Member[] {
  return line.slice(0, Math.max(0, free)).filter(({ state }) => state === 'waiting');
}
