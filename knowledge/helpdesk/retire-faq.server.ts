import { ConflictError, InvalidInputError } from '~/prisma/access/access-denied';
import type { Reader } from '~/prisma/access/reader';
import { appendAuditEntry } from '~/prisma/audit/append-audit-entry.server';
import { cityDate, isIsoDate } from '~/prisma/calendar/city-date';
import type { Tx } from '~/prisma/database.server';

import { proposeVersion, requireFaq } from './adopt-faq.server';
import type { HelpdeskDeps } from './require-question.server';

/** Takes an FAQ out at once: it answers nothing any more, and its regression question no longer counts. */
export async function retireFaq(deps: HelpdeskDeps, reader: Reader, id: string): Promise<void> {
  const at = deps.now();
  await deps.db.$transaction(async (tx) => {
    const faq = await requireFaq(tx, reader, id);
    if (faq.state === 'retired') return;
    if (faq.documentId !== null)
      await tx.document.update({ where: { id: faq.documentId }, data: { state: 'withdrawn' } });
    await tx.faq.update({ where: { id }, data: { state: 'retired', retiredAt: at, updatedAt: at } });
    await tx.evaluationQuestion.updateMany({
      where: { originId: id, origin: 'adopted-reply', removedAt: null },
      data: { removedAt: at },
    });
    await audit(tx, reader, 'faq.retired', id, at);
  });
}

/** Puts a retired FAQ back: its last version goes through the gate again. Throws `ConflictError` when it isn't retired. */
export async function restoreFaq(deps: HelpdeskDeps, reader: Reader, id: string): Promise<void> {
  const at = deps.now();
  await deps.db.$transaction(async (tx) => {
    const faq = await requireFaq(tx, reader, id);
    if (faq.state !== 'retired') throw new ConflictError('The FAQ is not retired');
    const version = await tx.faqVersion.findFirstOrThrow({
      where: { faqId: id },
      orderBy: { number: 'desc' },
    });
    await tx.faq.update({ where: { id }, data: { state: 'checking', retiredAt: null, updatedAt: at } });
    await proposeVersion(tx, reader, faq, version, at);
    await audit(tx, reader, 'faq.restored', id, at);
  });
}

/** Confirms a published FAQ at its review: it stays as it is until the next date. Throws `InvalidInputError`, `ConflictError`. */
export async function confirmFaq(
  deps: HelpdeskDeps,
  reader: Reader,
  id: string,
  reviewOn: string,
): Promise<void> {
  const at = deps.now();
  if (!isIsoDate(reviewOn) || reviewOn <= cityDate(at))
    throw new InvalidInputError({ reviewOn: '复查日期应在今天之后，写作 2027-05-31' });
  await deps.db.$transaction(async (tx) => {
    const faq = await requireFaq(tx, reader, id);
    if (faq.state !== 'published')
      throw new ConflictError('The FAQ does not answer now: write a new version');
    await tx.faq.update({ where: { id }, data: { reviewOn, remindedFor: null, updatedAt: at } });
    await audit(tx, reader, 'faq.confirmed', id, at);
  });
}

function audit(tx: Tx, reader: Reader, action: string, subjectId: string, at: Date): Promise<void> {
  return appendAuditEntry(tx, reader, { action, subjectKind: 'faq', subjectId }, at);
}
