import type { IsoDate } from '~/prisma/calendar/city-date';

import { isExcerpt } from './title-key';

/** A published version of one document, with what orders it among the others. */
export interface Version {
  id: string;
  title: string;
  textKind: string;
  effectiveFrom: string | null;
  issuedOn: string | null;
  adoptedOn: string | null;
  /** The day on which it came in; orders versions that state no date at all. */
  createdOn: IsoDate;
  /** Orders versions of one day: later replaces earlier. */
  createdAt: number;
}

/** Which version replaces which, and from when; null for the newest. */
export interface Succession {
  id: string;
  supersededOn: IsoDate | null;
  supersededById: string | null;
}

/** The day from which a version counts, as far as it says anything. */
export function versionDate(
  version: Pick<Version, 'effectiveFrom' | 'issuedOn' | 'adoptedOn' | 'createdOn'>,
): IsoDate {
  return version.effectiveFrom ?? version.issuedOn ?? version.adoptedOn ?? version.createdOn;
}

/**
 * Orders the versions of one document by the day from which they count, whatever the order in which they came in: each
 * is replaced on the day from which the next one counts. Of several with the same day the last to come in replaces the
 * others; an excerpt or key points stand beside the whole text of their day, since they are the same version.
 */
export function orderVersions(versions: readonly Version[]): Succession[] {
  const days = new Map<IsoDate, Version[]>();
  for (const version of versions) {
    const day = versionDate(version);
    days.set(day, [...(days.get(day) ?? []), version]);
  }
  const order = [...days.keys()].sort();
  return order.flatMap((day, i) => {
    const next = order[i + 1];
    const follower = next === undefined ? null : pickLeading(days.get(next) ?? []);
    return succeedWithinDay(days.get(day) ?? [], day).map((one) =>
      one.supersededOn === null && follower !== null && next !== undefined
        ? { id: one.id, supersededOn: next, supersededById: follower.id }
        : one,
    );
  });
}

function succeedWithinDay(versions: readonly Version[], day: IsoDate): Succession[] {
  const sorted = [...versions].sort(byArrival);
  return sorted.map((version, i) => {
    const later = sorted.slice(i + 1).findLast((other) => form(other) === form(version));
    return { id: version.id, supersededOn: later ? day : null, supersededById: later?.id ?? null };
  });
}

/** Whole originals first, then excerpts, then key points; the last to come in of each. */
function pickLeading(versions: readonly Version[]): Version | null {
  return [...versions].sort((a, b) => form(a) - form(b) || byArrival(b, a))[0] ?? null;
}

function form({ textKind, title }: Version): number {
  if (textKind === 'key-points') return 2;
  return isExcerpt(title) ? 1 : 0;
}

function byArrival(a: Version, b: Version): number {
  const stated = (version: Version) => version.issuedOn ?? version.adoptedOn ?? '';
  if (stated(a) !== stated(b)) return stated(a) < stated(b) ? -1 : 1;
  return a.createdAt - b.createdAt || (a.id < b.id ? -1 : 1);
}
