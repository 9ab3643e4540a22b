import fc from 'fast-check';
import { afterEach, describe, expect, it } from 'vitest';

import { clusterQuestions } from '~/knowledge/helpdesk/cluster-questions.server';
import {
  addToCentre,
  findGroup,
  findJoins,
  meanCosine,
  wordLikeness,
  type QuestionGroup,
} from '~/knowledge/helpdesk/group-questions';
import { listGaps, resolveGap } from '~/knowledge/helpdesk/list-gaps.server';
import { InvalidInputError, NotFoundError } from '~/prisma/access/access-denied';
import { anonymousReader } from '~/prisma/access/reader';
import { useDatabase } from '~/test/setup/database';

import { makeClock } from './people';

const database = useDatabase();
const { db } = database;
const clock = makeClock('2026-11-20T02:00:00Z');
const byWords = {
  ...{ db, now: clock.now },
  search: { embedQuery: () => Promise.resolve(null), status: () => ({ embeddingModel: null }) as never },
};

afterEach(async () => {
  await db.conversation.deleteMany({});
  await db.questionCluster.deleteMany({});
  clock.moveTo('2026-11-20T02:00:00Z');
});

let count = 0;
async function turn(
  message: string,
  extra: {
    conversation?: string;
    enterpriseId?: string;
    outcome?: string;
    answer?: string;
    at?: string;
  } = {},
) {
  count += 1;
  const conversationId = extra.conversation ?? `c${count}`;
  await db.conversation.upsert({
    where: { id: conversationId },
    create: { id: conversationId, title: message, statedFacts: {}, enterpriseId: extra.enterpriseId ?? null },
    update: {},
  });
  return db.turn.create({
    data: {
      ...{ conversationId, number: count, message, intent: 'ask', mode: 'extractive', tookMs: 1 },
      answer: { outcome: extra.answer ?? extra.outcome ?? 'not-found' },
      outcome: extra.outcome ?? 'not-found',
      createdAt: new Date(extra.at ?? `2026-11-19T02:00:${String(count % 60).padStart(2, '0')}Z`),
    },
  });
}
const open = () => listGaps(byWords, { tab: 'open', days: 30 });

describe('unanswered questions', () => {
  it('are grouped by words without a model, ranked by how many asked, and masked', async () => {
    const firm = await db.enterprise.create({
      data: { creditCode: '91330100MA27XL5Q0Y', name: '云江智造科技有限公司' },
    });
    await turn('新能源货车有购置补贴吗', { conversation: 'same' });
    await turn('新能源货车有购置补贴吗？', { conversation: 'same' });
    await turn('员工租人才公寓有房租补贴吗，我是云江智造科技有限公司，电话13812345678', {
      enterpriseId: firm.id,
    });
    await turn('员工租人才公寓有没有房租补贴');
    await turn('已经答上来的问题', { outcome: 'answered' });
    expect(await clusterQuestions(byWords)).toBe(4);
    const { items, asked } = await open();
    expect(asked).toBe(4);
    expect(items.map(({ askers, questions }) => ({ askers, questions }))).toEqual([
      { askers: 2, questions: 2 },
      { askers: 1, questions: 2 },
    ]);
    expect(items[0]?.label).toBe('员工租人才公寓有房租补贴吗,我是〔企业〕,电话〔电话〕'.replace(/,/g, '，'));
    const kept = JSON.stringify([await db.questionCluster.findMany(), await db.clusteredQuestion.findMany()]);
    expect(kept).not.toMatch(/智造|13812345678/);
    expect(await clusterQuestions(byWords)).toBe(0);
  });

  it('take in what was rated badly, with what was said of it', async () => {
    const rated = await turn('研发费用怎么归集', { outcome: 'answered' });
    await db.feedback.create({
      data: { turnId: rated.id, kind: 'wrong', comment: '比例不对，打我电话13812345678' },
    });
    await clusterQuestions(byWords);
    const { items } = await open();
    expect(items[0]).toMatchObject({
      causes: { wrong: 1 },
      samples: [{ comment: '比例不对，打我电话〔电话〕' }],
    });
  });

  it('open again when the question still finds nothing after it was resolved, unless it is out of scope', async () => {
    await turn('充电桩建设补贴多少');
    await turn('怎么养猫');
    await clusterQuestions(byWords);
    const { items } = await open();
    const find = (word: string) => items.find(({ label }) => label.includes(word))?.id ?? '';
    await resolveGap(byWords, anonymousReader, find('充电桩'), {
      resolution: 'document',
      reason: '',
      note: '',
    });
    await resolveGap(byWords, anonymousReader, find('养猫'), {
      resolution: 'closed',
      reason: 'out-of-scope',
      note: '',
    });
    expect((await open()).items).toEqual([]);
    await turn('充电桩建设补贴多少？', { at: '2026-11-21T02:00:00Z' });
    await turn('怎么养猫？', { at: '2026-11-21T02:00:00Z' });
    await clusterQuestions(byWords);
    expect((await open()).items.map(({ label }) => label)).toEqual(['充电桩建设补贴多少']);
    await resolveGap(byWords, anonymousReader, find('养猫'), { resolution: 'open', reason: '', note: '' });
    expect((await open()).items).toHaveLength(2);
  });

  it('count when they were handed over to a person, but not what was answered and handed over', async () => {
    await turn('充电桩建设补贴多少？', { outcome: 'handed-over', answer: 'not-found' });
    await turn('社保怎么交？', { outcome: 'handed-over', answer: 'answered' });
    expect((await open()).waiting).toBe(1);
    await clusterQuestions(byWords);
    expect(await open()).toMatchObject({
      waiting: 0,
      items: [{ label: '充电桩建设补贴多少？', causes: { 'not-found': 1 } }],
    });
  });

  it('are closed only with a reason', async () => {
    const wrong = (input: { resolution: string; reason: string; note: string }) =>
      resolveGap(byWords, anonymousReader, 'x', input);
    await expect(wrong({ resolution: 'closed', reason: '', note: '' })).rejects.toThrow(InvalidInputError);
    await expect(wrong({ resolution: 'closed', reason: 'other', note: '' })).rejects.toThrow(
      InvalidInputError,
    );
    await expect(wrong({ resolution: 'whatever', reason: '', note: '' })).rejects.toThrow(InvalidInputError);
    await expect(wrong({ resolution: 'closed', reason: 'unclear', note: '' })).rejects.toThrow(NotFoundError);
  });

  it('are grouped by their vectors where there is a model, and groups that grow together are joined', async () => {
    // The cosine of 0.4 is .92: 甲 and 乙 are apart until 丙, nearer to 甲, and 戊, nearer to 乙, lie between them.
    const angles: Record<string, number> = {
      甲甲甲甲: 0,
      乙乙乙乙: 0.42,
      丙丙丙丙: 0.17,
      戊戊戊戊: 0.26,
      丁丁丁丁: 3,
    };
    const search = {
      embedQuery: (text: string) => {
        const angle = angles[text] ?? 0;
        return Promise.resolve(Float32Array.from([Math.cos(angle), Math.sin(angle)]));
      },
      status: () => ({ embeddingModel: 'test' }) as never,
    };
    for (const text of ['甲甲甲甲', '乙乙乙乙', '丁丁丁丁']) await turn(text);
    await clusterQuestions({ ...byWords, search });
    expect((await open()).items.map(({ questions }) => questions)).toEqual([1, 1, 1]);
    for (const text of ['丙丙丙丙', '戊戊戊戊']) await turn(text);
    await clusterQuestions({ ...byWords, search });
    expect((await open()).items.map(({ questions }) => questions)).toEqual([4, 1]);
    // Another model's vectors say nothing about these: the words decide, and the centre begins anew.
    const other = {
      embedQuery: () => Promise.resolve(Float32Array.from([0, 0, 1])),
      status: () => ({ embeddingModel: 'other' }) as never,
    };
    await turn('甲甲甲甲');
    await clusterQuestions({ ...byWords, search: other });
    expect((await open()).items.map(({ questions }) => questions)).toEqual([5, 1]);
    const row = await db.questionCluster.findFirstOrThrow({ where: { questions: 5 } });
    expect(row).toMatchObject({ model: 'other', vectors: 1 });
  });
});

describe('grouping', () => {
  const unit = fc
    .array(fc.double({ min: -1, max: 1, noNaN: true }), { minLength: 4, maxLength: 4 })
    .filter((list) => Math.hypot(...list) > 0.01)
    .map((list) => Float32Array.from(list.map((value) => value / Math.hypot(...list))));
  const groupOf = (members: Float32Array[]) => ({
    centre: members.reduce<Float32Array | null>((sum, one) => addToCentre(sum, one), null),
    vectors: members.length,
  });
  it('compares groups by the mean of their members’ cosines, the same both ways', () => {
    const some = fc.array(unit, { minLength: 1, maxLength: 5 });
    fc.assert(
      fc.property(some, some, (one, other) => {
        const cosines = one.flatMap((a) =>
          other.map((b) => a.reduce((sum, x, at) => sum + x * (b[at] ?? 0), 0)),
        );
        const mean = cosines.reduce((sum, value) => sum + value, 0) / cosines.length;
        expect(meanCosine(groupOf(one), groupOf(other))).toBeCloseTo(mean, 4);
        expect(meanCosine(groupOf(other), groupOf(one))).toBeCloseTo(mean, 4);
      }),
    );
  });
  it('finds a group’s own question in it, and none for another matter', () => {
    const groups: QuestionGroup[] = [
      { id: 'a', label: '新能源货车补贴', centre: Float32Array.from([1, 0]), vectors: 1 },
    ];
    expect(findGroup({ text: '新能源货车补贴', vector: Float32Array.from([1, 0]) }, groups)?.id).toBe('a');
    expect(findGroup({ text: '房租', vector: Float32Array.from([0, 1]) }, groups)).toBeNull();
    expect(wordLikeness('', '')).toBe(1);
    expect(wordLikeness('', '新能源')).toBe(0);
    expect(addToCentre(null, null)).toBeNull();
    expect(
      findJoins([
        { id: 'a', label: '', centre: null, vectors: 0 },
        { id: 'b', label: '', centre: null, vectors: 0 },
      ]),
    ).toEqual([]);
  });
});
