import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';

import { receiptDependencies, sendDependencies } from '~/app/jobs/send-messages.server';
import { defaultChoice } from '~/knowledge/policies/push/delivery-choice';
import { planDueMessages } from '~/knowledge/policies/push/plan-messages.server';
import { tryNextWay } from '~/knowledge/policies/push/try-next-way.server';
import { tellPerson } from '~/knowledge/policies/push/tell-person.server';
import { sealKey } from '~/prisma/access/seal-key.server';
import { askReceipts, type ReceiptDependencies } from '~/prisma/outbox/ask-receipts.server';
import { readSendResult } from '~/prisma/outbox/channels/dingtalk-channel.server';
import { sendDue } from '~/test/setup/send-due';
import { makeContext, makePerson } from '~/test/app/session/make-context';
import { faultyReceiver } from '~/test/prisma/outbox/faulty-receiver';
import { useDatabase } from '~/test/setup/database';

const database = useDatabase();
const { db } = database;
const key = Buffer.alloc(32, 7);
const minute = 60_000;
const signal = new AbortController().signal;

/** What 钉钉 answers of each task, in the shape of its documents: lists that are empty may be missing. */
let result: Record<string, unknown> | null = {};
let errcode = 0;
const asked: { agent_id?: unknown; task_id?: unknown }[] = [];
let tokens = 0;
let receiver: Awaited<ReturnType<typeof faultyReceiver>>;
let clock: ReturnType<typeof makeContext>;
let receipts: ReceiptDependencies;
let person: Awaited<ReturnType<typeof makePerson>>;

beforeAll(async () => {
  receiver = await faultyReceiver(
    ({ path, body }) => {
      if (path.startsWith('/gettoken')) {
        tokens += 1;
        return { body: { errcode: 0, access_token: `t${String(tokens)}`, expires_in: 7200 } };
      }
      if (path.startsWith('/topapi/message/corpconversation/asyncsend_v2'))
        return { body: { errcode: 0, errmsg: 'ok', task_id: 256271667526, request_id: 'r' } };
      asked.push(JSON.parse(body) as (typeof asked)[number]);
      if (errcode !== 0) {
        const code = errcode;
        errcode = 0;
        return { body: { errcode: code, errmsg: 'no' } };
      }
      return { body: { errcode: 0, errmsg: 'ok', request_id: 'r', ...(result && { send_result: result }) } };
    },
    [],
    0,
  );
});
afterAll(() => receiver.close());

beforeEach(async () => {
  for (const table of ['outbox', 'personalMessage', 'notice', 'deliveryChannel'] as const)
    await (db[table] as typeof db.outbox).deleteMany();
  asked.length = 0;
  result = {};
  errcode = 0;
  clock = makeContext(database, { PUBLIC_URL: 'https://hq.example.cn' });
  clock.pass(Date.parse('2026-11-23T02:00:00Z') - clock.now().valueOf());
  Object.assign(clock.services, { sealingKey: key, signingKey: key });
  receipts = receiptDependencies(clock.services);
  person = await makePerson(database, { now: clock.now() });
  const setUp = (channel: string, config: object, secret: object) =>
    db.deliveryChannel.create({
      data: {
        ...{ channel, config, sealedSecret: sealKey(key, JSON.stringify(secret)) },
        updatedAt: clock.now(),
      },
    });
  await setUp(
    'dingtalk',
    { appKey: 'k', agentId: '836390886', baseUrl: receiver.url },
    { secret: 'a secret' },
  );
  await setUp('sms', { url: `${receiver.url}/sms`, keyId: 'k' }, { secret: 'a secret of the gateway' });
  await setUp('dingtalk-robot', {}, { url: `${receiver.url}/robot`, secret: 'SEC0123456789abc' });
  await verify('dingtalk', 'lin01');
});

const verify = (channel: string, address: string) =>
  db.contactAddress.create({
    data: { personId: person.id, channel, address, verifiedAt: clock.now() },
  });

/** A message about a reply, which by default leaves by 钉钉 and not as a short message, taken by 钉钉. */
async function sendOne(more: object = {}) {
  await db.$transaction((tx) =>
    tellPerson(
      tx,
      {
        ...{ personId: person.id, kind: 'question.replied', params: { number: '2611-1' } },
        ...{ dedupeKey: 'a', link: '/replies', ...more },
      },
      { now: clock.now(), byMail: true },
    ),
  );
  await planDueMessages(clock.services, signal);
  await sendDue(sendDependencies(clock.services), signal);
  return db.outbox.findFirstOrThrow({ where: { channel: 'dingtalk' } });
}
const row = () => db.outbox.findFirstOrThrow({ where: { channel: 'dingtalk' } });
const ask = () => askReceipts(receipts, signal);
const others = async () =>
  (await db.outbox.findMany({ where: { channel: { notIn: ['dingtalk', 'dingtalk-robot'] } } })).map(
    ({ channel, recipient }) => [channel, recipient],
  );

describe('a work notice that 钉钉 took', () => {
  test('is asked about two minutes later, by its task, and again until it was read', async () => {
    expect(await sendOne()).toMatchObject({ state: 'sent', reference: '256271667526', receipt: null });
    expect(await ask()).toBe(0);
    clock.pass(2 * minute);
    result = { unread_user_id_list: ['lin01'] };
    expect(await ask()).toBe(1);
    expect(asked).toEqual([{ agent_id: '836390886', task_id: 256271667526 }]);
    expect(await row()).toMatchObject({ state: 'sent', receipt: 'reached' });
    expect(await ask()).toBe(0);
    clock.pass(60 * minute);
    result = { read_user_id_list: ['lin01'] };
    await ask();
    expect(await row()).toMatchObject({ state: 'sent', receipt: 'read', askAt: null });
  });

  test('that reached nobody is a dead letter, the desk hears of it, and the next verified way is tried once', async () => {
    await verify('sms', '13800000001');
    await sendOne();
    expect(await others()).toEqual([]);
    clock.pass(2 * minute);
    result = { failed_user_id_list: ['lin01'] };
    await ask();
    await ask();
    expect(await row()).toMatchObject({ state: 'dead', receipt: 'lost', askAt: null });
    expect((await row()).error).toMatch(/^not-reached: /);
    expect(await db.outbox.count({ where: { kind: 'alert.dead-letter', channel: 'dingtalk-robot' } })).toBe(
      1,
    );
    expect(await others()).toEqual([['sms', '13800000001']]);
  });

  test('isn’t sent by a way that the person switched off, nor where another way brought it, nor too late', async () => {
    await verify('sms', '13800000001');
    await db.deliveryChoice.create({
      data: { personId: person.id, choice: defaultChoice, updatedAt: clock.now() },
    });
    await sendOne();
    clock.pass(2 * minute);
    result = { invalid_user_id_list: ['lin01'] };
    await ask();
    expect((await row()).error).toMatch(/^unknown-recipient: /);
    expect(await others()).toEqual([]);

    // A case goes by both at once.
    await db.outbox.deleteMany();
    await sendOne({ kind: 'case.approved', dedupeKey: 'b', params: { title: '申报表' } });
    await db.outbox.updateMany({ where: { channel: 'sms' }, data: { state: 'sent' } });
    clock.pass(2 * minute);
    await ask();
    expect(await row()).toMatchObject({ state: 'dead' });
    expect(await others()).toEqual([['sms', '13800000001']]);

    await db.outbox.deleteMany();
    await db.deliveryChoice.deleteMany();
    await sendOne({ dedupeKey: 'c', closesOn: '2026-11-23' });
    clock.pass(24 * 60 * minute);
    await ask();
    expect(await others()).toEqual([]);
  });

  test('takes along by the next way only what is still wanted there: no topic left since, no reminder by short message', async () => {
    await verify('sms', '13800000001');
    // Told together; since then the person left the opportunities.
    const choice = { ...defaultChoice, digest: 'at-once' as const, restDays: false };
    const both = { ...choice.channels, deadline: ['dingtalk' as const], opportunity: ['dingtalk' as const] };
    const saved = (next: object) => ({ choice: next, updatedAt: clock.now() });
    await db.deliveryChoice.create({
      data: { personId: person.id, ...saved({ ...choice, channels: both }) },
    });
    const tell = (kind: string, params: Record<string, string>) =>
      db.$transaction((tx) =>
        tellPerson(
          tx,
          { personId: person.id, kind, params, dedupeKey: kind },
          { now: clock.now(), byMail: true },
        ),
      );
    await tell('reminder-draft', { title: '申报表', days: '3' });
    await tell('opportunity-ended', { title: '稳岗返还', reason: '已到期' });
    await tell('deadline', { title: '稳岗返还', date: '2026-12-01', days: '8' });
    await db.personalMessage.updateMany({ data: { state: 'sent' } });
    const { id } = await db.outbox.create({
      data: {
        ...{ channel: 'dingtalk', recipient: 'lin01', kind: 'digest', dedupeKey: 'd', state: 'dead' },
        ...{ payload: {}, personId: person.id },
      },
    });
    for (const { id: messageId } of await db.personalMessage.findMany())
      await db.messageDelivery.create({ data: { messageId, channel: 'dingtalk', outboxId: id } });
    const channels = { ...both, deadline: ['dingtalk', 'sms'], opportunity: ['dingtalk', 'sms'] };
    await db.deliveryChoice.updateMany({ data: saved({ ...choice, channels, off: ['opportunity'] }) });
    expect(await db.$transaction((tx) => tryNextWay(tx, clock.services, id))).toBe('sms');
    const { kind } = await db.outbox.findFirstOrThrow({ where: { channel: 'sms' } });
    expect(kind).toBe('deadline');
    expect(await db.messageDelivery.count({ where: { channel: 'sms' } })).toBe(1);
  });

  test('of which nothing is told within a day stays sent, and is asked about no more', async () => {
    await sendOne();
    for (const minutes of [2, 8, 50, 300]) {
      clock.pass(minutes * minute);
      expect(await ask()).toBe(1);
    }
    expect(await row()).toMatchObject({ state: 'sent', receipt: null });
    clock.pass(20 * 60 * minute);
    await ask();
    expect(await row()).toMatchObject({ state: 'sent', receipt: 'unknown', askAt: null });
    clock.pass(48 * 60 * minute);
    expect(await ask()).toBe(0);
  });

  test('is asked about with a fresh token where the old one isn’t taken, and later where 钉钉 fails', async () => {
    await sendOne();
    clock.pass(2 * minute);
    const before = tokens;
    await ask();
    expect(tokens).toBe(before + 1);
    clock.pass(10 * minute);
    errcode = 42001;
    result = { unread_user_id_list: ['lin01'] };
    await ask();
    expect(tokens).toBe(before + 2);
    expect(await row()).toMatchObject({ receipt: 'reached' });
    clock.pass(60 * minute);
    errcode = -1;
    await ask();
    expect(await row()).toMatchObject({ state: 'sent', receipt: 'reached' });
  });
});

test('a channel that is switched off answers nothing; the row waits', async () => {
  await sendOne();
  clock.pass(2 * minute);
  await db.deliveryChannel.updateMany({ where: { channel: 'dingtalk' }, data: { enabled: false } });
  await ask();
  expect(asked).toEqual([]);
  expect((await row()).askAt).not.toBeNull();
});

describe('the lists of a result', () => {
  test.each([
    [{ read_user_id_list: ['a'] }, 'read'],
    [{ unread_user_id_list: ['a'] }, 'reached'],
    [{ invalid_user_id_list: ['a'] }, 'lost'],
    [{ failed_user_id_list: ['a'] }, 'lost'],
    [{ forbidden_user_id_list: ['a'] }, 'lost'],
    [{ forbidden_list: [{ userid: 'a', code: '143105', count: 500 }] }, 'lost'],
    // The same words of the same day: the member has them.
    [{ forbidden_list: [{ userid: 'a', code: 143106, count: 1 }], forbidden_user_id_list: ['a'] }, 'reached'],
    [{ failed_user_id_list: ['b'], forbidden_list: [{ userid: 'b', code: '143105' }, null] }, 'open'],
    [{ failed_user_id_list: 'a' }, 'open'],
    [{}, 'open'],
  ])('%j is %s', (sendResult, receipt) => {
    expect(readSendResult({ errcode: 0, send_result: sendResult }, 'a').receipt).toBe(receipt);
  });

  test('no result, or a refusal, tells nothing', () => {
    expect(readSendResult({ errcode: 0 }, 'a').receipt).toBe('open');
    expect(readSendResult({ errcode: 88, sub_code: '90018', send_result: {} }, 'a').receipt).toBe('open');
    expect(readSendResult({ errcode: 0, send_result: null }, 'a').receipt).toBe('open');
  });
});
