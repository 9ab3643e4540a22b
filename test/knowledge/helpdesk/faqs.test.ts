import { beforeAll, describe, expect, it } from 'vitest';

import { changeAppliers } from '~/knowledge/evaluation/gate/change-appliers.server';
import { adoptFaq, editFaq } from '~/knowledge/helpdesk/adopt-faq.server';
import { claimQuestion } from '~/knowledge/helpdesk/claim-question.server';
import { faqApplier } from '~/knowledge/helpdesk/faq-applier.server';
import { handOver } from '~/knowledge/helpdesk/hand-over.server';
import { getFaq, listFaqs, startFaq } from '~/knowledge/helpdesk/list-faqs.server';
import { replyToQuestion } from '~/knowledge/helpdesk/reply-to-question.server';
import { confirmFaq, restoreFaq, retireFaq } from '~/knowledge/helpdesk/retire-faq.server';
import { reviewFaqs } from '~/knowledge/helpdesk/review-faqs.server';
import { filterDocuments } from '~/knowledge/search/passage-filter';
import { readDocumentIds } from '~/knowledge/search/read-passages.server';
import {
  AccessDeniedError,
  ConflictError,
  InvalidInputError,
  NotFoundError,
} from '~/prisma/access/access-denied';
import { anonymousReader, type Reader } from '~/prisma/access/reader';
import { useDatabase } from '~/test/setup/database';

import { addDocument, addStaff, makeClock } from './people';

const database = useDatabase();
const { db } = database;
const clock = makeClock('2026-11-20T02:00:00Z');
const deps = { db, now: clock.now };
let tang: Reader & { personId: string };
let han: Reader & { personId: string };
let passages: number[];
const written = {
  question: '稳岗返还中小微企业返还多少？',
  answer: '您好。中小微企业返还比例为60%。[1]',
  reviewOn: '2027-05-31',
  departmentId: 'data',
};

beforeAll(async () => {
  await db.department.create({ data: { id: 'data', name: '数据局' } });
  await db.department.create({ data: { id: 'tax', name: '税务局' } });
  tang = await addStaff(db, 'tang', [{ role: 'helpdesk', departmentId: 'data' }]);
  han = await addStaff(db, 'han', [{ role: 'helpdesk', departmentId: 'tax' }]);
  passages = await addDocument(db, {
    ...{ id: 'd1', title: '云江市稳岗返还办法', number: '云江人社〔2025〕3号', expiresOn: '2026-12-31' },
    texts: ['第一条 中小微企业返还比例为60%。'],
  });
});

/** Carries out what waits at the gate, as it does once the check passed; returns the undo payload. */
async function publish(faqId: string) {
  const version = await db.faqVersion.findFirstOrThrow({ where: { faqId }, orderBy: { number: 'desc' } });
  const change = await db.knowledgeChange.findUniqueOrThrow({ where: { id: version.changeId ?? '' } });
  expect(change).toMatchObject({
    kind: 'faq',
    departmentId: 'data',
    payload: { faqId, versionId: version.id },
  });
  const context = contextOf(change.id);
  const undo = await db.$transaction((tx) => faqApplier.apply(tx, change.payload as never, context));
  return { undo, context };
}

const contextOf = (changeId: string) => ({
  ...{ where: 'live' as const, changeId, proposedById: tang.personId, departmentId: 'data' },
  ...{ reader: tang, now: clock.now() },
});

describe('a reply that is adopted', () => {
  it('becomes a dated, owned document of kind faq with its sources, and a regression question', async () => {
    const summary = { turns: [], sources: [], facts: [] };
    const { id } = await handOver(deps, { reader: anonymousReader, question: written.question, summary });
    await claimQuestion(deps, tang, id);
    await replyToQuestion(deps, tang, id, { text: written.answer, cited: passages });
    const start = await startFaq(deps, tang, { handoverId: id, clusterId: null });
    expect(start).toMatchObject({
      question: written.question,
      answer: written.answer,
      cited: [{ passageId: passages[0] }],
    });
    expect(await startFaq(deps, han, { handoverId: id, clusterId: null })).toMatchObject({
      handoverId: null,
      answer: '',
    });

    const { faqId } = await adoptFaq(deps, tang, { ...written, cited: passages, handoverId: id });
    await expect(adoptFaq(deps, tang, { ...written, cited: passages, handoverId: id })).rejects.toThrow(
      ConflictError,
    );
    const { undo, context } = await publish(faqId);
    const faq = await getFaq(deps, tang, faqId);
    expect(faq).toMatchObject({
      state: 'published',
      department: '数据局',
      owner: 'tang（测试）',
      reviewOn: '2027-05-31',
    });
    const document = await db.document.findUniqueOrThrow({
      where: { id: faq?.documentId ?? '' },
      include: { passages: true },
    });
    // Ends with its source.
    expect(document).toMatchObject({
      kind: 'faq',
      state: 'published',
      issuer: '数据局',
      expiresOn: '2026-12-31',
    });
    expect(document.passages).toMatchObject([
      {
        path: '常见问答（数据局，2026-11-20 答复）',
        text: '您好。中小微企业返还比例为60%。\n依据：《云江市稳岗返还办法》（云江人社〔2025〕3号）第一条。',
      },
    ]);
    const question = await db.evaluationQuestion.findFirstOrThrow({ where: { originId: faqId } });
    expect(question).toMatchObject({
      question: written.question,
      kind: 'answerable',
      origin: 'adopted-reply',
      removedAt: null,
    });
    expect(question.clauses).toMatchObject([
      { path: '常见问答（数据局，2026-11-20 答复）' },
      { path: '第一条' },
    ]);
    const events = await db.handoverEvent.findMany({ where: { handoverId: id }, orderBy: { number: 'asc' } });
    expect(events.at(-1)).toMatchObject({ kind: 'adopted', detail: { faqId } });

    // One click back.
    await db.$transaction((tx) => faqApplier.revert(tx, undo as never, context));
    expect(await getFaq(deps, tang, faqId)).toMatchObject({ state: 'retired' });
    expect(await db.document.findUnique({ where: { id: document.id } })).toMatchObject({
      state: 'withdrawn',
    });
    expect(
      (await db.evaluationQuestion.findFirstOrThrow({ where: { originId: faqId } })).removedAt,
    ).not.toBeNull();
  });

  it('is refused without a source, with a firm’s name, with a past review date, or for another department', async () => {
    const wrong = {
      ...written,
      question: '云江智造科技有限公司能返还多少？',
      reviewOn: '2026-01-01',
      cited: [],
    };
    const error = await adoptFaq(deps, tang, wrong).catch((problem: unknown) => problem);
    expect(error).toBeInstanceOf(InvalidInputError);
    expect(Object.keys((error as InvalidInputError).fields).sort()).toEqual([
      'question',
      'reviewOn',
      'sources',
    ]);
    await expect(adoptFaq(deps, han, { ...written, cited: passages })).rejects.toThrow(AccessDeniedError);
  });
});

describe('an FAQ', () => {
  it('is edited as a new version that takes the old one’s place, retired, restored and confirmed', async () => {
    const { faqId } = await adoptFaq(deps, tang, { ...written, cited: passages });
    await publish(faqId);
    const first = (await getFaq(deps, tang, faqId))?.documentId ?? '';
    await expect(editFaq(deps, han, faqId, { ...written, cited: passages })).rejects.toThrow(NotFoundError);
    await editFaq(deps, tang, faqId, { ...written, answer: '返还比例为60%。[1]', cited: passages });
    const { undo, context } = await publish(faqId);
    const second = (await getFaq(deps, tang, faqId))?.documentId ?? '';
    expect(second).not.toBe(first);
    const stateOf = async (id: string) => (await db.document.findUniqueOrThrow({ where: { id } })).state;
    expect([await stateOf(first), await stateOf(second)]).toEqual(['withdrawn', 'published']);
    await db.$transaction((tx) => faqApplier.revert(tx, undo as never, context));
    expect([await stateOf(first), await stateOf(second)]).toEqual(['published', 'withdrawn']);

    await confirmFaq(deps, tang, faqId, '2027-12-31');
    expect(await getFaq(deps, tang, faqId)).toMatchObject({ reviewOn: '2027-12-31' });
    await retireFaq(deps, tang, faqId);
    expect(await stateOf(first)).toBe('withdrawn');
    await expect(confirmFaq(deps, tang, faqId, '2028-01-01')).rejects.toThrow(ConflictError);
    await restoreFaq(deps, tang, faqId);
    await publish(faqId);
    expect(await getFaq(deps, tang, faqId)).toMatchObject({ state: 'published' });
    await retireFaq(deps, tang, faqId);
  });

  it('answers nothing once a source was repealed, tells its owner once, and is due by its review date', async () => {
    const { faqId } = await adoptFaq(deps, tang, { ...written, cited: passages, reviewOn: '2026-11-25' });
    await publish(faqId);
    expect(await reviewFaqs(deps)).toEqual({ flagged: 0, due: 0 });
    clock.moveTo('2026-11-25T02:00:00Z');
    expect(await reviewFaqs(deps)).toEqual({ flagged: 0, due: 1 });
    expect(await reviewFaqs(deps)).toEqual({ flagged: 0, due: 0 });
    expect((await listFaqs(deps, tang, 'due')).items.map(({ id }) => id)).toEqual([faqId]);
    const { documentId } = await db.faq.findUniqueOrThrow({ where: { id: faqId } });
    const answers = (asOf = '2026-11-25') =>
      readDocumentIds(database.reader(), filterDocuments({ asOf, reader: anonymousReader })).has(
        documentId ?? '',
      );
    for (const ended of [
      { state: 'withdrawn' },
      { state: 'in-review' },
      { supersededOn: '2026-11-25' },
      { repealedOn: '2026-11-25' },
    ]) {
      const { state, repealedOn, supersededOn } = await db.document.findUniqueOrThrow({
        where: { id: 'd1' },
      });
      expect(answers()).toBe(true);
      await db.document.update({ where: { id: 'd1' }, data: ended });
      // At once, before any look at the FAQs.
      expect(answers()).toBe(false);
      await db.document.update({ where: { id: 'd1' }, data: { state, repealedOn, supersededOn } });
    }
    await db.document.update({ where: { id: 'd1' }, data: { repealedOn: '2026-11-25' } });
    expect(await reviewFaqs(deps)).toEqual({ flagged: 1, due: 0 });
    expect(await reviewFaqs(deps)).toEqual({ flagged: 0, due: 0 });
    const faq = await getFaq(deps, tang, faqId);
    expect(faq).toMatchObject({
      state: 'needs-review',
      flags: [{ documentId: 'd1', ended: 'repealed', on: '2026-11-25' }],
    });
    expect(await db.document.findUniqueOrThrow({ where: { id: faq?.documentId ?? '' } })).toMatchObject({
      state: 'withdrawn',
    });
    expect(await db.notice.count({ where: { personId: tang.personId, kind: 'question.faq-flagged' } })).toBe(
      1,
    );
    await expect(editFaq(deps, tang, faqId, { ...written, cited: passages })).rejects.toThrow(
      InvalidInputError,
    );
  });

  it('is entered in the gate', () => {
    expect(changeAppliers.faq).toBeDefined();
  });
});
