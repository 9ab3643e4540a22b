import path from 'node:path';

import { pino } from 'pino';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { openSearchIndex, type SearchIndex } from '~/knowledge/search/search-index.server';
import { anonymousReader } from '~/prisma/access/reader';
import { useDatabase } from '~/test/setup/database';

import { writeDocument } from './city-documents';

const database = useDatabase();
const { db } = database;
const now = () => new Date('2026-11-22T02:00:00Z');

let index: SearchIndex;
let named: number[];

beforeAll(async () => {
  named = await writeDocument(
    db,
    {
      title: '财政部 税务总局关于实施小微企业普惠性税收减免政策的通知',
      documentNumber: '财税〔2019〕13号',
    },
    ['对月销售额十万元以下的纳税人，免征增值税。', '本通知自发布之日起执行。'],
  );
  await writeDocument(
    db,
    { title: '来年的口径', documentNumber: '财税〔2027〕3号', effectiveFrom: '2027-01-01' },
    ['来年的口径另行规定。'],
  );
  // What speaks of the number and the title again and again, without being it.
  const speaking = '根据财税〔2019〕13号和小微企业普惠性税收减免政策，财税〔2019〕13号的规定照此办理。';
  for (let n = 1; n <= 30; n += 1) {
    await writeDocument(db, { title: `解读小微企业普惠性税收减免政策之${n}` }, [
      speaking,
      `${speaking}第${n}期。`,
    ]);
  }
  index = openSearchIndex({
    db,
    sql: database.reader(),
    settings: {
      databaseFile: database.file,
      indexDir: path.join(database.dir, 'index'),
      EMBEDDING_WORKERS: 0,
    },
    log: pino({ level: 'silent' }),
    now,
    openModel: () => Promise.reject(new Error('keywords only in this test')),
  });
  await index.settled();
});
afterAll(() => index.close());

const ask = async (q: string, limit = 5) =>
  (await index.search({ q, limit, reader: anonymousReader })).results;

describe('a question that names a document', () => {
  it.each([
    '财税〔2019〕13号',
    '财税[2019]13号怎么规定的',
    '财税2019 13号',
    '请问 财税（2019）第13号 还有效吗',
    '财税2019-13',
  ])('finds it first by %s, however often others speak of it', async (q) => {
    const results = await ask(q);
    expect(
      results
        .slice(0, 2)
        .map(({ passageId }) => passageId)
        .sort(),
    ).toEqual(named);
  });

  it('finds it first by a shorter name of its title', async () => {
    const results = await ask('实施小微企业普惠性税收减免政策的通知 什么时候开始的');
    expect(
      results
        .slice(0, 2)
        .map(({ passageId }) => passageId)
        .sort(),
    ).toEqual(named);
  });

  it('brings it even where no word of its passages was asked for', async () => {
    const long = '请帮我看看'.repeat(3);
    const results = await ask(`${long}财税2019-13`);
    expect(named).toContain(results[0]?.passageId);
  });

  it('keeps its scores falling', async () => {
    const scores = (await ask('财税〔2019〕13号', 40)).map(({ score }) => score);
    expect(scores).toEqual([...scores].sort((a, b) => b - a));
  });

  it('brings nothing that does not hold on the day', async () => {
    const results = await ask('财税〔2027〕3号');
    expect(results.map(({ title }) => title)).not.toContain('来年的口径');
  });
});
