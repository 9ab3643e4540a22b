import { InvalidInputError, NotFoundError } from '~/prisma/access/access-denied';
import { departmentsOf, type Reader } from '~/prisma/access/reader';
import { appendAuditEntry } from '~/prisma/audit/append-audit-entry.server';
import type { Db } from '~/prisma/database.server';
import type { Prisma } from '~/prisma/generated/client';

import type { HelpdeskDeps } from './require-question.server';

/** A phrase for replies; `isOwn` may be changed by the reader. */
export interface Phrase {
  id: string;
  title: string;
  text: string;
  isCity: boolean;
  isOwn: boolean;
}

/** The phrases that a reader can put into a reply: the city's, and the own departments'. */
export async function listPhrases(db: Db, reader: Reader): Promise<Phrase[]> {
  const own = departmentsOf(reader, 'helpdesk');
  const rows = await db.replyPhrase.findMany({
    where: { removedAt: null, OR: [{ departmentId: null }, { departmentId: { in: own } }] },
    orderBy: [{ departmentId: 'asc' }, { createdAt: 'asc' }, { id: 'asc' }],
  });
  return rows.map(({ id, title, text, departmentId }) => ({
    ...{ id, title, text },
    isCity: departmentId === null,
    isOwn: departmentId !== null && own.includes(departmentId),
  }));
}

/** Adds a phrase to the reader's department, or changes one. Throws `InvalidInputError` by field, `NotFoundError`. */
export async function savePhrase(
  deps: HelpdeskDeps,
  reader: Reader,
  input: { id: string | null; title: string; text: string },
): Promise<void> {
  const at = deps.now();
  const [title, text] = [input.title.trim(), input.text.trim()];
  const fields: Record<string, string> = {};
  if (title === '' || title.length > 40) fields.title = '名称应为 1 至 40 个字';
  if (text === '' || text.length > 1_000) fields.text = '内容应为 1 至 1000 个字';
  if (Object.keys(fields).length > 0) throw new InvalidInputError(fields);
  const [departmentId] = departmentsOf(reader, 'helpdesk');
  await deps.db.$transaction(async (tx) => {
    if (input.id === null) {
      const data = { title, text, departmentId: departmentId ?? null, createdById: reader.personId };
      const { id } = await tx.replyPhrase.create({ data: { ...data, createdAt: at, updatedAt: at } });
      await audit('phrase.added', id);
      return;
    }
    const { count } = await tx.replyPhrase.updateMany({
      where: { AND: [{ id: input.id, removedAt: null }, changeable(reader)] },
      data: { title, text, updatedAt: at },
    });
    if (count === 0) throw new NotFoundError('phrase', input.id);
    await audit('phrase.changed', input.id);

    function audit(action: string, subjectId: string) {
      return appendAuditEntry(
        tx,
        reader,
        { action, subjectKind: 'reply-phrase', subjectId, detail: { title } },
        at,
      );
    }
  });
}

/** Removes a phrase, or puts it back. Throws `NotFoundError` for one that isn't the reader's to change. */
export async function removePhrase(
  deps: HelpdeskDeps,
  reader: Reader,
  id: string,
  isRemoved: boolean,
): Promise<void> {
  const at = deps.now();
  await deps.db.$transaction(async (tx) => {
    const { count } = await tx.replyPhrase.updateMany({
      where: { AND: [{ id }, changeable(reader)] },
      data: { removedAt: isRemoved ? at : null, updatedAt: at },
    });
    if (count === 0) throw new NotFoundError('phrase', id);
    const action = isRemoved ? 'phrase.removed' : 'phrase.restored';
    await appendAuditEntry(tx, reader, { action, subjectKind: 'reply-phrase', subjectId: id }, at);
  });
}

const changeable = (reader: Reader): Prisma.ReplyPhraseWhereInput => ({
  departmentId: { in: departmentsOf(reader, 'helpdesk') },
});
