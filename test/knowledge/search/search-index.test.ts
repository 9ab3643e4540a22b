import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';

import { pino } from 'pino';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import type { SearchQuery } from '~/knowledge/search/ranked-passage';
import { openSearchIndex, type SearchIndex } from '~/knowledge/search/search-index.server';
import { loadHnsw } from '~/knowledge/search/vectors/hnsw-graph.server';
import { anonymousReader, type Reader } from '~/prisma/access/reader';
import { openDatabase } from '~/prisma/database.server';
import { startJobWorker } from '~/prisma/jobs/work-jobs.server';
import { useDatabase } from '~/test/setup/database';

import { writeDocument } from './city-documents';

const database = useDatabase();
const { db } = database;
const log = pino({ level: 'silent' });
const now = () => new Date('2026-11-22T02:00:00Z');
const settings = {
  databaseFile: database.file,
  indexDir: path.join(database.dir, 'index'),
  EMBEDDING_WORKERS: 1,
};

const reviewer: Reader = {
  ...anonymousReader,
  kind: 'person',
  appointments: [{ role: 'reviewer', departmentId: 'tax' }],
};

/** Lets the jobs of the queue be worked until every passage has its vector and is searched by it. */
async function embedAll(index: SearchIndex): Promise<void> {
  const worker = startJobWorker({ db, handlers: index.jobHandlers(), pollMs: 50 });
  await until(() => index.status().vectorsPending === 0);
  await worker.stop();
}

async function until(holds: () => boolean): Promise<void> {
  while (!holds()) await pause(50);
}

const ask = async (index: SearchIndex, query: Partial<SearchQuery> & { q: string }) =>
  (await index.search({ reader: anonymousReader, ...query })).results;

describe('the search index with its model', () => {
  let index: SearchIndex;
  let ids: Record<'tax' | 'jobs' | 'old' | 'next' | 'city' | 'internal' | 'draft', number[]>;

  beforeAll(async () => {
    const ended = { effectiveFrom: '2018-01-01', expiresOn: '2025-12-31' };
    ids = {
      tax: await writeDocument(
        db,
        {
          title: '小型微利企业所得税公告',
          documentNumber: '财税〔2026〕12号',
          issuer: '税务局',
          effectiveFrom: '2026-01-01',
        },
        [
          '小型微利企业减按百分之二十五计入应纳税所得额，按百分之二十的税率缴纳企业所得税。',
          '本公告所称从业人数，包括与企业建立劳动关系的职工人数。',
        ],
      ),
      jobs: await writeDocument(db, { title: '失业保险稳岗返还通知', effectiveFrom: '2026-03-01' }, [
        '不裁员、少裁员的参保单位，可以申请返还上年度实际缴纳的失业保险费。',
      ]),
      old: await writeDocument(db, { title: '旧稳岗返还办法', ...ended }, [
        '裁员率不高于百分之五的企业，返还失业保险费的一半。',
      ]),
      next: await writeDocument(db, { title: '来年稳岗返还办法', effectiveFrom: '2027-01-01' }, [
        '自明年起，失业保险费返还比例另行规定。',
      ]),
      city: await writeDocument(db, { title: '云江市租金减免示例', region: '359900', departmentId: 'tax' }, [
        '承租国有房屋的小微企业免收三个月租金。',
      ]),
      internal: await writeDocument(db, { title: '内部口径', audience: 'department', departmentId: 'tax' }, [
        '失业保险费返还的审核口径。',
      ]),
      draft: await writeDocument(db, { title: '草案', state: 'draft' }, ['失业保险费返还草案。']),
    };
    index = openSearchIndex({ db, sql: database.reader(), settings, log, now, tending: { everyMs: 100 } });
    await index.settled();
    await embedAll(index);
  });
  afterAll(() => index.close());

  it('says how it stands', () => {
    expect(index.status()).toEqual({
      passages: 8,
      vectorsPending: 0,
      embeddingModel: 'multilingual-e5-small-int8',
      vectorIndex: 'exact',
    });
  });

  it('finds everyday words by their meaning, and gives both ranks', async () => {
    const results = await ask(index, { q: '单位没有裁员，能退钱吗' });
    expect(results[0]?.passageId).toBe(ids.jobs[0]);
    expect(results[0]?.ranks.vector).toBe(1);
    const byVector = await ask(index, { q: '单位没有裁员，能退钱吗', retriever: 'vector' });
    expect(byVector[0]?.passageId).toBe(ids.jobs[0]);
    expect(byVector.every(({ ranks }) => ranks.keyword === null)).toBe(true);
  });

  it('gives the whole face of a passage', async () => {
    const [first] = await ask(index, { q: '小型微利企业 税率', retriever: 'keyword' });
    expect(first).toMatchObject({
      passageId: ids.tax[0],
      title: '小型微利企业所得税公告',
      documentNumber: '财税〔2026〕12号',
      issuer: '税务局',
      path: '第1条',
      textKind: 'original',
      effectiveFrom: '2026-01-01',
      expiresOn: null,
      status: 'in-force',
      ranks: { keyword: 1, vector: null },
      number: 0,
      kind: 'article',
    });
  });

  it.each(['财税〔2026〕12号', '财税[2026]12号', '财税（2026）12号', '财税【2026】12 号'])(
    'finds %s',
    async (q) => {
      const results = await ask(index, { q, retriever: 'keyword' });
      expect(
        results
          .slice(0, 2)
          .map(({ passageId }) => passageId)
          .sort(),
      ).toEqual(ids.tax);
    },
  );

  it.each(['keyword', 'vector', 'hybrid'] as const)(
    'answers by %s from what is in force on the day',
    async (retriever) => {
      const found = async (asOf?: string) =>
        (await ask(index, { q: '失业保险费返还', retriever, ...(asOf !== undefined && { asOf }) })).map(
          (r) => r.passageId,
        );
      const today = await found();
      expect(today).toContain(ids.jobs[0]);
      for (const hidden of ['old', 'next', 'internal', 'draft'] as const)
        expect(today).not.toContain(ids[hidden][0]);
      expect(await found('2025-12-31')).toContain(ids.old[0]);
      expect(await found('2025-12-31')).not.toContain(ids.jobs[0]);
      expect(await found('2026-01-01')).not.toContain(ids.old[0]);
      expect(await found('2027-01-01')).toContain(ids.next[0]);
    },
  );

  it.each(['keyword', 'vector', 'hybrid'] as const)(
    'shows by %s a department its own documents, never its drafts',
    async (retriever) => {
      const found = (await ask(index, { q: '失业保险费返还', retriever, reader: reviewer })).map(
        (r) => r.passageId,
      );
      expect(found).toContain(ids.internal[0]);
      expect(found).not.toContain(ids.draft[0]);
    },
  );

  it.each(['keyword', 'vector', 'hybrid'] as const)(
    'narrows by region and department by %s',
    async (retriever) => {
      const q = '小微企业免收租金 失业保险费';
      const local = await ask(index, { q, retriever, regions: ['359900'] });
      expect(local.map(({ passageId }) => passageId)).toEqual(ids.city);
      const department = await ask(index, { q, retriever, departmentId: 'tax' });
      expect(department.map(({ passageId }) => passageId)).toEqual(ids.city);
      expect(await ask(index, { q, retriever, regions: [] })).not.toHaveLength(0);
    },
  );

  it('explains how a passage came to its place', async () => {
    const { results, explanation } = await index.search({
      q: '失业保险费返还',
      reader: anonymousReader,
      explain: true,
    });
    expect(results[0]?.details).toMatchObject({
      keyword: { rank: 1 },
      vector: { rank: results[0]?.ranks.vector },
      fused: { rank: 1, score: results[0]?.score },
      rerank: null,
    });
    expect(explanation).toMatchObject({ usedVectors: true, settings: { method: 'scores' } });
    expect(explanation?.tokens).toContainEqual({ token: '失业', documents: 5, asked: true, weight: 1 });
    const plain = await index.search({ q: '失业保险费返还', reader: anonymousReader });
    expect(plain.explanation).toBeUndefined();
    expect(plain.results).toEqual(results.map(({ details: _, ...result }) => result));
  });

  it('says what a filter took out and why, and only counts what the reader may not see', async () => {
    const q = '失业保险费返还';
    const explain = async (query: Partial<SearchQuery>) =>
      (await index.search({ q, reader: anonymousReader, explain: true, ...query })).explanation;
    const anonymous = await explain({});
    const reasons = new Map(anonymous?.dropped.map(({ title, reasons: of }) => [title, of]));
    expect(reasons.get('旧稳岗返还办法')).toEqual(['expired']);
    expect(reasons.get('来年稳岗返还办法')).toEqual(['not-yet']);
    expect(anonymous?.hiddenByRights).toBe(2);
    expect(JSON.stringify(anonymous)).not.toMatch(/内部口径|草案/);
    const elsewhere = await explain({ regions: ['359900'], departmentId: 'tax' });
    expect(elsewhere?.dropped.find(({ title }) => title === '旧稳岗返还办法')).toMatchObject({
      passageId: ids.old[0],
      path: '第1条',
      reason: 'expired',
      reasons: ['expired', 'region', 'department'],
    });
    expect((await explain({ reader: reviewer }))?.hiddenByRights).toBe(1);
  });

  it('tries other settings for one search', async () => {
    const q = '单位没有裁员，能退钱吗';
    const by = async (vectorWeight: number) =>
      (await ask(index, { q, settings: { vectorWeight, judged: 0 } })).map(({ passageId }) => passageId);
    const keyword = (await ask(index, { q, retriever: 'keyword' })).map(({ passageId }) => passageId);
    const vector = (await ask(index, { q, retriever: 'vector' })).map(({ passageId }) => passageId);
    expect((await by(0)).slice(0, keyword.length - 1)).toEqual(keyword.slice(0, -1));
    expect((await by(1))[0]).toBe(vector[0]);
  });

  it('finds nothing for nothing, and takes marks of the query language as words', async () => {
    expect(await ask(index, { q: '  ' })).toEqual([]);
    expect(await ask(index, { q: '！？', retriever: 'keyword' })).toEqual([]);
    for (const q of ['"失业" OR NEAR(', 'tokens:失业*', "'; DROP TABLE Passage; --失业", '失业 AND ) ^']) {
      expect((await ask(index, { q, retriever: 'keyword' }))[0]?.passageId).toBe(ids.jobs[0]);
    }
  });

  it('searches what another process has written, and forgets what was deleted', async () => {
    const other = openDatabase(database.file);
    const [added] = await writeDocument(other, { title: '首贷户贴息办法' }, [
      '首次从银行获得贷款的企业，给予利息补贴。',
    ]);
    const q = '第一次向银行借钱有补助吗';
    expect((await ask(index, { q: '贴息', retriever: 'keyword' }))[0]?.passageId).toBe(added);
    await embedAll(index);
    expect((await ask(index, { q, retriever: 'vector' }))[0]?.passageId).toBe(added);
    await other.document.deleteMany({ where: { title: '首贷户贴息办法' } });
    await other.$disconnect();
    await until(() => index.status().passages === 8);
    expect((await ask(index, { q, limit: 50 })).map(({ passageId }) => passageId)).not.toContain(added);
  });

  it('embeds a question into a unit vector', async () => {
    const vector = (await index.embedQuery('减税')) as Float32Array;
    expect(vector).toHaveLength(384);
    expect(Math.hypot(...vector)).toBeCloseTo(1, 4);
    expect(await index.embedQuery('减税')).toBe(vector);
  });
});

describe('the search index where something is missing', () => {
  it('searches by keyword without a model, and says why', async () => {
    const openModel = () => Promise.reject(new Error('no ONNX runtime for this processor\nat somewhere'));
    const index = openSearchIndex({ db, sql: database.reader(), settings, log, now, openModel });
    await index.settled();
    for (const retriever of ['keyword', 'vector', 'hybrid'] as const) {
      const [first] = await ask(index, { q: '失业保险费返还', retriever });
      expect(first).toMatchObject({ title: '失业保险稳岗返还通知', ranks: { keyword: 1, vector: null } });
    }
    expect(await index.embedQuery('税')).toBeNull();
    expect(index.status()).toMatchObject({
      vectorsPending: 8,
      embeddingModel: null,
      vectorIndex: 'none',
      reason: "the embedding model can't run here: no ONNX runtime for this processor",
    });
    const worker = startJobWorker({ db, handlers: index.jobHandlers(), pollMs: 20 });
    await db.job.create({ data: { kind: 'embed-passages', payload: {} } });
    while ((await db.job.count({ where: { state: { not: 'done' } } })) > 0) await pause(20);
    await worker.stop();
    await index.close();
  });

  it('answers by keyword when a question cannot be embedded', async () => {
    const openModel = () =>
      Promise.resolve({
        name: 'broken',
        id: 'broken@1',
        dimension: 384,
        embedQuery: () => Promise.reject(new Error('the thread died')),
        embedPassages: () => Promise.reject(new Error('the thread died')),
        close: () => Promise.resolve(),
      });
    const index = openSearchIndex({ db, sql: database.reader(), settings, log, now, openModel });
    await index.settled();
    expect((await ask(index, { q: '失业保险费返还' }))[0]?.title).toBe('失业保险稳岗返还通知');
    await index.close();
  });

  it('works no jobs where no thread may embed', async () => {
    const none = { ...settings, EMBEDDING_WORKERS: 0 };
    const openModel = () => Promise.reject(new Error('not needed'));
    const index = openSearchIndex({ db, sql: database.reader(), settings: none, log, now, openModel });
    expect(index.jobHandlers()).toEqual({});
    await index.close();
  });
});

describe('the search index over a graph', async () => {
  const hasHnsw = 'hnsw' in (await loadHnsw());

  it.skipIf(!hasHnsw)('builds it behind, searches through it, and reads it back the next time', async () => {
    const open = () =>
      openSearchIndex({
        db,
        sql: database.reader(),
        settings,
        log,
        now,
        tending: { everyMs: 50, graphFrom: 5 },
      });
    const first = open();
    await until(() => first.status().vectorIndex === 'hnsw');
    const found = await ask(first, { q: '不裁员的单位返还多少', retriever: 'vector' });
    expect(found[0]?.title).toBe('失业保险稳岗返还通知');
    await first.close();
    const second = open();
    await until(() => second.status().vectorIndex === 'hnsw');
    expect(await ask(second, { q: '不裁员的单位返还多少', retriever: 'vector' })).toEqual(found);
    await second.close();
  });
});
