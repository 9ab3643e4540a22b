import { namesOf } from '~/forms/submission/draft-versions.server';
import type { Reader } from '~/prisma/access/reader';
import type { Db } from '~/prisma/database.server';

import type { HandoverPurpose } from './handover-purpose';

/** Who has a draft now, and to whom of the firm it can be given. */
export interface DraftHolding {
  /** Null until it was given to somebody. */
  holder: {
    personId: string;
    name: string;
    isReader: boolean;
    fromId: string;
    fromName: string;
    note: string;
    purpose: HandoverPurpose;
    at: Date;
  } | null;
  colleagues: { personId: string; name: string }[];
}

/** The holding of a draft that the reader may see. */
export async function getHolder(
  db: Db,
  reader: Reader,
  draft: { id: string; enterpriseId: string },
): Promise<DraftHolding> {
  const last = await db.draftHandover.findFirst({
    where: { draftId: draft.id },
    orderBy: [{ at: 'desc' }, { id: 'desc' }],
  });
  const members = await db.membership.findMany({
    where: { enterpriseId: draft.enterpriseId, state: 'active', person: { disabledAt: null } },
    select: { person: { select: { id: true, name: true } } },
    orderBy: { createdAt: 'asc' },
  });
  const names = await namesOf(db, [last?.fromId ?? null, last?.toId ?? null]);
  return {
    holder: last && {
      personId: last.toId,
      name: names.get(last.toId) ?? '',
      isReader: last.toId === reader.personId,
      fromId: last.fromId,
      fromName: names.get(last.fromId) ?? '',
      note: last.note,
      purpose: last.purpose as HandoverPurpose,
      at: last.at,
    },
    colleagues: members
      .filter(({ person }) => person.id !== reader.personId)
      .map(({ person }) => ({ personId: person.id, name: person.name })),
  };
}
