import { beforeAll, describe, expect, it } from 'vitest';

import { loader as answersLoader } from '~/app/routes/desk.answers';
import { loader as faqsLoader } from '~/app/routes/desk.faqs._index';
import { loader as gapsLoader } from '~/app/routes/desk.gaps';
import { loader as phrasesLoader } from '~/app/routes/desk.phrases';
import { action as questionsAction, loader as questionsLoader } from '~/app/routes/desk.questions';
import { loader as suggestLoader } from '~/app/routes/desk.questions_.suggest';
import { listDroppedSentences } from '~/knowledge/answers/list-dropped-sentences.server';
import { adoptFaq } from '~/knowledge/helpdesk/adopt-faq.server';
import { claimQuestion } from '~/knowledge/helpdesk/claim-question.server';
import { findSimilar } from '~/knowledge/helpdesk/find-similar.server';
import { getQuestion } from '~/knowledge/helpdesk/get-question.server';
import { handOver } from '~/knowledge/helpdesk/hand-over.server';
import { listFaqs } from '~/knowledge/helpdesk/list-faqs.server';
import { listQuestions, questionTabs } from '~/knowledge/helpdesk/list-questions.server';
import { replyToQuestion } from '~/knowledge/helpdesk/reply-to-question.server';
import { savePhrase } from '~/knowledge/helpdesk/reply-phrases.server';
import { transferQuestion } from '~/knowledge/helpdesk/transfer-question.server';
import { AccessDeniedError, NotFoundError } from '~/prisma/access/access-denied';
import { anonymousReader, type HeldRole, type Reader } from '~/prisma/access/reader';
import { makeContext, makePerson, request } from '~/test/app/session/make-context';
import { addStaff, makeClock } from '~/test/knowledge/helpdesk/people';
import { useDatabase } from '~/test/setup/database';

/** 三员分立: those who look after accounts, or after the log, see nothing of what firms asked. */
const database = useDatabase();
const { db } = database;
const clock = makeClock('2026-11-20T02:00:00Z');
const deps = { db, now: clock.now };
const secret = '某某机械公司欠缴社保能不能领补贴';
let id = '';
const readers = new Map<string, Reader>();

beforeAll(async () => {
  for (const department of ['data', 'tax'])
    await db.department.create({ data: { id: department, name: department } });
  const add = async (name: string, role: HeldRole['role'], departmentId: string | null) =>
    readers.set(name, await addStaff(db, name.replace(/\W/g, '-'), [{ role, departmentId }]));
  await add('an administrator', 'administrator', null);
  await add('an auditor', 'auditor', null);
  await add('a designer', 'designer', 'data');
  await add('a reviewer', 'reviewer', 'data');
  await add('another department’s help desk', 'helpdesk', 'tax');
  await add('the help desk', 'helpdesk', 'data');
  readers.set('a program with an administrator’s key', {
    ...anonymousReader,
    ...{ kind: 'key', keyId: 'k', appointments: [{ role: 'administrator', departmentId: null }] },
  });
  readers.set('nobody in particular', anonymousReader);
  const summary = { turns: [], sources: [], facts: [] };
  ({ id } = await handOver(deps, {
    reader: anonymousReader,
    question: secret,
    summary,
    departmentId: 'data',
  }));
  await db.conversation.create({ data: { id: 'c', title: secret, statedFacts: {} } });
  await db.turn.create({
    data: {
      ...{ conversationId: 'c', number: 1, message: secret, intent: 'ask-policy', mode: 'model', answer: {} },
      ...{ outcome: 'answered', tookMs: 1, droppedSentences: [{ text: '句', reason: 'no-citation' }] },
    },
  });
  await db.faq.create({
    data: {
      departmentId: 'data',
      reviewOn: '2027-01-01',
      flags: [],
      createdAt: clock.now(),
      updatedAt: clock.now(),
    },
  });
});

const readerOf = (name: string) => readers.get(name) as Reader;

describe('the help desk’s conversations', () => {
  it('are there for the department’s help desk', async () => {
    expect(await getQuestion(deps, readerOf('the help desk'), id)).toMatchObject({ question: secret });
    const { items } = await listQuestions(deps, readerOf('the help desk'), { tab: 'waiting' });
    expect(items).toHaveLength(1);
    expect((await listDroppedSentences(db, readerOf('the help desk'))).turns).toHaveLength(1);
    expect((await listFaqs(deps, readerOf('the help desk'), 'checking')).items).toHaveLength(1);
  });

  it.each([
    'an administrator',
    'an auditor',
    'a designer',
    'a reviewer',
    'another department’s help desk',
    'a program with an administrator’s key',
    'nobody in particular',
  ])('are not there for %s, who can do nothing with them either', async (name) => {
    const reader = readerOf(name);
    expect(await getQuestion(deps, reader, id)).toBeNull();
    for (const tab of questionTabs) {
      const { items, counts, total } = await listQuestions(deps, reader, { tab });
      expect({ items, counts, total }).toEqual({
        ...{ items: [], total: 0 },
        counts: { waiting: 0, claimed: 0, replied: 0 },
      });
    }
    await expect(claimQuestion(deps, reader, id)).rejects.toThrow(NotFoundError);
    await expect(transferQuestion(deps, reader, id, { to: 'department:tax', note: '转' })).rejects.toThrow(
      NotFoundError,
    );
    const reply = { text: '答复', cited: [], confirmed: true };
    await expect(replyToQuestion(deps, reader, id, reply)).rejects.toThrow(NotFoundError);
    expect(JSON.stringify(await findSimilar(db, reader, { id: 'other', question: secret }))).not.toContain(
      '社保',
    );
    expect((await listFaqs(deps, reader, 'checking')).items).toEqual([]);
    const faq = {
      question: '问题问题',
      answer: '答',
      cited: [],
      reviewOn: '2027-01-01',
      departmentId: 'data',
    };
    await expect(adoptFaq(deps, reader, faq)).rejects.toThrow(AccessDeniedError);
  });

  it.each(['an administrator', 'an auditor', 'a designer', 'a reviewer'])(
    'leave no dropped sentence of theirs to %s',
    async (name) => {
      expect((await listDroppedSentences(db, readerOf(name))).turns).toEqual([]);
    },
  );

  it('leave an administrator no phrase of a department to change', async () => {
    await savePhrase(deps, readerOf('the help desk'), { id: null, title: '问候', text: '您好' });
    const { id: phrase } = await db.replyPhrase.findFirstOrThrow();
    await expect(
      savePhrase(deps, readerOf('an administrator'), { id: phrase, title: '改', text: '改' }),
    ).rejects.toThrow(NotFoundError);
  });
});

describe('the help desk’s pages', () => {
  const pages = {
    '/desk/questions': questionsLoader,
    '/desk/questions (a deed)': questionsAction,
    '/desk/questions/suggest': suggestLoader,
    '/desk/faqs': faqsLoader,
    '/desk/gaps': gapsLoader,
    '/desk/phrases': phrasesLoader,
    '/desk/answers': answersLoader,
  };
  it.each(
    Object.entries(pages).flatMap(([page, route]) =>
      (['administrator', 'auditor'] as const).map((role) => [page, role, route] as const),
    ),
  )('%s refuses an %s', async (page, role, route) => {
    const { context, now } = makeContext(database);
    const { token } = await makePerson(database, { now: now(), roles: [{ role }] });
    const asked = request(page.split(' ')[0] ?? '', { token });
    await expect(route({ request: asked, context, params: {} })).rejects.toThrow(AccessDeniedError);
  });
});
