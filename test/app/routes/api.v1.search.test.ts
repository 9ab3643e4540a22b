import path from 'node:path';

import type { LoaderFunctionArgs } from '@remix-run/node';
import { pino } from 'pino';
import { afterAll, beforeAll, expect, it } from 'vitest';

import { loader as search } from '~/app/routes/api.v1.search';
import { loader as status } from '~/app/routes/api.v1.status';
import { openSearchIndex, type SearchIndex } from '~/knowledge/search/search-index.server';
import { searchAnswerSchema, statusAnswerSchema } from '~/knowledge/search/search-request';
import { writeDocument } from '~/test/knowledge/search/city-documents';
import { useDatabase } from '~/test/setup/database';

const database = useDatabase();
const { db } = database;
const sql = database.reader();
const now = () => new Date('2026-11-22T02:00:00Z');
let index: SearchIndex;

beforeAll(async () => {
  const settings = {
    databaseFile: database.file,
    indexDir: path.join(database.dir, 'index'),
    EMBEDDING_WORKERS: 0,
  };
  // Keywords are enough to see the routes' own work.
  const openModel = () => Promise.reject(new Error('left out here'));
  index = openSearchIndex({ db, sql, settings, log: pino({ level: 'silent' }), now, openModel });
  await index.settled();
  await writeDocument(db, { title: '国家规定' }, ['失业保险费返还。']);
  await writeDocument(db, { title: '云江规定', region: '359900', departmentId: 'jobs' }, [
    '失业保险费返还。',
  ]);
  await writeDocument(db, { title: '外地规定', region: '330100' }, ['失业保险费返还。']);
  await writeDocument(db, { title: '内部规定', audience: 'department', departmentId: 'jobs' }, [
    '失业保险费返还。',
  ]);
});
afterAll(() => index.close());

async function get(
  loader: (args: LoaderFunctionArgs) => Promise<Response>,
  address: string,
): Promise<unknown> {
  const services = {
    db,
    sql,
    now,
    search: index,
    chat: { current: () => ({ state: 'none', reason: 'off' }) },
  };
  const args = { request: new Request(`http://localhost${address}`), context: { services }, params: {} };
  return (await loader(args as never)).json();
}

const titles = async (query: string) => {
  const answer = searchAnswerSchema.parse(await get(search, `/api/v1/search?q=失业保险费${query}`));
  return answer.results.map(({ title }) => title).sort();
};

it('answers a search in the published form, with what anyone may read', async () => {
  expect(await titles('')).toEqual(['云江规定', '国家规定', '外地规定']);
});

it('looks at a region with its parents, at a department, and gives as many as asked for', async () => {
  expect(await titles('&region=359900')).toEqual(['云江规定', '国家规定']);
  expect(await titles('&department=jobs')).toEqual(['云江规定']);
  expect(await titles('&limit=1')).toHaveLength(1);
});

it('refuses what it does not understand, by field', async () => {
  await expect(get(search, '/api/v1/search?limit=99&foo=1')).rejects.toMatchObject({
    code: 'invalid-input',
    fields: { q: '请给出检索词 q', limit: 'limit 应为 1 至 50 的整数', foo: '没有这个字段' },
  });
});

it('tells how the index stands and why there are no vectors', async () => {
  await db.job.create({ data: { kind: 'embed-passages', payload: {}, runAt: now() } });
  // Planned for later: nothing that waits.
  await db.job.create({
    data: { kind: 'sum-up', payload: {}, runAt: new Date(now().valueOf() + 60_000) },
  });
  const answer = statusAnswerSchema.parse(await get(status, '/api/v1/status'));
  expect(answer).toEqual({
    passages: 4,
    vectorsPending: 4,
    jobsPending: 1,
    chatModel: null,
    embeddingModel: null,
    vectorIndex: 'none',
    reason: "the embedding model can't run here: left out here",
  });
});
