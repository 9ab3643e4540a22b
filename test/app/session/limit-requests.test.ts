import type { AddressInfo } from 'node:net';

import express from 'express';
import { afterAll, describe, expect, it } from 'vitest';

import { openMetrics } from '~/app/metrics/open-metrics.server';
import { createApiKey } from '~/app/session/create-api-key.server';
import { guardOrigin } from '~/app/session/guard-origin.server';
import { limitRequests } from '~/app/session/limit-requests.server';
import { useDatabase } from '~/test/setup/database';

import { makeContext } from './make-context';

const database = useDatabase();
const { services, now } = makeContext(database, { REQUESTS_PER_MINUTE: '3' });
const metrics = openMetrics({ sql: services.sql });
const app = express();
app.set('trust proxy', 1);
app.use(metrics.observe, guardOrigin(services.settings), limitRequests(services));
app.all('*', (_, response) => {
  response.json({ done: true });
});
const server = app.listen(0, '127.0.0.1');
afterAll(() => {
  server.close();
});
const ask = (headers: Record<string, string>, method = 'GET') =>
  fetch(`http://127.0.0.1:${String((server.address() as AddressInfo).port)}/api/v1/search`, {
    method,
    headers,
  });

describe('the limit per address', () => {
  it('answers 429 with Retry-After beyond it, leaves other addresses alone, and is lifted by a key', async () => {
    const mine = { 'x-forwarded-for': '203.0.113.50' };
    for (let i = 0; i < 3; i += 1) expect((await ask(mine)).status).toBe(200);
    const refused = await ask(mine);
    expect(refused.status).toBe(429);
    expect(refused.headers.get('content-type')).toContain('application/problem+json');
    expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0);
    expect(await refused.json()).toMatchObject({ code: 'too-many-requests', status: 429 });
    expect((await ask({ 'x-forwarded-for': '203.0.113.51' })).status).toBe(200);
    const key = await createApiKey(database.db, {
      role: 'auditor',
      enterpriseId: null,
      departmentId: null,
      now: now(),
    });
    expect((await ask({ ...mine, authorization: `Bearer ${key}` })).status).toBe(200);
    expect((await ask({ ...mine, authorization: 'Bearer hq_madeup' })).status).toBe(429);
  });
});

describe('what is counted', () => {
  const send = (path: string, from: string, method = 'GET') =>
    fetch(`http://127.0.0.1:${String((server.address() as AddressInfo).port)}${path}`, {
      method,
      headers: { 'x-forwarded-for': from },
    }).then(({ status }) => status);

  it('is every spelling of an address that reaches the same route', async () => {
    const from = '203.0.113.70';
    for (const path of ['/%61pi/v1/search', '/API/v1/search', '/api%2Fv1/search'])
      expect(await send(path, from)).toBe(200);
    expect(await send('/%61pi/v1/search.data', from)).toBe(429);
    expect(await send('/policies', from)).toBe(200);
    expect(await send('/%E0%A4%A', from)).toBe(400);
  });

  it('includes questions to the assistant and guesses at the code of a reply, but no page', async () => {
    const from = '203.0.113.71';
    for (const path of ['/replies', '/replies.data', '/assistant'])
      expect(await send(path, from, 'POST')).toBe(200);
    expect(await send('/replies', from, 'POST')).toBe(429);
    expect(await send('/assistant', from)).toBe(200);
    expect(await send('/drafts/d1/save', from, 'POST')).toBe(200);
  });
});

describe('a cross-site POST (abuse 10)', () => {
  it('is refused with 403 before any route sees it', async () => {
    const cookie = { cookie: `hq_session=${'a'.repeat(43)}` };
    const foreign = await ask(
      { ...cookie, origin: 'https://evil.example', 'x-forwarded-for': '203.0.113.60' },
      'POST',
    );
    expect(foreign.status).toBe(403);
    expect(await foreign.json()).toMatchObject({ code: 'cross-site' });
    const silent = await ask({ ...cookie, 'x-forwarded-for': '203.0.113.61' }, 'POST');
    expect(silent.status).toBe(403);
  });
});

describe('the metrics', () => {
  it('count what was answered, by route and status, and the queue', async () => {
    await database.db.job.create({ data: { kind: 'send-mail', payload: {} } });
    const { text } = await metrics.read();
    expect(text).toMatch(
      /huiqitong_http_requests_total\{method="GET",route="\/api\/v1\/search",status="429"\} 2/,
    );
    expect(text).toContain('huiqitong_jobs{kind="send-mail",state="waiting"} 1');
    expect(text).toContain('huiqitong_passages 0');
  });
});
