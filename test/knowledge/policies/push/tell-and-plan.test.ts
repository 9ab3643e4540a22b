import { beforeEach, describe, expect, test } from 'vitest';

import { composeMessage } from '~/app/jobs/compose-message.server';
import { sendDependencies } from '~/app/jobs/send-messages.server';
import { readUnsubscribeToken } from '~/app/notices/unsubscribe-token';
import { alertDesk } from '~/knowledge/policies/push/alert-desk.server';
import { defaultChoice } from '~/knowledge/policies/push/delivery-choice';
import { planDueMessages } from '~/knowledge/policies/push/plan-messages.server';
import { tellPerson, type PersonMessage } from '~/knowledge/policies/push/tell-person.server';
import { sealKey } from '~/prisma/access/seal-key.server';
import { sendDue } from '~/test/setup/send-due';
import { makeContext, makeEnterprise, makePerson } from '~/test/app/session/make-context';
import { faultyReceiver } from '~/test/prisma/outbox/faulty-receiver';
import { useDatabase } from '~/test/setup/database';

const database = useDatabase();
const { db } = database;
const key = Buffer.alloc(32, 7);
let person: Awaited<ReturnType<typeof makePerson>>;
let clock: ReturnType<typeof makeContext>;

beforeEach(async () => {
  await db.outbox.deleteMany();
  await db.personalMessage.deleteMany();
  await db.notice.deleteMany();
  await db.deliveryChannel.deleteMany();
  // Monday, 23 November, ten in the morning.
  clock = makeContext(database, { SMTP_URL: 'smtp://127.0.0.1:9', PUBLIC_URL: 'https://hq.example.cn' });
  clock.pass(Date.parse('2026-11-23T02:00:00Z') - clock.now().valueOf());
  Object.assign(clock.services, { sealingKey: key, signingKey: key });
  person = await makePerson(database, { now: clock.now() });
  await db.contactAddress.create({
    data: {
      ...{ personId: person.id, channel: 'mail', address: `${person.loginName}@example.cn` },
      verifiedAt: clock.now(),
    },
  });
});

const tell = (message: Partial<PersonMessage> & { kind: string; dedupeKey: string }) =>
  db.$transaction((tx) =>
    tellPerson(
      tx,
      { personId: person.id, params: { policy: '研发补助', title: '申报表' }, ...message },
      { now: clock.now(), byMail: true },
    ),
  );
const plan = () => planDueMessages(clock.services, new AbortController().signal);
const outbox = () => db.outbox.findMany({ orderBy: { createdAt: 'asc' } });

describe('telling a person', () => {
  test('is a notice at once, and a message by the way that was verified, once a key', async () => {
    const message = { kind: 'case.approved', dedupeKey: 'a', link: '/my/applications/1' };
    expect(await tell(message)).toBe(true);
    expect(await tell(message)).toBe(true);
    await plan();
    await plan();
    expect(await db.notice.count()).toBe(1);
    const rows = await outbox();
    expect(rows).toMatchObject([{ channel: 'mail', recipient: `${person.loginName}@example.cn` }]);
    const sent = await composeMessage(clock.services, rows[0]!);
    expect(sent.title).toBe('申报已通过：申报表');
    expect(sent.body).toContain('https://hq.example.cn/my/applications/1');
    expect(sent.body).toContain('https://hq.example.cn/my/notifications');
    expect(sent.unsubscribeUrl).toBeNull();
  });

  test('keeps opportunities for the digest of the next morning, with one link to leave the topic', async () => {
    await tell({ kind: 'opportunity-eligible', dedupeKey: 'a', subject: 'opportunity:1', link: '/a' });
    await tell({
      kind: 'opportunity-one-step',
      dedupeKey: 'b',
      subject: 'opportunity:2',
      closesOn: '2026-12-01',
    });
    await plan();
    expect(await outbox()).toEqual([]);
    clock.pass(23 * 3_600_000);
    await plan();
    const [row] = await outbox();
    expect(row).toMatchObject({ kind: 'digest', topic: 'opportunity' });
    const sent = await composeMessage(clock.services, row!);
    expect(sent.title).toBe('2 项惠企政策有新结论');
    expect(sent.body).toMatch(
      /1\. 差一项：研发补助[\s\S]*2\. 符合：研发补助[\s\S]*https:\/\/hq\.example\.cn\/a/,
    );
    const token = sent.unsubscribeUrl?.split('/').at(-1) ?? '';
    expect(readUnsubscribeToken(key, token)).toEqual({ personId: person.id, topic: 'opportunity' });
    expect(readUnsubscribeToken(Buffer.alloc(32, 8), token)).toBeNull();
    expect(await db.messageDelivery.count()).toBe(2);
  });

  test('says nothing of a topic that the person left or the firm’s manager gave to others', async () => {
    const { id: enterpriseId } = await makeEnterprise(database);
    await db.deliveryChoice.create({
      data: {
        ...{ personId: person.id, updatedAt: clock.now() },
        choice: { ...defaultChoice, off: ['opportunity'] },
      },
    });
    expect(await tell({ kind: 'opportunity-eligible', dedupeKey: 'a' })).toBe(false);
    await db.memberTopics.create({
      data: { ...{ personId: person.id, enterpriseId, updatedAt: clock.now() }, off: ['case'] },
    });
    expect(await tell({ kind: 'case.returned', dedupeKey: 'b', enterpriseId })).toBe(false);
    expect(await tell({ kind: 'case.returned', dedupeKey: 'c' })).toBe(true);
    expect(await db.notice.count()).toBe(1);
  });

  test('keeps from whoever left the firm meanwhile what it speaks of', async () => {
    const { id: enterpriseId } = await makeEnterprise(database);
    const { id: other } = await makeEnterprise(database);
    await db.membership.createMany({
      data: [
        { personId: person.id, enterpriseId, state: 'removed' },
        { personId: person.id, enterpriseId: other, state: 'active' },
      ],
    });
    await tell({ kind: 'case.returned', dedupeKey: 'a', enterpriseId });
    await tell({ kind: 'case.returned', dedupeKey: 'b', enterpriseId: other, link: '/b' });
    await plan();
    expect(await db.personalMessage.findMany({ orderBy: { dedupeKey: 'asc' } })).toMatchObject([
      { state: 'dropped', because: 'left' },
      { state: 'sent' },
    ]);
    expect(await outbox()).toHaveLength(1);
    await tell({ kind: 'case.returned', dedupeKey: 'c', enterpriseId: other });
    await db.person.update({ where: { id: person.id }, data: { disabledAt: clock.now() } });
    await plan();
    expect(await outbox()).toHaveLength(1);
  });

  test('goes nowhere unverified, but for what concerns the account itself', async () => {
    await db.contactAddress.deleteMany();
    await db.person.update({ where: { id: person.id }, data: { email: `${person.loginName}@own.cn` } });
    await tell({ kind: 'case.approved', dedupeKey: 'a' });
    await tell({ kind: 'membership-confirmed', dedupeKey: 'b' });
    await plan();
    expect(await outbox()).toMatchObject([
      { kind: 'membership-confirmed', recipient: `${person.loginName}@own.cn` },
    ]);
    expect(await db.personalMessage.findFirst({ where: { dedupeKey: 'a' } })).toMatchObject({
      ...{ state: 'dropped', because: 'no-channel' },
    });
  });

  test('a plan that fails keeps nobody else waiting, and is tried again later', async () => {
    const other = await makePerson(database, { now: clock.now() });
    await db.deliveryChoice.create({
      data: { personId: other.id, choice: { digest: 'never' }, updatedAt: clock.now() },
    });
    await db.personalMessage.create({
      data: {
        ...{ personId: other.id, kind: 'case.approved', topic: 'case', locale: 'zh-CN', values: {} },
        ...{ dedupeKey: 'poison', nextAt: new Date(0) },
      },
    });
    await tell({ kind: 'case.approved', dedupeKey: 'a' });
    const failed: string[] = [];
    await planDueMessages(
      { ...clock.services, onError: (_, personId) => failed.push(personId) },
      new AbortController().signal,
    );
    expect(failed).toEqual([other.id]);
    expect(await outbox()).toHaveLength(1);
    expect((await db.personalMessage.findFirstOrThrow({ where: { dedupeKey: 'poison' } })).nextAt).toEqual(
      new Date(clock.now().valueOf() + 5 * 60_000),
    );
  });

  test('reminds at night only of what is urgent', async () => {
    clock.pass(12 * 3_600_000);
    await tell({ kind: 'deadline', dedupeKey: 'a', closesOn: '2026-11-24', urgent: true });
    await tell({ kind: 'deadline', dedupeKey: 'b', closesOn: '2026-12-24' });
    await plan();
    expect(await outbox()).toHaveLength(1);
    expect((await db.personalMessage.findFirstOrThrow({ where: { dedupeKey: 'b' } })).nextAt).toEqual(
      new Date('2026-11-24T00:30:00Z'),
    );
  });
});

test('a group of the desk hears what went wrong once a day, by the robot as it was set up and sealed', async () => {
  const texts: string[] = [];
  const receiver = await faultyReceiver(
    ({ body }) => {
      texts.push((JSON.parse(body) as { text: { content: string } }).text.content);
      return { body: { errcode: 0 } };
    },
    [],
    0,
  );
  await db.deliveryChannel.create({
    data: {
      ...{ channel: 'wecom-robot', config: {}, updatedAt: clock.now() },
      sealedSecret: sealKey(key, JSON.stringify({ url: `${receiver.url}/send?key=k` })),
    },
  });
  const deps = sendDependencies(clock.services);
  // Two mails can't be delivered: nobody listens there, and the tries are over.
  for (const n of ['1', '2'])
    await db.outbox.create({
      data: {
        ...{ channel: 'mail', recipient: 'a@b.cn', kind: 'deadline', dedupeKey: n, attempts: 7 },
        ...{ payload: { title: '某企业', body: '' }, nextAt: clock.now() },
      },
    });
  await sendDue(deps, new AbortController().signal);
  expect(await db.outbox.count({ where: { state: 'dead' } })).toBe(2);
  await sendDue(deps, new AbortController().signal);
  await receiver.close();
  expect(texts).toHaveLength(1);
  expect(texts[0]).toContain('消息通道有消息未能送达');
  expect(texts[0]).not.toContain('某企业');
  const alert = { kind: 'dead-letter', channel: 'mail' } as const;
  await alertDesk(db, alert, { dedupeKey: 'mail:2026-11-23', now: clock.now() });
  expect(await db.outbox.count({ where: { kind: 'alert.dead-letter' } })).toBe(1);
});
