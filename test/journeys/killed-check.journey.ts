import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

import { afterAll, beforeAll, expect, test } from 'vitest';

import { openDatabase, openReader, type SqlReader } from '~/prisma/database.server';

import { bareServer, startServer, type RunningServer } from '../setup/running-server';

/** The serving process dies by SIGKILL while it checks a change, at each stage of the check, on one data folder. */
const dataDir = mkdtempSync(path.join(tmpdir(), 'huiqitong-killed-check-'));
let server: RunningServer;
let sql: SqlReader;

beforeAll(async () => {
  server = await startServer({}, dataDir, bareServer);
  sql = openReader(path.join(dataDir, 'huiqitong.db'));
});
afterAll(async () => {
  sql.close();
  await server.stop();
  rmSync(dataDir, { recursive: true, force: true });
});

async function killAndRestart(): Promise<void> {
  const ended = new Promise((resolve) => server.child.once('exit', resolve));
  server.child.kill('SIGKILL');
  await ended;
  expect(server.child.signalCode).toBe('SIGKILL');
  server = await startServer({}, dataDir, bareServer);
}

async function signIn(name: string): Promise<Record<string, string>> {
  const body = new URLSearchParams({ login: name, password: `yunjiang-${name}` });
  const answer = await fetch(`${server.url}/sign-in`, { method: 'POST', body, redirect: 'manual' });
  expect(answer.status).toBe(302);
  return { cookie: (answer.headers.get('set-cookie') ?? '').split(';')[0] ?? '' };
}

async function propose(term: string): Promise<void> {
  const body = new URLSearchParams({
    kind: 'synonym',
    term,
    targets: '研发费用加计扣除',
    weight: '1',
    note: '',
  });
  const answer = await fetch(`${server.url}/desk/dictionary`, {
    method: 'POST',
    body,
    headers: { ...(await signIn('tang')), 'sec-fetch-site': 'same-origin' },
  });
  expect(answer.status).toBe(200);
}

const read = (term: string) =>
  sql.get<{ id: string; state: string; progress: number | null }>(
    `SELECT c.id, c.state, (SELECT progress FROM Job WHERE openKey = 'check-change:' || c.id) AS progress
       FROM KnowledgeChange c WHERE c.title = ?`,
    [`新增词条：${term}`],
  );
const count = (from: string, ...values: string[]) =>
  sql.get<{ n: number }>(`SELECT count(*) AS n FROM ${from}`, values)?.n;

/** No answers are known, so that the check has to ask them. */
async function forgetAnswers(): Promise<void> {
  const db = openDatabase(path.join(dataDir, 'huiqitong.db'));
  await db.evaluationRun.updateMany({ data: { fingerprint: null } });
  await db.$disconnect();
}

/** Kills when the check has begun, when it has asked its first questions, and when it has asked many. */
const moments = [
  { term: '断电甲', reached: (change: ReturnType<typeof read>) => change?.state === 'running' },
  { term: '断电乙', reached: (change: ReturnType<typeof read>) => (change?.progress ?? 0) > 0 },
  { term: '断电丙', reached: (change: ReturnType<typeof read>) => (change?.progress ?? 0) > 60 },
];

test.each(moments)(
  'a check that was killed is done again after the restart and publishes once ($term)',
  { timeout: 900_000 },
  async ({ term, reached }) => {
    await forgetAnswers();
    await propose(term);
    await expect
      .poll(() => reached(read(term)), {
        timeout: 240_000,
        interval: 50,
      })
      .toBe(true);
    await killAndRestart();
    await expect.poll(() => read(term)?.state, { timeout: 480_000, interval: 1_000 }).toBe('published');
    const id = read(term)?.id ?? '';
    expect(count('DictionaryEntry WHERE term = ?', term)).toBe(1);
    expect(count(`AuditEntry WHERE action = 'change.published' AND subjectId = ?`, id)).toBe(1);
    expect(count(`EvaluationRun WHERE role = 'candidate' AND changeId = ?`, id)).toBe(1);
    // The copy that the killed process left is gone, and nothing waits.
    await expect.poll(() => count(`KnowledgeChange WHERE state IN ('waiting', 'running')`)).toBe(0);
    await expect.poll(() => readdirSync(path.join(dataDir, 'shadow')), { timeout: 30_000 }).toEqual([]);
    await sleep(200);
    expect(count(`Job WHERE state = 'failed'`)).toBe(0);
  },
);
