import { execFile } from 'node:child_process';
import path from 'node:path';
import { promisify } from 'node:util';

import { beforeEach, describe, expect, test } from 'vitest';

import { makeFeed, readFeed } from '~/app/opportunities/calendar-feed.server';
import { tellLine } from '~/app/policies/tell-line.server';
import { joinLine, leaveLine } from '~/knowledge/policies/quota/join-line.server';
import { listPolicyPlaces } from '~/knowledge/policies/quota/list-policy-places.server';
import { lastDayOf, offerPlaces } from '~/knowledge/policies/quota/offer-places.server';
import { listFirmLines, readFirmPlace } from '~/knowledge/policies/quota/read-firm-place.server';
import { readQuota, releaseQuotaSlots, takeQuotaSlots } from '~/knowledge/policies/quota/quota-slots.server';
import { listPublishedPolicies } from '~/knowledge/policies/list-published-policies.server';
import { policyContentSchema } from '~/knowledge/policies/policy-content';
import { anonymousReader, type Reader } from '~/prisma/access/reader';
import type { Settings } from '~/prisma/settings.server';
import type { Prisma } from '~/prisma/generated/client';
import { useDatabase } from '~/test/setup/database';

const { db, file } = useDatabase();
const run = promisify(execFile);
const script = path.join(import.meta.dirname, 'join-line.ts');
const words = { zh: '字' };

// Monday, 23 November 2026.
let today = '2026-11-23';
const now = () => new Date(`${today}T02:00:00Z`);
const deps = { db, now, tell: tellLine };
const signal = new AbortController().signal;
const look = () => offerPlaces(deps, signal);

const member = (firm: string): Reader => ({
  ...anonymousReader,
  ...{ kind: 'person', personId: `p-${firm}`, name: firm, enterpriseId: firm, enterpriseIds: [firm] },
});
const officer = (departmentId: string): Reader => ({
  ...anonymousReader,
  ...{ kind: 'person', personId: 'fang', name: '方', appointments: [{ role: 'designer', departmentId }] },
});
const join = (firm: string) => joinLine(deps, member(firm), { policyId: 'visit', enterpriseId: firm });
const leave = (firm: string) => leaveLine(deps, member(firm), { policyId: 'visit', enterpriseId: firm });
const take = (firm: string) =>
  db.$transaction((tx) =>
    takeQuotaSlots(
      tx,
      { policyId: 'visit', formId: 'visit-form', enterpriseId: firm, caseId: `case-${firm}` },
      now(),
    ),
  );
const release = (firm: string) => db.$transaction((tx) => releaseQuotaSlots(tx, `case-${firm}`));
const notices = async (firm: string) =>
  (await db.notice.findMany({ where: { enterpriseId: firm }, orderBy: { createdAt: 'asc' } })).map(
    ({ kind }) => kind,
  );
const stateOf = async (firm: string) =>
  (await db.quotaWaiter.findFirstOrThrow({ where: { enterpriseId: firm } })).state;
const placeOf = async (firm: string) => {
  const [policy] = await listPublishedPolicies(db, { at: today, ids: ['visit'] });
  return policy ? readFirmPlace(db, policy, { enterpriseId: firm, day: today }) : null;
};

function contentOf(more: object): Prisma.InputJsonObject {
  const content = policyContentSchema.parse({
    ...{ summary: words, topic: 'industry', channel: 'on-application' },
    guide: { audience: words, conditions: words, timeLimit: words, address: words, phone: words },
    rule: { combinator: 'and', rules: [{ field: 'staff.count', operator: '<=', value: 300 }] },
    benefit: { label: words },
    sources: [{ id: 's', documentTitle: '办法' }],
    quota: { slots: 2, per: 'year', source: 's' },
    ...more,
  });
  return content as unknown as Prisma.InputJsonObject;
}
const publish = (number: number, more: object = {}, row: object = {}) =>
  db.policyVersion.create({
    data: {
      ...{ policyId: 'visit', number, state: 'published', title: '对标参访', titleEn: 'Visits' },
      ...{ content: contentOf(more), formId: 'visit-form', effectiveFrom: '2026-01-01', ...row },
    },
  });

const firms = ['a', 'b', 'c', 'd', 'e'];
beforeEach(async () => {
  today = '2026-11-23';
  for (const table of ['quotaWaiter', 'quotaSlot', 'notice', 'policyVersion'] as const)
    await (db[table] as typeof db.notice).deleteMany();
  for (const id of ['industry', 'tax'])
    await db.department.upsert({ where: { id }, create: { id, name: id }, update: {} });
  await db.policy.upsert({
    where: { id: 'visit' },
    create: { id: 'visit', departmentId: 'industry' },
    update: {},
  });
  for (const id of firms) {
    await db.enterprise.upsert({
      where: { id },
      create: { id, creditCode: `code-${id}`, name: `企业${id}` },
      update: {},
    });
    await db.person.upsert({
      where: { id: `p-${id}` },
      create: {
        ...{ id: `p-${id}`, loginName: id, name: id },
        memberships: { create: { enterpriseId: id, state: 'active' } },
      },
      update: {},
    });
  }
  await publish(1);
  await take('a');
  await take('b');
});

describe('joining', () => {
  test('puts a firm at the end, once; it sees its place and nobody’s name', async () => {
    expect(await join('c')).toEqual({ kind: 'joined', place: 1 });
    expect(await join('d')).toEqual({ kind: 'joined', place: 2 });
    expect(await join('c')).toEqual({ kind: 'joined', place: 1 });
    expect(await db.quotaWaiter.count()).toBe(2);
    expect(await placeOf('d')).toMatchObject({ place: 2, waiting: 2, until: null, mayJoin: false });
    expect(await placeOf('e')).toMatchObject({
      place: null,
      waiting: 2,
      mayJoin: true,
      nextOn: '2027-01-01',
    });
    expect(await listFirmLines(deps, 'd')).toEqual([
      { policyId: 'visit', title: '对标参访', titleEn: 'Visits', place: 2, until: null },
    ]);
    expect(await db.auditEntry.count({ where: { action: 'quota.joined' } })).toBe(2);
  });

  test('is for who needs it: not while a place is free, nor for a firm that holds one', async () => {
    expect(await join('a')).toEqual({ kind: 'held' });
    await release('b');
    expect(await join('c')).toEqual({ kind: 'free' });
    expect(await placeOf('c')).toMatchObject({ isFree: true, mayJoin: false });
  });

  test('is for policies that take applications, and for one’s own firm', async () => {
    const foreign = joinLine(deps, member('c'), { policyId: 'visit', enterpriseId: 'd' });
    await expect(foreign).rejects.toMatchObject({ code: 'not-found' });
    await expect(
      leaveLine(deps, member('c'), { policyId: 'visit', enterpriseId: 'd' }),
    ).rejects.toMatchObject({
      code: 'not-found',
    });
    await publish(2, { window: { opens: '2026-01-01', closes: '2026-11-20' } });
    expect(await join('c')).toEqual({ kind: 'not-open' });
    const unknown = joinLine(deps, member('c'), { policyId: 'none', enterpriseId: 'c' });
    await expect(unknown).rejects.toMatchObject({ code: 'not-found' });
  });

  test('from two processes at once gives each firm its own place', async () => {
    const got = await Promise.all(
      ['c,d', 'd,e'].map((some) => run(process.execPath, ['--import', 'tsx', script, file, some])),
    );
    expect(got.map(({ stdout }) => stdout.trim().split(' ').length)).toEqual([2, 2]);
    const rows = await db.quotaWaiter.findMany({ orderBy: { number: 'asc' } });
    expect(rows.map(({ number }) => number)).toEqual([1, 2, 3]);
    expect(new Set(rows.map(({ enterpriseId }) => enterpriseId)).size).toBe(3);
  });
});

describe('a place that becomes free', () => {
  test('is kept for the first of the line, who is told once with its last day', async () => {
    await join('c');
    await join('d');
    await release('a');
    // Before anybody was told, too: strangers and those behind can't take it.
    await expect(take('e')).rejects.toMatchObject({
      code: 'quota-kept',
      current: { slots: 2, policy: 'visit' },
    });
    await expect(take('d')).rejects.toMatchObject({ code: 'quota-kept' });
    await look();
    await look();
    expect(await notices('c')).toEqual(['place-free']);
    expect(await notices('d')).toEqual([]);
    const { body, link } = await db.notice.findFirstOrThrow({ where: { enterpriseId: 'c' } });
    // Five work days after Monday.
    expect(body).toContain('2026-11-30');
    expect(link).toBe('/policies/visit#places');
    expect(await placeOf('c')).toMatchObject({ place: 1, until: '2026-11-30', isFree: true });
    await expect(take('e')).rejects.toMatchObject({ code: 'quota-kept' });
    await take('c');
    expect(await stateOf('c')).toBe('filed');
    expect(await placeOf('d')).toMatchObject({ place: 1, waiting: 1 });
    await expect(take('d')).rejects.toMatchObject({ code: 'quota-full-year' });
  });

  test('stands in the firm’s calendar with its last day, in the reader’s language', async () => {
    await join('c');
    await release('a');
    await look();
    const reader = { ...member('c'), enterpriseId: 'c', personId: 'p-c' };
    const services = { ...deps, settings: {} as Settings };
    const read = async () => {
      const token = await makeFeed(deps, reader);
      return (await readFeed(services, token, 'https://hqt.example')).replace(/\r\n /g, '');
    };
    expect(await read()).toContain('SUMMARY:名额保留截止：对标参访');
    await db.person.update({ where: { id: 'p-c' }, data: { locale: 'en' } });
    const english = await read();
    expect(english).toContain('Visits');
    expect(english).toContain('DTSTART;VALUE=DATE:20261130');
    expect(english).toContain('https://hqt.example/policies/visit#places');
    await db.person.update({ where: { id: 'p-c' }, data: { locale: 'zh-CN' } });
  });

  test('freed twice is one place; two that are freed are told to two', async () => {
    await join('c');
    await join('d');
    await release('a');
    await release('a');
    await look();
    expect([await stateOf('c'), await stateOf('d')]).toEqual(['offered', 'waiting']);
    await release('b');
    await Promise.all([look(), look()]);
    expect([await notices('c'), await notices('d')]).toEqual([['place-free'], ['place-free']]);
  });

  test('killed between the place and the word, the next run tells it once', async () => {
    await join('c');
    await release('a');
    const killed = { ...deps, tell: () => Promise.reject(new Error('power cut')) };
    await expect(offerPlaces(killed, signal)).rejects.toThrow('power cut');
    expect(await stateOf('c')).toBe('waiting');
    await look();
    await look();
    expect(await notices('c')).toEqual(['place-free']);
    expect(
      await db.auditEntry.count({ where: { action: 'quota.offered', enterpriseId: 'c' } }),
    ).toBeGreaterThan(0);
  });

  test('is told to a long line some firms at a time; a line that fails holds up no other', async () => {
    for (const firm of ['c', 'd', 'e']) await join(firm);
    for (const policyId of ['a-first', 'z-last']) {
      await db.policy.create({ data: { id: policyId, departmentId: 'industry' } });
      const version = { policyId, number: 1, state: 'withdrawn', title: policyId, content: contentOf({}) };
      await db.policyVersion.create({ data: { ...version, effectiveFrom: '2026-01-01' } });
      const waiter = { policyId, period: '2026', number: 1, enterpriseId: 'a', joinedAt: now() };
      await db.quotaWaiter.create({ data: waiter });
    }
    await publish(2, { quota: { slots: 5, per: 'year', source: 's' } });
    const states = async () =>
      (await db.quotaWaiter.findMany({ where: { policyId: 'visit' }, orderBy: { number: 'asc' } })).map(
        ({ state }) => state,
      );
    const failing: typeof deps.tell = (tx, news, options) =>
      news.enterpriseId === 'd' ? Promise.reject(new Error('a bad row')) : tellLine(tx, news, options);
    await expect(offerPlaces({ ...deps, tell: failing, firmsATransaction: 1 }, signal)).rejects.toThrow(
      'a bad row',
    );
    expect(await states()).toEqual(['offered', 'waiting', 'waiting']);
    expect(await db.quotaWaiter.count({ where: { state: 'ended' } })).toBe(2);
    await offerPlaces({ ...deps, firmsATransaction: 1 }, signal);
    expect(await states()).toEqual(['offered', 'offered', 'offered']);
    await publish(3, { window: { opens: '2026-01-01', closes: '2026-11-20' } });
    await offerPlaces({ ...deps, firmsATransaction: 2 }, signal);
    expect(await states()).toEqual(['ended', 'ended', 'ended']);
    expect(await notices('e')).toEqual(['place-free', 'line-ended']);
    await db.policy.deleteMany({ where: { id: { in: ['a-first', 'z-last'] } } });
  });

  test('passes on when its day is over, told once; who let it pass may join again at the end', async () => {
    await join('c');
    await join('d');
    await release('a');
    await look();
    today = '2026-11-30';
    await look();
    expect(await stateOf('c')).toBe('offered');
    today = '2026-12-01';
    // The day decides, not the clock's next look.
    expect(await placeOf('d')).toMatchObject({ place: 1, isFree: true });
    await expect(take('c')).rejects.toMatchObject({ code: 'quota-kept' });
    await look();
    await look();
    expect(await notices('c')).toEqual(['place-free', 'place-lapsed']);
    expect(await notices('d')).toEqual(['place-free']);
    expect(await join('c')).toEqual({ kind: 'joined', place: 2 });
    await leave('d');
    await look();
    // A second turn is news again.
    expect(await notices('c')).toEqual(['place-free', 'place-lapsed', 'place-free']);
  });

  test('goes to the next when the first leaves; leaving twice is once', async () => {
    await join('c');
    await join('d');
    await release('a');
    await look();
    await leave('c');
    await leave('c');
    expect(await placeOf('d')).toMatchObject({ place: 1, isFree: true });
    await look();
    expect(await notices('d')).toEqual(['place-free']);
    expect(await db.auditEntry.count({ where: { action: 'quota.left', enterpriseId: 'c' } })).toBe(1);
  });

  test('comes of a raised quota, too, and is anybody’s once the line is served', async () => {
    await join('c');
    await publish(2, { quota: { slots: 4, per: 'year', source: 's', offerDays: 3 } });
    const [policy] = await listPublishedPolicies(db, { at: today, ids: ['visit'] });
    expect(await readQuota(db, policy!, today)).toMatchObject({ slots: 4, free: 1 });
    expect(await readQuota(db, policy!, today, 'c')).toMatchObject({ free: 2 });
    await look();
    expect(await placeOf('c')).toMatchObject({ until: '2026-11-26', offerDays: 3 });
    await take('d');
    await expect(take('e')).rejects.toMatchObject({ code: 'quota-kept' });
    await take('c');
    expect(await db.quotaSlot.count()).toBe(4);
  });

  test('is no place while the quota was lowered below what is taken', async () => {
    await join('c');
    await publish(2, { quota: { slots: 1, per: 'year', source: 's' } });
    await release('a');
    await look();
    expect(await notices('c')).toEqual([]);
    await expect(take('c')).rejects.toMatchObject({ code: 'quota-full-year' });
  });

  test('is raced for by the first of the line and a stranger: the first gets it', async () => {
    await join('c');
    await release('a');
    const outcomes = await Promise.allSettled([take('e'), take('c'), take('d')]);
    expect(outcomes.map(({ status }) => status)).toEqual(['rejected', 'fulfilled', 'rejected']);
    expect(await db.quotaSlot.count()).toBe(2);
  });
});

describe('the line ends', () => {
  const ends: [string, () => Promise<unknown>, string][] = [
    [
      'with the year: there are new places for everyone',
      () => Promise.resolve((today = '2027-01-04')),
      '新一期名额已开放',
    ],
    ['when the quota is taken away', () => publish(2, { quota: undefined }), '不再限制名额'],
    [
      'when the policy takes no applications',
      () => publish(2, { window: { opens: '2026-01-01', closes: '2026-11-20' } }),
      '不受理申报',
    ],
    [
      'when the policy is withdrawn',
      () => db.policyVersion.updateMany({ data: { state: 'withdrawn' } }),
      '不受理申报',
    ],
  ];
  test.each(ends)('%s', async (_, change, said) => {
    await join('c');
    await change();
    await look();
    await look();
    expect(await stateOf('c')).toBe('ended');
    expect(await notices('c')).toEqual(['line-ended']);
    expect((await db.notice.findFirstOrThrow({ where: { enterpriseId: 'c' } })).body).toContain(said);
  });

  test('with a version that counts its own places', async () => {
    await db.policyVersion.deleteMany();
    await publish(2, { quota: { slots: 1, per: 'version', source: 's' } });
    await take('c');
    await join('d');
    await publish(3, { quota: { slots: 1, per: 'version', source: 's' } });
    await look();
    expect(await notices('d')).toEqual(['line-ended']);
    await take('e');
  });
});

test('a place is kept no longer than one can apply', () => {
  const policy = (more: object, expiresOn: string | null = null) => ({
    content: policyContentSchema.parse(contentOf(more)),
    expiresOn,
  });
  expect(lastDayOf(policy({}), '2026-11-23')).toBe('2026-11-30');
  expect(lastDayOf(policy({}), '2026-12-30')).toBe('2026-12-31');
  expect(lastDayOf(policy({}, '2026-11-25'), '2026-11-23')).toBe('2026-11-25');
  const window = { opens: '2026-01-01', closes: '2026-11-24' };
  expect(lastDayOf(policy({ window }), '2026-11-23')).toBe('2026-11-24');
});

test('the department sees places and line by name, another department nothing', async () => {
  await join('c');
  await join('d');
  await release('a');
  await look();
  await leave('d');
  const places = await listPolicyPlaces(deps, officer('industry'), 'visit');
  expect(places).toMatchObject({
    ...{ period: '2026', free: 0, kept: 1, quota: { slots: 2, offerDays: 5 } },
    taken: [{ number: 2, name: '企业b', case: null }],
    waiters: [
      { name: '企业c', place: 1, state: 'offered', until: '2026-11-30' },
      { name: '企业d', place: null, state: 'left', endedOn: '2026-11-23' },
    ],
  });
  const foreign = listPolicyPlaces(deps, officer('tax'), 'visit');
  await expect(foreign).rejects.toMatchObject({ code: 'not-found' });
});
