import { beforeEach, expect, it } from 'vitest';

import { indexPassages, unindexPassages } from '~/knowledge/search/keyword-index.server';
import { useDatabase } from '~/test/setup/database';

const database = useDatabase();
const { db } = database;
const sql = database.reader();

const clause = { title: '中小企业促进法', path: '第一条', text: '为了改善中小企业经营环境，制定本法。' };

const matches = (token: string) =>
  sql
    .all<{ rowid: number }>('SELECT rowid FROM "PassageIndex" WHERE "PassageIndex" MATCH ? ORDER BY rank', [
      `"${token}"`,
    ])
    .map(({ rowid }) => rowid);

async function writeDocument(
  passages: { text: string; path: string }[],
  documentNumber: string | null = null,
) {
  const document = await db.document.create({
    data: {
      titleKey: '示例',
      title: '示例',
      documentNumber,
      metadata: {},
      text: '',
      format: 'text',
      textHash: String(Math.random()),
      passages: {
        create: passages.map(({ path, text }, number) => ({
          number,
          path,
          text,
          textHash: text,
          start: 0,
          end: 0,
        })),
      },
    },
    include: { passages: true },
  });
  await db.$transaction((tx) =>
    indexPassages(
      tx,
      document.passages.map((row) => ({ ...row, title: document.title })),
    ),
  );
  return document;
}

beforeEach(async () => {
  await db.document.deleteMany();
  await db.$executeRawUnsafe('DELETE FROM "PassageIndex"');
});

it('finds a passage by its words, its title and its path', async () => {
  await db.$transaction((tx) => indexPassages(tx, [{ id: 1, ...clause }]));
  expect(matches('经营')).toEqual([1]);
  expect(matches('促进')).toEqual([1]);
  expect(matches('一条')).toEqual([1]);
  expect(matches('罚款')).toEqual([]);
});

it('replaces a passage that is indexed again', async () => {
  await db.$transaction((tx) => indexPassages(tx, [{ id: 1, ...clause }]));
  await db.$transaction((tx) => indexPassages(tx, [{ id: 1, ...clause, text: '本法自公布之日起施行。' }]));
  expect(matches('经营')).toEqual([]);
  expect(matches('施行')).toEqual([1]);
});

it('indexes the number of the document with each of its passages', async () => {
  const { passages } = await writeDocument(
    [
      { path: '一', text: '减征' },
      { path: '二', text: '免征' },
    ],
    '财税［2018］32号',
  );
  expect(matches('财税2018/32').sort()).toEqual(passages.map(({ id }) => id));
});

it('forgets passages that are taken out, and more than fit one statement', async () => {
  const rows = Array.from({ length: 450 }, (_, at) => ({ id: at + 1, ...clause }));
  await db.$transaction((tx) => indexPassages(tx, rows));
  expect(matches('经营')).toHaveLength(450);
  await db.$transaction((tx) => unindexPassages(tx, rows.slice(1)));
  expect(matches('经营')).toEqual([1]);
});

it('forgets the passages of a deleted document by itself', async () => {
  const { id, passages } = await writeDocument([{ path: '一', text: '研发费用加计扣除' }]);
  expect(matches('研发')).toEqual([passages[0]?.id]);
  await db.document.delete({ where: { id } });
  expect(matches('研发')).toEqual([]);
});

it('leaves nothing behind when the transaction fails', async () => {
  await expect(
    db.$transaction(async (tx) => {
      await indexPassages(tx, [{ id: 1, ...clause }]);
      throw new Error('power cut');
    }),
  ).rejects.toThrow('power cut');
  expect(matches('经营')).toEqual([]);
});

it('ranks by BM25 with scores that differ from zero', async () => {
  await db.$transaction((tx) =>
    indexPassages(tx, [
      { id: 1, title: '', path: '', text: '失业保险费，失业保险基金' },
      { id: 2, title: '', path: '', text: '失业保险费与其他许多许多许多许多不相干的话' },
      ...Array.from({ length: 8 }, (_, at) => ({ id: at + 3, title: '', path: '', text: '税收征收管理' })),
    ]),
  );
  const rows = sql.all<{ rowid: number; rank: number }>(
    'SELECT rowid, rank FROM "PassageIndex" WHERE "PassageIndex" MATCH ? ORDER BY rank',
    ['"失业" OR "保险"'],
  );
  expect(rows.map(({ rowid }) => rowid)).toEqual([1, 2]);
  expect(rows[0]?.rank).toBeLessThan(rows[1]?.rank ?? 0);
  expect(rows[1]?.rank).toBeLessThan(0);
});
