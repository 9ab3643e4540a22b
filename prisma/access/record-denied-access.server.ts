import { appendAuditEntry, type AuditEvent } from '../audit/append-audit-entry.server';
import type { Db } from '../database.server';
import type { Reader } from './reader';

/**
 * Notes that a reader asked for something that is another's (answered 404): a person who tries ids shows in the log.
 * Only for signed-in readers, so that nobody can fill the log from outside.
 */
export async function recordDeniedAccess(
  db: Db,
  reader: Reader,
  event: Pick<AuditEvent, 'action' | 'subjectKind' | 'subjectId'>,
  now: Date,
): Promise<void> {
  if (reader.kind !== 'person' && reader.kind !== 'key') return;
  const subjectId = event.subjectId.slice(0, 64);
  await db.$transaction((tx) =>
    appendAuditEntry(
      tx,
      reader,
      { ...event, subjectId, action: 'access.denied', detail: { tried: event.action } },
      now,
    ),
  );
}
