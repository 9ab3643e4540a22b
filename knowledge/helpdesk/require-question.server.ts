import { ConflictError, NotFoundError } from '~/prisma/access/access-denied';
import { departmentsOf, type Reader } from '~/prisma/access/reader';
import type { Db, Tx } from '~/prisma/database.server';
import { appendAuditEntry } from '~/prisma/audit/append-audit-entry.server';

import { visibleQuestions } from './list-questions.server';

/** What deeds at the help desk need. */
export interface HelpdeskDeps {
  db: Db;
  now: () => Date;
}

/** Who holds a question: what a 409 tells. */
export interface Holder {
  state: string;
  claimedBy: string | null;
  claimedAt: string | null;
}

/** The question as a deed reads it. Throws `NotFoundError` for another department's. */
export async function requireQuestion(tx: Tx, reader: Reader, id: string) {
  const question = await tx.handover.findFirst({
    where: { AND: [{ id }, visibleQuestions(reader)] },
    omit: { summary: true, queryCodeHash: true },
  });
  if (!question) throw new NotFoundError('question', id);
  return question;
}

/** Throws `ConflictError` that tells who has the question and since when. */
export async function refuseAsTaken(tx: Tx, id: string, message: string): Promise<never> {
  const row = await tx.handover.findUniqueOrThrow({
    where: { id },
    select: { state: true, claimedById: true, claimedAt: true },
  });
  const person =
    row.claimedById === null
      ? null
      : await tx.person.findUnique({ where: { id: row.claimedById }, select: { name: true } });
  const holder: Holder = {
    state: row.state,
    claimedBy: person?.name ?? null,
    claimedAt: row.claimedAt?.toISOString() ?? null,
  };
  throw new ConflictError(message, holder);
}

/** The department in whose name the reader acts on a question: the question's own, else the reader's first. */
export function actingDepartment(reader: Reader, departmentId: string | null): string | null {
  const own = departmentsOf(reader, 'helpdesk');
  return departmentId !== null && own.includes(departmentId) ? departmentId : (own[0] ?? departmentId);
}

/** An entry of the audit trail for a question. */
export function auditQuestion(
  tx: Tx,
  reader: Reader,
  action: string,
  question: { id: string; enterpriseId: string | null },
  at: Date,
): Promise<void> {
  return appendAuditEntry(
    tx,
    reader,
    { action, subjectKind: 'handover', subjectId: question.id, enterpriseId: question.enterpriseId },
    at,
  );
}
