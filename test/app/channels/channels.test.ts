import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';

import { changeChannels } from '~/app/channels/change-channels.server';
import { getChannelsPage } from '~/app/channels/get-channels-page.server';
import { checkChannels } from '~/app/doctor/check-channels.server';
import { loadWeeklyCap } from '~/knowledge/policies/push/plan-messages.server';
import { NotFoundError } from '~/prisma/access/access-denied';
import { anonymousReader, type Reader } from '~/prisma/access/reader';
import { deriveKey, installationSecret } from '~/prisma/access/signing-key.server';
import { makeContext } from '~/test/app/session/make-context';
import { faultyReceiver } from '~/test/prisma/outbox/faulty-receiver';
import { useDatabase } from '~/test/setup/database';

const database = useDatabase();
const { db } = database;
const clock = makeContext(database);
const sealingKey = deriveKey(installationSecret(clock.services.settings), 'model-server-keys');
Object.assign(clock.services, { sealingKey });
const admin: Reader = { ...anonymousReader, kind: 'system', name: '管理员' };
const asked: string[] = [];
let status = 200;
let receiver: Awaited<ReturnType<typeof faultyReceiver>>;
beforeAll(async () => {
  receiver = await faultyReceiver(
    ({ body }) => {
      asked.push(body);
      return { status, body: {} };
    },
    [],
    0,
  );
});
afterAll(() => receiver.close());
beforeEach(async () => {
  await db.deliveryChannel.deleteMany();
  await db.outbox.deleteMany();
  status = 200;
});

const post = (fields: Record<string, string>) => changeChannels(clock.services, admin, fields, 'zh-CN');
const gateway = () => ({
  ...{ intent: 'save', channel: 'sms', url: `${receiver.url}/send`, keyId: 'hq' },
  secret: 'a secret of sixteen or more',
});
const smsRow = async () => (await getChannelsPage(clock.services, admin)).channels[0];

describe('a channel', () => {
  test('is kept sealed, never shown again, and tried by a test to oneself', async () => {
    expect((await post(gateway())).done).toBe('saved');
    const stored = JSON.stringify(await db.deliveryChannel.findMany());
    expect(stored).not.toContain('sixteen');
    expect(JSON.stringify(await getChannelsPage(clock.services, admin))).not.toContain('sixteen');
    expect(JSON.stringify(await db.auditEntry.findMany())).not.toContain('sixteen');
    const tested = await post({ intent: 'test', channel: 'sms', recipient: '13800000000' });
    expect(tested.test).toEqual({ outcome: 'arrived' });
    expect(asked.at(-1)).toContain('拒收请回复R');
    expect(await smsRow()).toMatchObject({ isFailing: false, enabled: true });
  });

  test('says what is wrong by field, and shows no secret with it', async () => {
    const answer = await post({ ...gateway(), url: 'gateway', secret: 'short' });
    expect(answer.errors).toEqual({
      url: '地址应以 http:// 或 https:// 开头',
      secret: '签名密钥至少 16 个字符',
    });
    expect(JSON.stringify(answer)).not.toContain('"short"');
  });

  test('keeps its secret when only a name changes, and asks for it again when the address does', async () => {
    await post(gateway());
    const before = await db.deliveryChannel.findFirstOrThrow();
    expect((await post({ ...gateway(), keyId: 'other', secret: '' })).done).toBe('saved');
    expect((await db.deliveryChannel.findFirstOrThrow()).sealedSecret).toBe(before.sealedSecret);
    const moved = await post({ ...gateway(), url: 'https://elsewhere.example', secret: '' });
    expect(Object.keys(moved.errors)).toEqual(['secret']);
  });

  test('that fails says so, also to the doctor; one that is off sends nothing', async () => {
    await post(gateway());
    const line = async () => (await checkChannels(clock.services.settings))[0];
    expect(await line()).toMatchObject({ check: 'channel-sms', state: 'weak' });
    status = 403;
    const tested = await post({ intent: 'test', channel: 'sms', recipient: '13800000000' });
    expect(tested.test).toEqual({ outcome: 'failed', code: 'bad-credentials', detail: '403' });
    expect(await smsRow()).toMatchObject({ isFailing: true, fault: { code: 'bad-credentials' } });
    expect((await line())?.zh).toContain('最近一次发送失败');
    clock.pass(1000);
    status = 200;
    await post({ intent: 'test', channel: 'sms', recipient: '13800000000' });
    expect(await line()).toMatchObject({ state: 'good' });
    await post({ intent: 'disable', channel: 'sms' });
    expect(await line()).toBeUndefined();
    const off = await post({ intent: 'test', channel: 'sms', recipient: '13800000000' });
    expect(off.test).toMatchObject({ code: 'not-configured' });
    await post({ intent: 'remove', channel: 'sms' });
    expect(await smsRow()).toMatchObject({ isSetUp: false });
  });

  test('whose secret can’t be opened any more is named by the doctor', async () => {
    await post(gateway());
    await db.deliveryChannel.updateMany({ data: { sealedSecret: 'AAAA' } });
    expect((await checkChannels(clock.services.settings))[0]).toMatchObject({ state: 'failed' });
  });
});

describe('a dead letter', () => {
  const letter = (id: string, channel = 'sms') =>
    db.outbox.create({
      data: {
        ...{ id, channel, recipient: '13812345678', kind: 'deadline', dedupeKey: id, state: 'dead' },
        ...{ attempts: 8, error: 'server-fault: 500', payload: { title: '', body: '机密' } },
      },
    });

  test('is shown without its words, sent again with its old key, or dropped, and that is in the audit', async () => {
    await letter('one');
    await letter('two');
    const { letters, count } = await getChannelsPage(clock.services, admin);
    expect(count).toBe(2);
    expect(letters[0]).toMatchObject({ recipient: '138****5678', fault: { code: 'server-fault' } });
    expect(JSON.stringify(letters)).not.toContain('机密');
    await post({ intent: 'retry', id: 'one' });
    expect(await db.outbox.findUnique({ where: { id: 'one' } })).toMatchObject({
      ...{ state: 'waiting', attempts: 0, dedupeKey: 'one' },
    });
    await post({ intent: 'drop', id: 'two' });
    expect(await db.outbox.findUnique({ where: { id: 'two' } })).toMatchObject({ state: 'dropped' });
    await expect(post({ intent: 'drop', id: 'two' })).rejects.toThrow(NotFoundError);
    const audit = await db.auditEntry.findMany({ where: { action: { startsWith: 'dead-letter' } } });
    expect(audit.map(({ action }) => action)).toEqual(['dead-letter.retry', 'dead-letter.drop']);
  });

  test('of one channel can be sent again together', async () => {
    await letter('three');
    await letter('four', 'mail');
    await post({ intent: 'retry', id: 'all', channel: 'mail' });
    expect(await db.outbox.count({ where: { state: 'waiting', channel: 'mail' } })).toBe(1);
    expect(await db.outbox.count({ where: { state: 'dead' } })).toBe(1);
  });
});

test('the cap is the city’s, between 1 and 14', async () => {
  expect(await loadWeeklyCap(db)).toBe(3);
  expect((await post({ intent: 'cap', weeklyCap: '0' })).errors.weeklyCap).toContain('1 到 14');
  expect((await post({ intent: 'cap', weeklyCap: '5' })).done).toBe('cap');
  expect(await loadWeeklyCap(db)).toBe(5);
});
