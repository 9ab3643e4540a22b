import { InvalidInputError, NotFoundError } from '~/prisma/access/access-denied';
import { departmentsOf, hasRole, type Reader } from '~/prisma/access/reader';
import { appendAuditEntry } from '~/prisma/audit/append-audit-entry.server';
import type { Db, Tx } from '~/prisma/database.server';

import { titleKey } from '~/knowledge/documents/title-key';

import type { ExpectedClause, QuestionOrigin } from './evaluation-question';
import type { QuestionInput } from './question-input';
import { managedSets } from './question-rights.server';

export interface QuestionDependencies {
  db: Db;
  now: () => Date;
}

/** Writes a new question into a set that the reader manages. Returns its id. */
export async function addQuestion(
  tx: Tx,
  reader: Reader,
  entry: QuestionInput & { setId: string; origin: QuestionOrigin; originId?: string },
  at: Date,
): Promise<string> {
  const { setId, origin, originId, clauses, ...question } = entry;
  const set = await tx.evaluationSet.findFirst({ where: { id: setId, ...managedSets(reader) } });
  if (!set) throw new NotFoundError('evaluation-set', setId);
  const known = await tx.evaluationQuestion.findFirst({
    where: { setId, question: question.question, removedAt: null },
    select: { id: true },
  });
  if (known) throw new InvalidInputError({ question: `题集里已有这个问题：${question.question}` });
  const { id } = await tx.evaluationQuestion.create({
    data: {
      ...question,
      ...{ setId, origin, originId: originId ?? null, clauses: [...clauses] },
      ...{ createdById: reader.personId, createdAt: at },
    },
    select: { id: true },
  });
  await note(tx, reader, 'evaluation.question-added', id, { question: question.question }, at);
  return id;
}

/** The department's own set for what comes from its work, made when first needed. Null: the shared one. */
export async function setOfDepartment(tx: Tx, departmentId: string | null, at: Date): Promise<string> {
  const set = await tx.evaluationSet.findFirst({
    where: { departmentId, removedAt: null },
    orderBy: { createdAt: 'asc' },
    select: { id: true },
  });
  if (set) return set.id;
  const department = departmentId
    ? await tx.department.findUnique({ where: { id: departmentId }, select: { name: true } })
    : null;
  const name = department ? `${department.name}题集` : '共用题集';
  return (
    await tx.evaluationSet.create({ data: { name, departmentId, createdAt: at }, select: { id: true } })
  ).id;
}

/** The clause of a passage, as a question names it. Throws `NotFoundError`. */
export async function clauseOfPassage(tx: Db | Tx, passageId: number): Promise<ExpectedClause> {
  const passage = await tx.passage.findUnique({
    where: { id: passageId },
    select: { path: true, document: { select: { title: true } } },
  });
  if (!passage) throw new NotFoundError('passage', String(passageId));
  const { title } = passage.document;
  return { documentTitle: title, titleKey: titleKey(title), documentNumber: null, path: passage.path };
}

/**
 * A question that must go on being answered: what a person had to answer once (an adopted reply), or a rating found
 * wrong. Twice for the same origin is once. In the caller's transaction; the caller checked the right.
 */
export async function addRegressionQuestion(
  tx: Tx,
  entry: {
    question: string;
    passageIds: number[];
    mustHold?: string[];
    origin: 'adopted-reply' | 'feedback';
    originId: string;
    departmentId: string | null;
    reader: Reader;
    now: Date;
  },
): Promise<{ questionId: string }> {
  const { question, passageIds, mustHold = [], origin, originId, departmentId, reader, now } = entry;
  const known = await tx.evaluationQuestion.findFirst({ where: { origin, originId }, select: { id: true } });
  if (known) return { questionId: known.id };
  const setId = await setOfDepartment(tx, departmentId, now);
  const clauses = [];
  for (const id of passageIds) clauses.push(await clauseOfPassage(tx, id));
  const { id } = await tx.evaluationQuestion.create({
    data: {
      ...{ setId, question, kind: 'answerable', clauses, mustHold, origin, originId },
      ...{ createdById: reader.personId, createdAt: now },
    },
    select: { id: true },
  });
  await note(tx, reader, 'evaluation.question-added', id, { question, origin }, now);
  return { questionId: id };
}

/** Changes a question; what it was stands in the audit entry. */
export async function changeQuestion(
  { db, now }: QuestionDependencies,
  reader: Reader,
  id: string,
  entry: QuestionInput,
): Promise<void> {
  await db.$transaction(async (tx) => {
    const before = await requireQuestion(tx, reader, id);
    await tx.evaluationQuestion.update({ where: { id }, data: { ...entry, clauses: [...entry.clauses] } });
    await note(
      tx,
      reader,
      'evaluation.question-changed',
      id,
      { before: before.question, after: entry.question },
      now(),
    );
  });
}

/** Takes questions out of their sets; `restoreQuestions` puts them back. Returns how many. */
export async function removeQuestions(
  { db, now }: QuestionDependencies,
  reader: Reader,
  ids: string[],
): Promise<number> {
  return markRemoved(db, reader, ids, now(), true);
}

/** Undo of `removeQuestions`. */
export async function restoreQuestions(
  { db, now }: QuestionDependencies,
  reader: Reader,
  ids: string[],
): Promise<number> {
  return markRemoved(db, reader, ids, now(), false);
}

async function markRemoved(
  db: Db,
  reader: Reader,
  ids: string[],
  at: Date,
  removes: boolean,
): Promise<number> {
  return db.$transaction(async (tx) => {
    const rows = await tx.evaluationQuestion.findMany({
      where: { id: { in: ids }, set: managedSets(reader), removedAt: removes ? null : { not: null } },
      select: { id: true, question: true },
    });
    await tx.evaluationQuestion.updateMany({
      where: { id: { in: rows.map(({ id }) => id) } },
      data: { removedAt: removes ? at : null },
    });
    const action = removes ? 'evaluation.question-removed' : 'evaluation.question-restored';
    for (const { id, question } of rows) await note(tx, reader, action, id, { question }, at);
    return rows.length;
  });
}

/** Makes a set: a department's own, or a shared one when `departmentId` is null (administrators). */
export async function createSet(
  { db, now }: QuestionDependencies,
  reader: Reader,
  entry: { name: string; departmentId: string | null },
): Promise<string> {
  const name = entry.name.trim();
  if (name.length < 2 || name.length > 60) throw new InvalidInputError({ name: '题集名称为 2 至 60 个字' });
  const isMine =
    entry.departmentId === null
      ? hasRole(reader, 'administrator')
      : hasRole(reader, 'administrator') ||
        departmentsOf(reader, 'designer', 'helpdesk').includes(entry.departmentId);
  if (!isMine) throw new InvalidInputError({ departmentId: '只能为自己的部门建题集' });
  return db.$transaction(async (tx) => {
    const at = now();
    const { id } = await tx.evaluationSet.create({
      data: { name, departmentId: entry.departmentId, createdById: reader.personId, createdAt: at },
      select: { id: true },
    });
    await appendAuditEntry(
      tx,
      reader,
      { action: 'evaluation.set-created', subjectKind: 'evaluation-set', subjectId: id, detail: { name } },
      at,
    );
    return id;
  });
}

async function requireQuestion(tx: Tx, reader: Reader, id: string) {
  const row = await tx.evaluationQuestion.findFirst({ where: { id, set: managedSets(reader) } });
  if (!row) throw new NotFoundError('evaluation-question', id);
  return row;
}

async function note(
  tx: Tx,
  reader: Reader,
  action: string,
  subjectId: string,
  detail: Record<string, string>,
  at: Date,
): Promise<void> {
  await appendAuditEntry(tx, reader, { action, subjectKind: 'evaluation-question', subjectId, detail }, at);
}
