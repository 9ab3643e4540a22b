import { beforeAll, describe, expect, it } from 'vitest';

import { sumFigures } from '~/knowledge/helpdesk/figures/sum-figures.server';
import { getInsights } from '~/knowledge/helpdesk/get-insights.server';
import { toCsv } from '~/knowledge/helpdesk/insight-figures';
import { anonymousReader, type Reader } from '~/prisma/access/reader';
import { useDatabase } from '~/test/setup/database';

import { addDocument, makeClock } from './people';

const database = useDatabase();
const { db } = database;
const clock = makeClock('2026-11-20T02:00:00Z');
const reader: Reader = {
  ...anonymousReader,
  kind: 'person',
  appointments: [{ role: 'helpdesk', departmentId: 'data' }],
};

beforeAll(async () => {
  for (const [id, name] of [
    ['data', '数据局'],
    ['tax', '税务局'],
  ] as const)
    await db.department.create({ data: { id, name } });
  const [passage = 0] = await addDocument(db, {
    id: 'd1',
    title: '办法',
    number: '云政〔2025〕1号',
    texts: ['第一条 内容。'],
  });
  for (const [policyId, departmentId] of [
    ['p1', 'data'],
    ['p2', 'tax'],
  ] as const)
    await db.policy.create({
      data: {
        ...{ id: policyId, departmentId },
        versions: {
          create: {
            ...{ number: 1, state: 'published', title: policyId, effectiveFrom: '2025-01-01' },
            content: {
              sources: [
                {
                  id: 's',
                  documentNumber: policyId === 'p1' ? '云政〔2025〕1号' : '无',
                  documentTitle: '办法',
                },
              ],
            },
          },
        },
      },
    });
  await db.conversation.create({ data: { id: 'c', title: '密', statedFacts: {} } });
  const turn = (number: number, outcome: string, createdAt: string, policyId: string | null) => ({
    ...{
      conversationId: 'c',
      number,
      message: '某企业的秘密问题',
      intent: 'ask-policy',
      mode: 'extractive',
      answer: {},
      tookMs: 1,
    },
    ...{ outcome, createdAt: new Date(createdAt), policyId },
  });
  // 23:30 in the city is still that day; 16:30 UTC is already the next.
  const answered = await db.turn.create({ data: turn(1, 'answered', '2026-11-18T15:30:00Z', 'p1') });
  await db.citation.create({
    data: { turnId: answered.id, n: 1, passageId: passage, documentId: 'd1', quote: '内容' },
  });
  await db.turn.create({ data: turn(2, 'not-found', '2026-11-18T16:30:00Z', 'p2') });
  await db.turn.create({ data: turn(3, 'answered', '2026-01-01T00:00:00Z', 'p1') });
  await db.feedback.create({
    data: { turnId: answered.id, kind: 'useful', createdAt: new Date('2026-11-19T00:00:00Z') },
  });
  for (const [hours, departmentId] of [
    [2, 'data'],
    [4, 'data'],
    [30, 'tax'],
  ] as const) {
    const createdAt = new Date('2026-11-18T00:00:00Z');
    await db.handover.create({
      data: {
        ...{
          queryCodeHash: `${hours}`,
          question: '某企业的秘密问题',
          summary: {},
          dueOn: '2026-11-18',
          state: 'replied',
          departmentId,
          createdAt,
        },
        replies: {
          create: {
            number: 1,
            text: '答',
            pointedOut: [],
            at: new Date(createdAt.valueOf() + hours * 3_600_000),
          },
        },
      },
    });
  }
});

const read = (departmentId: string | null) =>
  getInsights({ sql: database.reader(), now: clock.now }, reader, { days: 30, departmentId });

describe('the desk’s figures', () => {
  it('count the city’s days by its own clock, and hold no words of anyone’s question', async () => {
    const figures = read(null);
    expect(figures.days).toHaveLength(30);
    expect(figures.days.slice(-3)).toMatchObject([
      { day: '2026-11-18', answered: 1, notFound: 0 },
      { day: '2026-11-19', answered: 0, notFound: 1 },
      { day: '2026-11-20', answered: 0, notFound: 0 },
    ]);
    // The same once the days are summed: see figures.test.ts for all that may come later.
    await sumFigures({ db, now: clock.now });
    expect(read(null)).toEqual(figures);
    expect(figures).toMatchObject({
      questions: 2,
      answered: 1,
      kinds: [{ kind: 'ask-policy', questions: 2, answered: 1 }],
      ratings: { useful: 1, notUseful: 0 },
      replies: { handedOver: 3, replied: 3, onTime: 2, medianHours: 4 },
      clauses: [{ name: '云政〔2025〕1号', path: '第一条', cited: 1 }],
      policies: [
        { policyId: 'p1', asked: 1, answered: 1, cited: 1 },
        { policyId: 'p2', asked: 1, answered: 0, cited: 0 },
      ],
    });
    expect(JSON.stringify(figures)).not.toContain('秘密');
  });

  it('count for one department its own alone, and nothing of another’s questions handed over', () => {
    expect(read('data')).toMatchObject({
      questions: 1,
      policies: [{ policyId: 'p1' }],
      replies: { replied: 2, medianHours: 3 },
    });
    expect(read('tax').replies).toEqual({
      handedOver: 0,
      replied: 0,
      onTime: 0,
      open: 0,
      overdue: 0,
      medianHours: null,
    });
  });
});

describe('tables for spreadsheets', () => {
  it('run no formula and keep commas, quotes and lines in their cell', () => {
    expect(
      toCsv([
        ['=1+1', '+86', '-1', '@x', ' =HYPERLINK("a")'],
        ['a,b', '说"好"', null, 3, '甲'],
      ]),
    ).toBe(`\uFEFF"'=1+1","'+86","'-1","'@x","' =HYPERLINK(""a"")"\r\n"a,b","说""好""",,3,甲\r\n`);
  });
});
