import http from 'node:http';
import type { AddressInfo } from 'node:net';

import { afterEach, beforeAll, expect, test, vi } from 'vitest';

import { appendCaseEvent } from '~/forms/cases/append-case-event.server';
import { composeWebhook } from '~/forms/webhooks/compose-webhook.server';
import { addWebhook } from '~/forms/webhooks/manage-webhooks.server';
import { webhookChannel } from '~/forms/webhooks/webhook-channel.server';
import { startOutbox, type OutboxWorker } from '~/prisma/outbox/work-outbox.server';

import { useDatabase } from '../../setup/database';
import { fileApplication } from '../exports/write-application-table';
import { buildCity, key, noon, publish, reviewer } from '../small-city';

const { db } = useDatabase();
let at = noon;
// Long enough that nothing here waits for it to end: what arrives, arrives beside what hangs.
const deps = { db, now: () => at, sealingKey: key, allowPrivate: true, timeoutMs: 120_000 };
let form: { formId: string; versionId: string };
const closing: (() => Promise<unknown>)[] = [];

beforeAll(async () => {
  await buildCity(db);
  form = await publish(db, 'rd');
});
afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close();
  await db.formWebhook.deleteMany();
  await db.outbox.deleteMany();
  at = noon;
});

/** A real server on this machine; `answer` says what becomes of a request, and may keep it waiting. */
async function receiver(answer: (response: http.ServerResponse, n: number) => void) {
  const cases: string[] = [];
  let most = 0;
  let open = 0;
  const server = http.createServer((request, response) => {
    most = Math.max(most, (open += 1));
    response.on('close', () => (open -= 1));
    let body = '';
    request.on('data', (chunk: Buffer) => (body += chunk.toString()));
    request.on('end', () => {
      cases.push((JSON.parse(body) as { data: { caseNumber: string } }).data.caseNumber);
      answer(response, cases.length);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  closing.push(async () => {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  });
  const url = `http://127.0.0.1:${String((server.address() as AddressInfo).port)}/hooks`;
  await addWebhook({ ...deps, locale: 'zh-CN' }, reviewer, {
    ...{ formId: form.formId, url, events: ['approved'], withContent: false },
  });
  return { cases, most: () => most };
}

function work(mostOfChannel = 20): OutboxWorker {
  const worker = startOutbox({
    ...{
      db,
      now: () => at,
      chance: () => 0,
      channels: ['webhook'],
      inOrder: true,
      mostOfChannel,
      pollMs: 20,
    },
    openChannel: () => Promise.resolve(webhookChannel(deps)),
    compose: (row) => composeWebhook({ db, now: () => at }, row),
  });
  closing.push(() => worker.stop());
  return worker;
}

/** Approves so many cases, one after the other; gives their numbers in that order. */
async function approve(count: number): Promise<string[]> {
  const numbers: string[] = [];
  for (let n = 0; n < count; n += 1) {
    const { caseId } = await fileApplication(db, { ...form, data: {}, at: noon });
    const step = { caseId, enterpriseId: 'zhizao', kind: 'approved', from: ['submitted'] } as const;
    await db.$transaction((tx) =>
      appendCaseEvent(tx, reviewer, { ...step, from: ['submitted'], to: 'approved', reason: '意见' }, at),
    );
    numbers.push((await db.case.findUniqueOrThrow({ where: { id: caseId } })).number);
  }
  return numbers;
}

const waitUntil = (met: () => void | Promise<void>) => vi.waitFor(met, { timeout: 20_000, interval: 20 });

test('a receiver that hangs delays itself alone: the other gets everything, in order, one at a time', async () => {
  const held: http.ServerResponse[] = [];
  const hanging = await receiver((response) => held.push(response));
  const quick = await receiver((response) => response.end('said'));
  const numbers = await approve(12);
  work();
  await waitUntil(() => expect(quick.cases).toEqual(numbers));
  expect(quick.most()).toBe(1);
  // It was asked once and has its later messages still before it.
  expect(hanging.cases).toEqual(numbers.slice(0, 1));
  expect(await db.outbox.count({ where: { state: 'waiting' } })).toBe(12);
  // Once it answers, the rest comes in order, one at a time.
  held.shift()?.end('said');
  await waitUntil(() => {
    held.splice(0).forEach((response) => response.end('said'));
    expect(hanging.cases).toEqual(numbers);
  });
  expect(hanging.most()).toBe(1);
});

test('what is sent after a message that failed waits until it is through or laid aside', async () => {
  const failing = await receiver((response, n) => response.writeHead(n === 1 ? 503 : 200).end('said'));
  const numbers = await approve(3);
  work();
  await waitUntil(async () => {
    const first = await db.webhookAttempt.count({ where: { outcome: 'later' } });
    expect([first, failing.cases.length]).toEqual([1, 1]);
  });
  at = new Date(noon.valueOf() + 60_000);
  await waitUntil(() => expect(failing.cases).toEqual([numbers[0], ...numbers]));
});

test('as many as are allowed are under way at once, and no more', async () => {
  const held: http.ServerResponse[] = [];
  const receivers: { cases: string[] }[] = [];
  for (let n = 0; n < 4; n += 1) receivers.push(await receiver((response) => held.push(response)));
  await approve(2);
  work(3);
  await waitUntil(() => expect(held).toHaveLength(3));
  expect(await db.outbox.count({ where: { leaseOwner: { not: null } } })).toBe(3);
  // A place that becomes free goes to the one that waited longest.
  held.shift()?.end('said');
  await waitUntil(() => expect(receivers.filter(({ cases }) => cases.length > 0)).toHaveLength(4));
});

test('of two processes only one has a receiver’s message under way', async () => {
  const held: http.ServerResponse[] = [];
  const hanging = await receiver((response) => held.push(response));
  await approve(3);
  work();
  work();
  await waitUntil(() => expect(hanging.cases).toHaveLength(1));
  for (let look = 0; look < 5; look += 1) await new Promise((resolve) => setTimeout(resolve, 40));
  expect(hanging.cases).toHaveLength(1);
});
