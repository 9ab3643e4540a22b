import { beforeEach, describe, expect, test } from 'vitest';

import { composeMessage } from '~/app/jobs/compose-message.server';
import { remindOfWaiting } from '~/app/notices/remind-of-waiting.server';
import { planDueMessages } from '~/knowledge/policies/push/plan-messages.server';
import { tellPerson } from '~/knowledge/policies/push/tell-person.server';
import { makeContext, makeEnterprise, makePerson } from '~/test/app/session/make-context';
import { useDatabase } from '~/test/setup/database';

const database = useDatabase();
const { db } = database;
const signal = new AbortController().signal;
let clock: ReturnType<typeof makeContext>;
let firm: { id: string };
let person: Awaited<ReturnType<typeof makePerson>>;
let formVersionId: string;

beforeEach(async () => {
  for (const table of [
    'outbox',
    'personalMessage',
    'notice',
    'draft',
    'case',
    'opportunity',
    'form',
  ] as const)
    await (db[table] as typeof db.outbox).deleteMany();
  // Monday, 23 November 2026, ten in the morning.
  clock = makeContext(database, { SMTP_URL: 'smtp://127.0.0.1:9', PUBLIC_URL: 'https://hq.example.cn' });
  clock.pass(Date.parse('2026-11-23T02:00:00Z') - clock.now().valueOf());
  Object.assign(clock.services, { signingKey: Buffer.alloc(32, 7) });
  await db.department.upsert({ where: { id: 'hr' }, create: { id: 'hr', name: '人社局' }, update: {} });
  const form = await db.form.create({
    data: {
      ...{ path: 'hire', departmentId: 'hr' },
      versions: { create: { number: 1, title: '稳岗补助申报表', titleEn: 'Jobs form', definition: {} } },
    },
    include: { versions: true },
  });
  formVersionId = form.versions[0]!.id;
  firm = await makeEnterprise(database);
  person = await makePerson(database, { now: clock.now(), enterpriseIds: [firm.id] });
  await db.contactAddress.create({
    data: { personId: person.id, channel: 'mail', address: 'lin@example.cn', verifiedAt: clock.now() },
  });
});

const ago = (days: number) => new Date(clock.now().valueOf() - days * 86_400_000);
const remind = () => remindOfWaiting(clock.services);
const notices = async () =>
  (await db.notice.findMany({ orderBy: { id: 'asc' } })).map(({ personId, title, link }) => ({
    ...{ personId, title, link },
  }));

async function draft(days: number, more: object = {}) {
  const { id } = await db.draft.create({
    data: {
      ...{ formVersionId, enterpriseId: firm.id, personId: person.id },
      ...{ data: {}, provenance: {}, locks: {}, createdAt: ago(days) },
      ...more,
    },
  });
  await db.draft.update({ where: { id }, data: { updatedAt: ago(days) } });
  return id;
}

async function returned(days: number, state = 'returned') {
  const { id } = await db.case.create({
    data: {
      ...{ number: `N${String(days)}${state}`, departmentId: 'hr', enterpriseId: firm.id, formId: 'f' },
      ...{ title: '稳岗补助申报', state, dueOn: '2026-12-30' },
      events: { create: { number: 2, kind: 'returned', detail: {}, at: ago(days) } },
    },
  });
  return id;
}

const opportunity = (policyId: string, days: number, missing: string[], shown = 'one-step') =>
  db.opportunity.create({
    data: {
      ...{ enterpriseId: firm.id, policyId, versionId: 'v', shown, missing, reason: {} },
      ...{ state: 'told', foundAt: ago(days), toldAt: ago(days) },
    },
  });

describe('a reminder', () => {
  test('of a draft comes once after three days, and again only when it was touched since', async () => {
    const id = await draft(4);
    await draft(2);
    await draft(61);
    await draft(4, { submittedAt: ago(4) });
    expect(await remind()).toBe(1);
    expect(await remind()).toBe(0);
    expect(await notices()).toEqual([
      { personId: person.id, title: '草稿还没有提交：稳岗补助申报表', link: `/drafts/${id}` },
    ]);
    await db.draft.update({ where: { id }, data: { updatedAt: clock.now() } });
    await db.draft.deleteMany({ where: { id: { not: id } } });
    expect(await remind()).toBe(0);
    clock.pass(4 * 86_400_000);
    expect(await remind()).toBe(1);
  });

  test('of a draft goes to who has it now, in that person’s language, and to nobody who left the firm', async () => {
    const other = await makePerson(database, { now: clock.now(), enterpriseIds: [firm.id] });
    await db.person.update({ where: { id: other.id }, data: { locale: 'en' } });
    const id = await draft(5);
    await db.draftHandover.create({ data: { draftId: id, fromId: person.id, toId: other.id, at: ago(5) } });
    await remind();
    expect(await notices()).toEqual([
      { personId: other.id, title: 'Draft not filed: Jobs form', link: `/drafts/${id}` },
    ]);
    const gone = await draft(6);
    await db.membership.updateMany({ where: { personId: person.id }, data: { state: 'removed' } });
    await remind();
    expect((await notices()).some(({ link }) => link === `/drafts/${gone}`)).toBe(false);
  });

  test('of a draft says nothing while its form takes no applications any more', async () => {
    await draft(5);
    const closes = (closesAt: string) =>
      db.formVersion.update({
        where: { id: formVersionId },
        data: { state: 'published', terms: { closesAt } },
      });
    await closes('2026-11-23T01:59:59.000Z');
    expect(await remind()).toBe(0);
    await closes('2026-11-23T02:00:01.000Z');
    expect(await remind()).toBe(1);
  });

  test('of a returned case comes once a return', async () => {
    const id = await returned(4);
    await returned(1);
    await returned(5, 'submitted');
    expect(await remind()).toBe(1);
    expect(await remind()).toBe(0);
    expect(await notices()).toEqual([
      { personId: person.id, title: '补正还没有提交：稳岗补助申报', link: `/my/applications/${id}` },
    ]);
    await db.caseEvent.create({
      data: { caseId: id, number: 4, kind: 'returned', detail: {}, at: ago(3.5) },
    });
    expect(await remind()).toBe(1);
  });

  test('of a missing fact names the one that decides most, one a week', async () => {
    await opportunity('a', 8, ['staff.count']);
    await opportunity('b', 8, ['staff.count']);
    // Two facts open: neither alone would decide.
    await opportunity('e', 8, ['staff.count', 'rd.spend']);
    await opportunity('c', 2, ['rd.spend']);
    await opportunity('d', 8, ['rd.spend'], 'eligible');
    expect(await remind()).toBe(1);
    expect(await remind()).toBe(0);
    const [notice] = await db.notice.findMany();
    expect(notice?.title).toContain('可以判断 2 项政策');
    clock.pass(8 * 86_400_000);
    await db.notice.updateMany({ data: { createdAt: ago(8) } });
    await remind();
    // rd.spend isn't a key of the catalogue: nothing is asked for that nobody can fill in.
    expect(await db.notice.count()).toBe(1);
  });

  test('reaches nobody who left the topic, nor a firm that doesn’t want to be told', async () => {
    await draft(4);
    await opportunity('a', 8, ['staff.count']);
    await db.memberTopics.create({
      data: { personId: person.id, enterpriseId: firm.id, off: ['deadline'], updatedAt: clock.now() },
    });
    await db.factConsent.create({
      data: { enterpriseId: firm.id, purpose: 'telling', given: false, personId: person.id, at: ago(9) },
    });
    expect(await remind()).toBe(0);
  });
});

describe('the digest of the next morning', () => {
  const tell = (message: object) =>
    db.$transaction((tx) =>
      tellPerson(
        tx,
        {
          ...{ personId: person.id, enterpriseId: firm.id, params: {}, kind: 'deadline', dedupeKey: '' },
          ...message,
        },
        { now: clock.now(), byMail: true },
      ),
    );

  test('tells of opportunities, deadlines that can wait, returned cases, drafts and missing facts in one mail', async () => {
    await draft(4);
    await returned(4);
    await opportunity('a', 8, ['staff.count']);
    await remind();
    await tell({
      ...{
        kind: 'opportunity-eligible',
        dedupeKey: 'o',
        subject: 'opportunity:1',
        link: '/my/opportunities/1',
      },
      params: { policy: '研发补助', reason: '研发费用已更新。', amount: '', deadline: '' },
    });
    const deadline = (closesOn: string) =>
      tell({
        ...{ dedupeKey: closesOn, closesOn, link: '/my/opportunities/2' },
        params: { policy: '技改补助', date: closesOn, days: '9' },
      });
    await deadline('2026-12-04');
    // Too near to wait until tomorrow.
    await deadline('2026-11-25');
    await planDueMessages(clock.services, signal);
    expect((await db.outbox.findMany()).map(({ kind }) => kind)).toEqual(['deadline']);

    clock.pass(23 * 3_600_000);
    await planDueMessages(clock.services, signal);
    await planDueMessages(clock.services, signal);
    const digests = await db.outbox.findMany({ where: { kind: 'digest' } });
    expect(digests).toHaveLength(1);
    const mail = await composeMessage(clock.services, digests[0]!);
    expect(mail.title).toBe('惠企通提醒：5 件事等您处理');
    const order = [
      '【惠企政策有新结论】',
      '1. ',
      '【申报即将截止】',
      '2. 还有 9 个工作日截止：技改补助',
      '【退回待补正】',
      '3. 补正还没有提交：稳岗补助申报',
      '【草稿未提交】',
      '4. 草稿还没有提交：稳岗补助申报表',
      '【还差的数据】',
      '5. 补充一项数据，可以判断 1 项政策',
    ].map((words) => mail.body.indexOf(words));
    expect(order).not.toContain(-1);
    expect(order).toEqual([...order].sort((a, b) => a - b));
    expect(mail.body).toContain('https://hq.example.cn/drafts/');
    expect(mail.body).toContain('https://hq.example.cn/unsubscribe/');
    expect(await db.personalMessage.count({ where: { state: 'open' } })).toBe(0);
  });

  test('of nothing but reminders leaves without any opportunity, whatever the cap, and never as a short message', async () => {
    await db.deliveryChannel.create({ data: { channel: 'sms', config: {}, updatedAt: clock.now() } });
    await db.contactAddress.create({
      data: { personId: person.id, channel: 'sms', address: '13800000001', verifiedAt: clock.now() },
    });
    // Three sendings about opportunities in this week: the cap is reached.
    for (const n of ['1', '2', '3'])
      await db.personalMessage.create({
        data: {
          ...{ personId: person.id, kind: 'opportunity-eligible', topic: 'opportunity', locale: 'zh-CN' },
          ...{ values: {}, dedupeKey: n, bundle: n, state: 'sent', plannedAt: ago(1), nextAt: ago(1) },
        },
      });
    await draft(4);
    await returned(4);
    await remind();
    await tell({ kind: 'opportunity-eligible', dedupeKey: 'o', params: { policy: '研发补助' } });
    clock.pass(23 * 3_600_000);
    await planDueMessages(clock.services, signal);
    expect((await db.outbox.findMany()).map(({ channel, kind }) => [channel, kind])).toEqual([
      ['mail', 'digest'],
    ]);
    const open = await db.personalMessage.findMany({ where: { state: 'open' } });
    expect(open.map(({ kind }) => kind)).toEqual(['opportunity-eligible']);
  });
});
