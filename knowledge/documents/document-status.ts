import type { IsoDate } from '~/prisma/calendar/city-date';

/** Whether a document counted on a day: 现行有效, 尚未生效, 已被替代, 已失效, 已废止. */
export type DocumentStatus = 'in-force' | 'not-yet' | 'superseded' | 'expired' | 'repealed';

/** The dates that decide it; all as ISO dates, null where nothing is known. */
export interface DocumentDates {
  effectiveFrom: string | null;
  /** The last day on which it counts. */
  expiresOn: string | null;
  /** The first day on which it no longer counts. */
  repealedOn: string | null;
  /** The first day on which a newer version counts instead. */
  supersededOn: string | null;
}

/**
 * The status of a document on a day. A repeal outranks the rest, since nothing follows it; a version that was replaced
 * is called so even when its term has also run out, because then there is a newer one to read.
 */
export function documentStatus(document: DocumentDates, asOf: IsoDate): DocumentStatus {
  const { effectiveFrom, expiresOn, repealedOn, supersededOn } = document;
  if (repealedOn !== null && repealedOn <= asOf) return 'repealed';
  if (effectiveFrom !== null && effectiveFrom > asOf) return 'not-yet';
  if (supersededOn !== null && supersededOn <= asOf) return 'superseded';
  if (expiresOn !== null && expiresOn < asOf) return 'expired';
  return 'in-force';
}
