import type { IsoDate } from '~/prisma/calendar/city-date';
import type { Prisma } from '~/prisma/generated/client';

import type { DocumentStatus } from './document-status';

/** `documentStatus` as a `where`: the documents that have the status on the day. A test holds the two equal. */
export function statusFilter(status: DocumentStatus, asOf: IsoDate): Prisma.DocumentWhereInput {
  const repealed = { repealedOn: { lte: asOf } };
  const notYet = { effectiveFrom: { gt: asOf } };
  const superseded = { supersededOn: { lte: asOf } };
  const expired = { expiresOn: { lt: asOf } };
  // In SQL a comparison with NULL isn't true, and NOT of it isn't either: so each "not" names null as well.
  const notRepealed = { OR: [{ repealedOn: null }, { repealedOn: { gt: asOf } }] };
  const begun = { OR: [{ effectiveFrom: null }, { effectiveFrom: { lte: asOf } }] };
  const notSuperseded = { OR: [{ supersededOn: null }, { supersededOn: { gt: asOf } }] };
  const notExpired = { OR: [{ expiresOn: null }, { expiresOn: { gte: asOf } }] };
  switch (status) {
    case 'repealed':
      return repealed;
    case 'not-yet':
      return { AND: [notRepealed, notYet] };
    case 'superseded':
      return { AND: [notRepealed, begun, superseded] };
    case 'expired':
      return { AND: [notRepealed, begun, notSuperseded, expired] };
    case 'in-force':
      return { AND: [notRepealed, begun, notSuperseded, notExpired] };
  }
}
