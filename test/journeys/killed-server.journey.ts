import { createHash } from 'node:crypto';
import { readFileSync, readdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

import { afterAll, beforeAll, expect, test } from 'vitest';

import { openDatabase, openReader, type SqlReader } from '~/prisma/database.server';

import { bareServer, startServer, type RunningServer } from '../setup/running-server';

/** The bad day: the serving process dies by SIGKILL in the middle of its work, again and again, on one data folder. */
const dataDir = mkdtempSync(path.join(tmpdir(), 'huiqitong-killed-'));
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

/** A request as our own page sends it; null when the server died before it answered. */
async function post(
  address: string,
  headers: Record<string, string>,
  body: string | FormData,
): Promise<{ status: number; text: string } | null> {
  const type: Record<string, string> = typeof body === 'string' ? { 'content-type': 'application/json' } : {};
  try {
    const answer = await fetch(`${server.url}${address}`, {
      method: 'POST',
      headers: { ...headers, ...type, 'sec-fetch-site': 'same-origin' },
      body,
    });
    return { status: answer.status, text: await answer.text() };
  } catch (error) {
    // What a killed server leaves of a request: fetch's own error, and no other.
    expect(error).toBeInstanceOf(TypeError);
    return null;
  }
}

const count = (from: string, ...values: string[]) =>
  sql.get<{ n: number }>(`SELECT count(*) AS n FROM ${from}`, values)?.n;

const appeal = {
  kind: 'question',
  subject: '申报截止时间',
  content: '请问企业研发投入后补助今年的申报截止到哪一天？',
  reply: 'platform',
  contactName: '林经办',
  contactPhone: '13800000000',
  promiseTrue: true,
};

test('a submission is there once or not at all, and what was answered stands', async () => {
  for (const delay of [15, 60, 150]) {
    const lin = await signIn('lin');
    const opened = await fetch(`${server.url}/apply/appeal?fresh=1`, { headers: lin, redirect: 'manual' });
    const address = opened.headers.get('location') ?? '';
    const draftId = /^\/drafts\/(\w+)$/.exec(address)?.[1] ?? '';
    const draft = sql.get<{ revision: number; data: string }>(
      'SELECT revision, data FROM Draft WHERE id = ?',
      [draftId],
    );
    const data = { ...(JSON.parse(draft?.data ?? '{}') as object), ...appeal };
    const saved = await post(`${address}/save`, lin, JSON.stringify({ revision: draft?.revision, data }));
    const { revision } = JSON.parse(saved?.text ?? '{}') as { revision: number };
    const submission = JSON.stringify({ revision, data });

    const sent = post(`${address}/submit`, lin, submission);
    await sleep(delay);
    await killAndRestart();
    const promised = await sent;
    const numbers = () =>
      sql
        .all<{ number: string }>(
          'SELECT r.number FROM Receipt r JOIN Submission s ON s.id = r.submissionId WHERE s.draftId = ?',
          [draftId],
        )
        .map(({ number }) => number);
    if (promised !== null) expect(promised.text).toContain(numbers()[0]);

    const again = await post(`${address}/submit`, lin, submission);
    expect(again?.status, again?.text).toBe(200);
    expect(numbers()).toHaveLength(1);
    expect(again?.text).toContain(numbers()[0]);
    expect(count('Submission WHERE draftId = ?', draftId)).toBe(1);
    expect(count('"Case" c JOIN Submission s ON s.caseId = c.id WHERE s.draftId = ?', draftId)).toBe(1);
    expect(count(`CaseEvent e JOIN Submission s ON s.caseId = e.caseId WHERE s.draftId = ?`, draftId)).toBe(
      1,
    );
  }
  expect(count('"Case"')).toBe(3);
  expect(count('(SELECT number FROM "Case" GROUP BY number HAVING count(*) > 1)')).toBe(0);
});

/** Documents of our own making, each with clauses that no other has. */
function files(round: number): { name: string; word: string; text: string }[] {
  return Array.from({ length: 6 }, (_, i) => {
    const word = `断电测试${'甲乙丙丁'[round] ?? ''}${'子丑寅卯辰巳'[i] ?? ''}`;
    const articles = Array.from(
      { length: 20 },
      (_, n) => `第${String(n + 1)}条 ${word}的规定，第${String(n + 1)}项。`,
    );
    return { name: `${word}.md`, word, text: `# ${word}办法\n\n${articles.join('\n\n')}\n` };
  });
}

test('an upload leaves whole documents only, and sending it again completes it without doubles', async () => {
  for (const [round, delay] of [20, 120, 350].entries()) {
    const sent = files(round);
    const form = () => {
      const body = new FormData();
      for (const { name, text } of sent) body.append('files', new Blob([text]), name);
      return body;
    };
    const zhou = await signIn('zhou');
    const upload = post('/desk/documents/upload', zhou, form());
    await sleep(delay);
    await killAndRestart();
    await upload;

    const whole = (title: string) =>
      sql.all<{ id: string; textHash: string; n: number; distinct: number }>(
        `SELECT d.id, d.textHash, count(p.id) AS n, count(DISTINCT p.number) AS "distinct"
           FROM Document d LEFT JOIN Passage p ON p.documentId = d.id WHERE d.title = ? GROUP BY d.id`,
        [title],
      );
    const before = sent.map(({ word }) => whole(`${word}办法`));
    for (const found of before) expect(found.length).toBeLessThanOrEqual(1);

    // The sender is sent on to the page of the import; the files are read by jobs.
    const again = await post('/desk/documents/upload', zhou, form());
    expect(again?.status, again?.text).toBeLessThan(400);
    await expect
      .poll(() => sent.every(({ word }) => whole(`${word}办法`).length === 1), { timeout: 90_000 })
      .toBe(true);
    const counts = sent.map(({ word }, i) => {
      const found = whole(`${word}办法`);
      expect(found, word).toHaveLength(1);
      expect(found[0]?.n).toBe(found[0]?.distinct);
      // What stood after the kill was whole already.
      if (before[i]?.[0]) expect(before[i]).toEqual(found);
      return found[0]?.n;
    });
    expect(new Set(counts).size).toBe(1);
    expect(counts[0]).toBeGreaterThanOrEqual(20);
    const search = `${server.url}/api/v1/search?retriever=keyword&q=${encodeURIComponent(sent[0]?.word ?? '')}`;
    const { results } = (await (await fetch(search)).json()) as { results: { passageId: number }[] };
    expect(new Set(results.map(({ passageId }) => passageId)).size).toBe(results.length);
  }
  expect(count(`Job WHERE state = 'failed'`)).toBe(0);
  // By a connection that may write: the keyword index can't be checked by another.
  const db = openDatabase(path.join(dataDir, 'huiqitong.db'));
  // Asked again while the server writes: the keyword index can't be checked beside another's transaction.
  await expect
    .poll(() => db.$queryRawUnsafe('PRAGMA integrity_check'), { timeout: 60_000, interval: 1_000 })
    .toEqual([{ integrity_check: 'ok' }]);
  await db.$disconnect();
});

test('every stored file is whole, and nothing half-written lies under a name', () => {
  const stored = readdirSync(path.join(dataDir, 'files'), { recursive: true, withFileTypes: true });
  const named = stored.filter((entry) => entry.isFile() && /^[0-9a-f]{64}/.test(entry.name));
  expect(named.length).toBeGreaterThan(0);
  for (const { name, parentPath } of named) {
    const hash = createHash('sha256')
      .update(readFileSync(path.join(parentPath, name)))
      .digest('hex');
    expect(name.slice(0, 64)).toBe(hash);
  }
});

test('the server ends with the process that started it, even when that one is killed', async () => {
  const started = await startServer({ HUIQITONG_SAMPLE_CITY: 'off' });
  expect((await fetch(`${started.url}/healthz`)).status).toBe(200);
  started.child.kill('SIGKILL');
  const answers = () =>
    fetch(`${started.url}/healthz`).then(
      () => true,
      () => false,
    );
  // Requests under way are answered to their end, so it may answer a little longer, but not for good.
  let refused = 0;
  for (let i = 0; i < 200 && refused < 5; i += 1) {
    refused = (await answers()) ? 0 : refused + 1;
    await sleep(100);
  }
  expect(refused).toBe(5);
  rmSync(started.dataDir, { recursive: true, force: true });
});
