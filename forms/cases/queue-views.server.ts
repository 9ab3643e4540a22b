import { say, type FormLocale } from '~/forms/words/say';
import { InvalidInputError, NotFoundError } from '~/prisma/access/access-denied';
import { departmentsOf, type Reader } from '~/prisma/access/reader';
import { appendAuditEntry } from '~/prisma/audit/append-audit-entry.server';
import type { Db } from '~/prisma/database.server';

/** Filters of the queue kept under a name. */
export interface QueueView {
  id: string;
  name: string;
  /** As in the page's address. */
  query: string;
  isShared: boolean;
  isOwn: boolean;
}

const mostViews = 30;

/** The reader's own views and those that colleagues of the department share. */
export async function listQueueViews(db: Db, reader: Reader): Promise<QueueView[]> {
  const self = reader.personId ?? '';
  const rows = await db.caseQueueView.findMany({
    where: { OR: [{ ownerId: self }, { departmentId: { in: departmentsOf(reader, 'reviewer') } }] },
    orderBy: [{ createdAt: 'asc' }, { id: 'asc' }],
    take: 100,
  });
  return rows.map(({ id, name, query, departmentId, ownerId }) => ({
    ...{ id, name, query, isShared: departmentId !== null, isOwn: ownerId === self },
  }));
}

/** Keeps the filters under a name, the same name anew. Shared: the whole department sees it. Throws `InvalidInputError`. */
export async function saveQueueView(
  deps: { db: Db; now: () => Date; locale?: FormLocale },
  reader: Reader,
  view: { name: string; query: string; isShared: boolean },
): Promise<void> {
  const name = view.name.trim();
  const t = (key: string) => say(deps.locale ?? 'zh-CN', `forms.view.${key}`);
  if (name === '' || name.length > 30) throw new InvalidInputError({ name: t('name') });
  const ownerId = reader.personId ?? '';
  const [departmentId = null] = departmentsOf(reader, 'reviewer');
  const at = deps.now();
  await deps.db.$transaction(async (tx) => {
    const others = await tx.caseQueueView.count({ where: { ownerId, name: { not: name } } });
    if (others >= mostViews) throw new InvalidInputError({ name: t('too-many') });
    await tx.caseQueueView.deleteMany({ where: { ownerId, name } });
    const { id } = await tx.caseQueueView.create({
      data: {
        ...{ ownerId, name, query: view.query.slice(0, 1_000), createdAt: at },
        departmentId: view.isShared ? departmentId : null,
      },
    });
    const detail = { name, isShared: view.isShared };
    await appendAuditEntry(
      tx,
      reader,
      { action: 'case-view.saved', subjectKind: 'case-view', subjectId: id, detail },
      at,
    );
  });
}

/** Takes an own view away. Throws `NotFoundError` for somebody else's. */
export async function removeQueueView(
  deps: { db: Db; now: () => Date },
  reader: Reader,
  id: string,
): Promise<void> {
  await deps.db.$transaction(async (tx) => {
    const { count } = await tx.caseQueueView.deleteMany({ where: { id, ownerId: reader.personId ?? '' } });
    if (count === 0) throw new NotFoundError('case-view', id);
    const event = { action: 'case-view.removed', subjectKind: 'case-view', subjectId: id };
    await appendAuditEntry(tx, reader, event, deps.now());
  });
}
