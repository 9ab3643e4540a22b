import http from 'node:http';
import type { AddressInfo } from 'node:net';

import { afterEach, expect, test, vi } from 'vitest';

import { appendMessage } from '~/prisma/outbox/append-message.server';
import type { Channel, OutgoingChannel } from '~/prisma/outbox/channels/channel';
import { smsChannel } from '~/prisma/outbox/channels/sms-channel.server';
import { startOutbox, type OutboxToWork } from '~/prisma/outbox/work-outbox.server';
import { useDatabase } from '~/test/setup/database';

const { db } = useDatabase();
const noon = new Date('2026-11-22T02:00:00Z');
const closing: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close();
  await db.outbox.deleteMany();
});

async function queue(channel: OutgoingChannel, count: number) {
  for (let n = 0; n < count; n += 1)
    await appendMessage(db, {
      ...{ channel, recipient: 'u1', kind: 'deadline', dedupeKey: `${channel}:${String(n)}`, at: noon },
      content: { title: '标题', body: '一项待查看。拒收请回复R' },
    });
}

function work(openChannel: (channel: OutgoingChannel) => Channel, more: Partial<OutboxToWork> = {}) {
  const worker = startOutbox({
    ...{ db, now: () => noon, pollMs: 20 },
    openChannel: (channel) => Promise.resolve(openChannel(channel)),
    compose: (row) =>
      Promise.resolve({
        ...{ key: row.id, recipient: row.recipient, title: '标题', body: '一项待查看。拒收请回复R' },
        ...{ url: null, unsubscribeUrl: null },
      }),
    ...more,
  });
  closing.push(() => worker.stop());
  return worker;
}

const waitUntil = (met: () => void | Promise<void>) => vi.waitFor(met, { timeout: 20_000, interval: 20 });

/** A gateway that takes requests and never answers. */
async function hangingGateway() {
  let asked = 0;
  const server = http.createServer(() => void (asked += 1));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  closing.push(async () => {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  });
  const url = `http://127.0.0.1:${String((server.address() as AddressInfo).port)}/`;
  const limits = { keyId: 'hq', secret: 's', timeoutMs: 120_000 };
  return { asked: () => asked, channel: smsChannel({ url, ...limits }, () => noon) };
}

test('a gateway that hangs keeps its own places and no other channel’s', async () => {
  const gateway = await hangingGateway();
  await queue('sms', 12);
  await queue('mail', 30);
  const mail: Channel = { send: () => Promise.resolve({ outcome: 'delivered' }) };
  work((channel) => (channel === 'sms' ? gateway.channel : mail));
  await waitUntil(async () =>
    expect(await db.outbox.count({ where: { channel: 'mail', state: 'sent' } })).toBe(30),
  );
  await waitUntil(() => expect(gateway.asked()).toBe(5));
  expect(await db.outbox.count({ where: { channel: 'sms', leaseOwner: { not: null } } })).toBe(5);
});

test('what is under way when it stops is given back, and the try doesn’t count', async () => {
  const gateway = await hangingGateway();
  await queue('sms', 1);
  const worker = work(() => gateway.channel);
  await waitUntil(() => expect(gateway.asked()).toBe(1));
  await worker.stop();
  expect(await db.outbox.findFirstOrThrow()).toMatchObject({
    ...{ state: 'waiting', attempts: 0, leaseOwner: null },
  });
});

test('a fault of what fills the outbox is told, and what stands in it leaves all the same', async () => {
  await queue('mail', 1);
  const told: unknown[] = [];
  work(() => ({ send: () => Promise.resolve({ outcome: 'delivered' }) }), {
    prepare: () => Promise.reject(new Error('a plan failed')),
    onError: (error, row) => told.push([(error as Error).message, row.kind]),
  });
  await waitUntil(async () => expect(await db.outbox.count({ where: { state: 'sent' } })).toBe(1));
  expect(told[0]).toEqual(['a plan failed', 'outbox-prepare']);
});
