import { NotFoundError } from '~/prisma/access/access-denied';
import type { Reader } from '~/prisma/access/reader';
import type { Db } from '~/prisma/database.server';

import { managedDocuments, readableDocuments } from '../readable-documents';

/** Something that was done to a document: who, when, why, and what exactly. */
export interface LifeEvent {
  id: number;
  action: string;
  at: Date;
  /** The person's name; null for the system or for somebody whose account is gone. */
  by: string | null;
  isSystem: boolean;
  reason: string | null;
  /** Field → what stood there and what was put in its place, of a correction. */
  changes: { field: string; from: string | null; to: string | null }[];
  /** What else the entry holds in words: the other document of a relation, how many were told. */
  about: string | null;
}

/**
 * The history of a document from the audit trail, the newest first, at most 200 entries; publications by the gate stand
 * under its change. Throws NotFoundError when the document isn't the reader's to see.
 */
export async function listHistory(db: Db, reader: Reader, documentId: string): Promise<LifeEvent[]> {
  const document = await db.document.findFirst({
    where: { AND: [{ id: documentId }, { OR: [managedDocuments(reader), readableDocuments(reader)] }] },
    select: { changeId: true },
  });
  if (!document) throw new NotFoundError('document', documentId);
  const entries = await db.auditEntry.findMany({
    where: {
      OR: [
        { subjectKind: 'document', subjectId: documentId },
        ...(document.changeId
          ? [
              {
                subjectKind: 'knowledge-change',
                subjectId: document.changeId,
                action: { startsWith: 'documents.' },
              },
            ]
          : []),
      ],
      action: { not: 'access.denied' },
    },
    orderBy: { seq: 'desc' },
    take: 200,
  });
  const people = await db.person.findMany({
    where: { id: { in: entries.flatMap(({ actorId }) => actorId ?? []) } },
    select: { id: true, name: true },
  });
  const names = new Map(people.map(({ id, name }) => [id, name]));
  return entries.map(({ seq, action, at, actorId, actorKind, detail }) => {
    const words = detail as Record<string, unknown>;
    return {
      id: seq,
      action,
      at,
      by: (actorId && names.get(actorId)) ?? null,
      isSystem: actorKind === 'system',
      reason: textOf(words.reason),
      changes: changesOf(words),
      about: textOf(words.relation) ?? (typeof words.answers === 'number' ? String(words.answers) : null),
    };
  });
}

function changesOf(detail: Record<string, unknown>): LifeEvent['changes'] {
  const changes = detail.changes;
  if (changes !== null && typeof changes === 'object' && !Array.isArray(changes))
    return Object.entries(changes as Record<string, { from?: unknown; to?: unknown } | null>).map(
      ([field, change]) => ({ field, from: textOf(change?.from), to: textOf(change?.to) }),
    );
  if ('to' in detail && 'from' in detail)
    return [{ field: 'audience', from: textOf(detail.from), to: textOf(detail.to) }];
  return [];
}

const textOf = (value: unknown) => (typeof value === 'string' && value !== '' ? value : null);
