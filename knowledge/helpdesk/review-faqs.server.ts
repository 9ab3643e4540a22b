import { systemReader } from '~/prisma/access/reader';
import { appendAuditEntry } from '~/prisma/audit/append-audit-entry.server';
import { cityDate } from '~/prisma/calendar/city-date';
import type { Db, Tx } from '~/prisma/database.server';

import type { FaqSource } from './faq-source';
import { findEndedSources, lastDayOf } from './find-ended-sources';
import { readSourceDocuments } from './faq-applier.server';
import { helpdeskPeople, tellPerson } from './tell-person.server';

/** The queue's name for looking after FAQs. */
export const reviewFaqsJob = 'review-faqs';

/**
 * Looks after published FAQs: one whose source has ended (superseded, expired, repealed, withdrawn) is flagged and
 * answers nothing until it is reviewed; one whose source gets an end gets the same last day; one that is due for review
 * is told to its owner, once a date. Idempotent. Returns how many were flagged and told.
 */
export async function reviewFaqs(deps: {
  db: Db;
  now: () => Date;
}): Promise<{ flagged: number; due: number }> {
  const at = deps.now();
  const rows = await deps.db.faq.findMany({ where: { state: 'published' }, select: { id: true } });
  const counts = { flagged: 0, due: 0 };
  for (const { id } of rows) {
    const done = await deps.db.$transaction((tx) => reviewOne(tx, id, at));
    if (done) counts[done] += 1;
  }
  return counts;
}

async function reviewOne(tx: Tx, id: string, at: Date): Promise<'flagged' | 'due' | null> {
  const today = cityDate(at);
  const faq = await tx.faq.findFirst({ where: { id, state: 'published' } });
  if (!faq || faq.publishedVersionId === null || faq.documentId === null) return null;
  const version = await tx.faqVersion.findUniqueOrThrow({ where: { id: faq.publishedVersionId } });
  const sources = version.sources as unknown as FaqSource[];
  const documents = await readSourceDocuments(tx, sources);
  const flags = findEndedSources(sources, documents, today);
  const link = `/desk/faqs/${id}`;
  if (flags.length > 0) {
    await tx.faq.update({
      where: { id },
      data: {
        state: 'needs-review',
        flags: flags.map((flag) => ({ ...flag })),
        flaggedAt: at,
        updatedAt: at,
      },
    });
    await tx.document.update({ where: { id: faq.documentId }, data: { state: 'withdrawn' } });
    await tx.evaluationQuestion.updateMany({
      where: { originId: id, origin: 'adopted-reply', removedAt: null },
      data: { removedAt: at },
    });
    const detail = { flags: flags.map(({ title, ended }) => `${title}: ${ended}`) };
    await appendAuditEntry(
      tx,
      systemReader,
      { action: 'faq.flagged', subjectKind: 'faq', subjectId: id, detail },
      at,
    );
    const params = {
      question: version.question,
      source: flags.map(({ title }) => `《${title}》`).join('、'),
    };
    await tellOwner(tx, faq, { kind: 'faq-flagged', params, link, key: at.toISOString() }, at);
    return 'flagged';
  }
  const lastDay = lastDayOf(documents);
  await tx.document.updateMany({
    where: { id: faq.documentId, NOT: { expiresOn: lastDay } },
    data: { expiresOn: lastDay },
  });
  if (faq.reviewOn > today || faq.remindedFor === faq.reviewOn) return null;
  await tx.faq.update({ where: { id }, data: { remindedFor: faq.reviewOn } });
  const params = { question: version.question, date: faq.reviewOn };
  await tellOwner(tx, faq, { kind: 'faq-review', params, link, key: faq.reviewOn }, at);
  return 'due';
}

/** The owner, or the department's people when there is none any more. */
async function tellOwner(
  tx: Tx,
  faq: { id: string; ownerId: string | null; departmentId: string },
  message: { kind: string; params: Record<string, string>; link: string; key: string },
  at: Date,
): Promise<void> {
  const people = await helpdeskPeople(tx, faq.departmentId);
  const owner = people.find(({ id }) => id === faq.ownerId);
  const { kind, params, link, key } = message;
  for (const { id: personId } of owner ? [owner] : people)
    await tellPerson(
      tx,
      { personId, kind, params, link, dedupeKey: `${kind}:${faq.id}:${key}:${personId}` },
      at,
    );
}
