import fc from 'fast-check';
import { beforeAll, beforeEach, describe, expect, it } from 'vitest';

import { coverDays, listDays, spanEnd, spanStart, type Span } from '~/knowledge/helpdesk/figures/cover-days';
import { instantsOf } from '~/knowledge/helpdesk/figures/count-day';
import { sumFigures } from '~/knowledge/helpdesk/figures/sum-figures.server';
import { getInsights } from '~/knowledge/helpdesk/get-insights.server';
import { anonymousReader } from '~/prisma/access/reader';
import { addDays, cityDate, daysBetween } from '~/prisma/calendar/city-date';
import { makeClock } from '~/test/knowledge/helpdesk/people';
import { useDatabase } from '~/test/setup/database';

const database = useDatabase();
const { db } = database;
const sql = database.reader();
const clock = makeClock('2026-11-20T02:00:00Z');
const deps = { db, sql, now: clock.now };
const start = '2026-11-20T02:00:00Z';

beforeAll(async () => {
  await db.department.create({ data: { id: 'data', name: '数据局' } });
  for (const id of ['p1', 'p2'])
    await db.policy.create({
      data: {
        ...{ id, departmentId: 'data' },
        versions: {
          create: {
            ...{ number: 1, state: 'published', title: id, effectiveFrom: '2025-01-01' },
            content: { sources: [{ id: 's', documentNumber: `${id}号`, documentTitle: id }] },
          },
        },
      },
    });
  for (const at of [1, 2])
    await db.document.create({
      data: {
        ...{ id: `d${at}`, title: `文件${at}`, titleKey: `${at}`, textHash: `${at}`, text: '', format: 'md' },
        ...{ metadata: {}, documentNumber: `p${at}号` },
        passages: {
          create: { id: at, number: 1, path: '第一条', text: '内容', textHash: `${at}`, start: 0, end: 2 },
        },
      },
    });
});

beforeEach(async () => {
  clock.moveTo(start);
  await db.conversation.deleteMany();
  await db.figureDay.deleteMany();
  await db.turnFigure.deleteMany();
  await db.conversation.create({ data: { id: 'c', title: 'c', statedFacts: {} } });
});

let count = 0;

/** What can happen to a question, in any order and however late. */
type Deed =
  | { did: 'asked'; daysAgo: number; hour: number; policy: 0 | 1 | 2; outcome: string; cites: number }
  | { did: 'rated'; which: number; kind: string }
  | { did: 'handed-over' | 'erased' | 'rating-changed' | 'policy-known'; which: number }
  | { did: 'summed' }
  | { did: 'a-day-passed' };

const deed: fc.Arbitrary<Deed> = fc.oneof(
  {
    weight: 5,
    arbitrary: fc.record({
      did: fc.constant('asked' as const),
      daysAgo: fc.nat(80),
      hour: fc.nat(23),
      policy: fc.constantFrom(0 as const, 1 as const, 2 as const),
      outcome: fc.constantFrom('answered', 'not-found', 'refused', 'stopped'),
      cites: fc.nat(2),
    }),
  },
  fc.record({
    did: fc.constant('rated' as const),
    which: fc.nat(50),
    kind: fc.constantFrom('useful', 'not-useful', 'wrong'),
  }),
  fc.record({
    did: fc.constantFrom(
      'handed-over' as const,
      'erased' as const,
      'rating-changed' as const,
      'policy-known' as const,
    ),
    which: fc.nat(50),
  }),
  fc.constant({ did: 'summed' as const }),
  fc.constant({ did: 'a-day-passed' as const }),
);

async function happen(it: Deed): Promise<void> {
  if (it.did === 'summed') {
    await sumFigures(deps);
    return;
  }
  if (it.did === 'a-day-passed') {
    clock.moveTo(new Date(clock.now().valueOf() + 86_400_000).toISOString());
    return;
  }
  if (it.did === 'asked') {
    const day = addDays(cityDate(clock.now()), -it.daysAgo);
    const createdAt = new Date(Date.parse(instantsOf(day)[0]) + it.hour * 3_600_000);
    count += 1;
    await db.turn.create({
      data: {
        ...{
          conversationId: 'c',
          number: count,
          message: 'q',
          intent: it.hour % 2 ? 'ask-policy' : 'track-case',
        },
        ...{ mode: 'extractive', answer: {}, tookMs: 1, outcome: it.outcome, createdAt },
        policyId: it.policy === 0 ? null : `p${it.policy}`,
        citations: {
          create: Array.from({ length: it.cites }, (_, n) => ({
            n,
            passageId: n + 1,
            documentId: `d${n + 1}`,
            quote: '',
          })),
        },
      },
    });
    return;
  }
  const turns = await db.turn.findMany({ select: { id: true }, orderBy: { number: 'asc' } });
  const turn = turns[it.which % Math.max(1, turns.length)];
  if (!turn) return;
  const where = { id: turn.id };
  if (it.did === 'rated')
    await db.feedback.create({ data: { turnId: turn.id, kind: it.kind, createdAt: clock.now() } });
  if (it.did === 'handed-over') await db.turn.update({ where, data: { outcome: 'handed-over' } });
  if (it.did === 'policy-known') await db.turn.update({ where, data: { policyId: 'p1' } });
  if (it.did === 'rating-changed')
    await db.feedback.updateMany({ where: { turnId: turn.id }, data: { kind: 'useful' } });
  if (it.did === 'erased') await db.turn.delete({ where });
}

const reader = { ...anonymousReader, appointments: [{ role: 'helpdesk' as const, departmentId: 'data' }] };
const figuresOf = (days: number, departmentId: string | null) =>
  getInsights(deps, reader, { days, departmentId });

/** The same figures counted one by one from what stands. */
async function countedOf(days: number, departmentId: string | null) {
  const first = addDays(cityDate(clock.now()), 1 - days);
  const turns = (await db.turn.findMany({ include: { citations: true } })).filter(
    ({ policyId, createdAt }) => cityDate(createdAt) >= first && (departmentId === null || policyId !== null),
  );
  const feedback = (await db.feedback.findMany({ include: { turn: true } })).filter(
    ({ createdAt, turn }) =>
      cityDate(createdAt) >= first && (departmentId === null || turn.policyId !== null),
  );
  const cited = (await db.turn.findMany({ include: { citations: true } }))
    .filter(({ createdAt }) => cityDate(createdAt) >= first)
    .flatMap(({ citations }) => citations);
  const days1 = [...new Set(turns.map(({ createdAt }) => cityDate(createdAt)))].sort();
  return {
    questions: turns.length,
    answered: turns.filter(({ outcome }) => outcome === 'answered').length,
    byDay: days1.map((day) => [day, turns.filter(({ createdAt }) => cityDate(createdAt) === day).length]),
    asked: ['p1', 'p2'].map((id) => turns.filter(({ policyId }) => policyId === id).length),
    cited: [1, 2].map((id) => cited.filter(({ passageId }) => passageId === id).length),
    ratings: ['useful', 'not-useful', 'wrong'].map(
      (kind) => feedback.filter((one) => one.kind === kind).length,
    ),
  };
}

describe('the desk’s figures by day', () => {
  it('are what counting every question gives, whatever comes late, whenever they were summed', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(deed, { minLength: 5, maxLength: 40 }),
        fc.constantFrom(7, 30, 90),
        fc.constantFrom(null, 'data'),
        async (deeds, days, departmentId) => {
          clock.moveTo(start);
          await db.turn.deleteMany();
          for (const one of deeds) await happen(one);
          const figures = figuresOf(days, departmentId);
          const perDay = figures.days
            .map(({ day, ...row }): [string, number] => [
              day,
              Object.values(row).reduce((sum, n) => sum + n, 0),
            ])
            .filter(([, n]) => n > 0);
          expect({
            questions: figures.questions,
            answered: figures.answered,
            byDay: perDay,
            asked: ['p1', 'p2'].map((id) => figures.policies.find(({ policyId }) => policyId === id)?.asked),
            cited: ['p1', 'p2'].map((id) => figures.policies.find(({ policyId }) => policyId === id)?.cited),
            ratings: [figures.ratings.useful, figures.ratings.notUseful, figures.ratings.wrong],
          }).toEqual(await countedOf(days, departmentId));
        },
      ),
      { numRuns: 40 },
    );
  }, 240_000);

  it('are read from the sums, and only today’s from the questions', async () => {
    for (let daysAgo = 0; daysAgo < 60; daysAgo += 1)
      await happen({ did: 'asked', daysAgo, hour: 9, policy: 1, outcome: 'answered', cites: 1 });
    // After an upgrade nothing is summed yet: the newest days are counted, and it is said that others are missing.
    expect(figuresOf(90, null)).toMatchObject({ questions: 31, unsummedDays: 29 });
    await sumFigures(deps);
    expect(figuresOf(90, null)).toMatchObject({ questions: 60, unsummedDays: 0 });
    expect(await db.figureDay.findMany({ where: { isDue: true } })).toEqual([
      { day: '2026-11-20', isDue: true },
    ]);
    expect(await db.figureSpan.count({ where: { span: 28 } })).toBeGreaterThan(0);
    expect(await sumFigures(deps)).toBe(0);
    // A question of 40 days ago that is handed over now has its day made anew, and the spans that hold it.
    const spans = await db.figureSpan.count();
    const [turn] = await db.turn.findMany({
      where: { createdAt: { lt: new Date('2026-10-12T00:00:00Z') } },
      take: 1,
    });
    await db.turn.update({ where: { id: turn?.id ?? '' }, data: { outcome: 'handed-over' } });
    expect(figuresOf(90, null)).toMatchObject({ questions: 60, answered: 59 });
    expect(await sumFigures(deps)).toBe(1);
    expect(await db.figureSpan.count()).toBe(spans);
    expect(figuresOf(90, null)).toMatchObject({ questions: 60, answered: 59 });
  });
});

describe('spans of days', () => {
  const day = fc.integer({ min: -900, max: 9_000 }).map((n) => addDays('2020-01-01', n));

  it('cover each day of a period once, whichever are usable', () => {
    fc.assert(
      fc.property(day, fc.nat(400), fc.func(fc.boolean()), (first, length, isUsable) => {
        const last = addDays(first, length);
        const cover = coverDays(first, last, isUsable);
        const covered = cover.flatMap(({ span, start: from }) => listDays(from, spanEnd(span, from)));
        expect(covered).toEqual(listDays(first, last));
        expect(covered).toHaveLength(length + 1);
        for (const { span, start: from } of cover) if (span > 1) expect(isUsable(span, from)).toBe(true);
      }),
    );
  });

  it('hold each day in one span of a length', () => {
    fc.assert(
      fc.property(day, fc.constantFrom<Span>(1, 7, 28), (date, span) => {
        const from = spanStart(span, date);
        expect(daysBetween(from, date)).toBeGreaterThanOrEqual(0);
        expect(daysBetween(from, date)).toBeLessThan(span);
        expect(spanStart(span, spanEnd(span, from))).toBe(from);
      }),
    );
  });
});
