import { mkdirSync, utimesSync, existsSync, writeFileSync } from 'node:fs';
import path from 'node:path';

import { beforeEach, describe, expect, test } from 'vitest';

import { clearOldRows } from '~/app/jobs/clear-old-rows.server';
import { readStages } from '~/knowledge/policies/push/campaigns/read-stages.server';
import { tellPerson } from '~/knowledge/policies/push/tell-person.server';
import { appendAuditEntry } from '~/prisma/audit/append-audit-entry.server';
import { checkAuditChain } from '~/prisma/audit/check-audit-chain.server';
import { systemReader } from '~/prisma/access/reader';
import { makeContext, makeEnterprise, makePerson } from '~/test/app/session/make-context';
import { useDatabase } from '~/test/setup/database';

const database = useDatabase();
const { db } = database;
const clock = makeContext(database);
const now = clock.now();
const daysAgo = (days: number) => new Date(now.valueOf() - days * 86_400_000);
const clear = () => clearOldRows(clock.services);

let count = 0;
const outboxRow = (state: string, days: number, more: object = {}) =>
  db.outbox.create({
    data: {
      ...{ channel: 'mail', recipient: 'a@example.cn', kind: 'deadline', payload: {}, state },
      dedupeKey: `row-${String((count += 1))}`,
      ...{ createdAt: daysAgo(days), nextAt: daysAgo(days), sentAt: state === 'sent' ? daysAgo(days) : null },
      ...more,
    },
  });
const message = (dedupeKey: string, state: string, days: number, personId: string) =>
  db.personalMessage.create({
    data: {
      ...{ personId, kind: 'deadline', topic: 'deadline', locale: 'zh-CN', values: {}, dedupeKey, state },
      ...{
        nextAt: daysAgo(days),
        plannedAt: state === 'open' ? null : daysAgo(days),
        createdAt: daysAgo(days),
      },
    },
  });

beforeEach(async () => {
  await db.outbox.deleteMany();
  await db.personalMessage.deleteMany();
  await db.job.deleteMany();
  await db.evaluationRun.deleteMany();
});

describe('messages', () => {
  test('that left or were given up go after 90 days; what waits or can still be decided stays', async () => {
    for (const state of ['sent', 'dropped', 'waiting', 'dead', 'unsent']) {
      await outboxRow(state, 91);
      await outboxRow(state, 89);
    }
    await clear();
    const left = await db.outbox.groupBy({ by: ['state'], _count: true, orderBy: { state: 'asc' } });
    expect(left.map(({ state, _count: n }) => [state, n])).toEqual([
      ['dead', 2],
      ['dropped', 1],
      ['sent', 1],
      ['unsent', 2],
      ['waiting', 2],
    ]);
  });

  test('more than one batch goes, with how they went out; what a dead letter belongs to stays', async () => {
    const person = await makePerson(database, { now });
    await db.outbox.createMany({
      data: Array.from({ length: 1_203 }, (_, n) => ({
        ...{ id: `o${String(n)}`, channel: 'mail', recipient: 'a', kind: 'deadline', payload: {} },
        ...{ dedupeKey: `o${String(n)}`, state: 'sent', sentAt: daysAgo(100) },
        ...{ nextAt: daysAgo(100), createdAt: daysAgo(100) },
      })),
    });
    const gone = await message('gone', 'sent', 100, person.id);
    const kept = await message('kept', 'sent', 100, person.id);
    const open = await message('open', 'open', 100, person.id);
    const dead = await outboxRow('dead', 100);
    await db.messageDelivery.createMany({
      data: [
        { messageId: gone.id, channel: 'mail', outboxId: 'o1' },
        { messageId: kept.id, channel: 'mail', outboxId: 'o2' },
        { messageId: kept.id, channel: 'sms', outboxId: dead.id },
      ],
    });
    expect((await clear()).messages).toBe(1_204);
    const left = await db.personalMessage.findMany({ select: { id: true } });
    expect(left.map(({ id }) => id).sort()).toEqual([kept.id, open.id].sort());
    expect(await db.messageDelivery.findMany({ select: { outboxId: true } })).toEqual([
      { outboxId: dead.id },
    ]);
  });

  test('leave the campaign’s count of ways as it was', async () => {
    const firm = await makeEnterprise(database);
    const person = await makePerson(database, { now, enterpriseIds: [firm.id] });
    await db.department.create({ data: { id: 'hr', name: '人社局' } });
    await db.policy.create({ data: { id: 'hire', departmentId: 'hr' } });
    const opportunity = await db.opportunity.create({
      data: {
        ...{ enterpriseId: firm.id, policyId: 'hire', versionId: 'v', shown: 'eligible' },
        ...{ missing: [], reason: {}, foundAt: daysAgo(120) },
      },
    });
    const campaign = await db.campaign.create({
      data: {
        ...{ policyId: 'hire', title: '推送', createdById: 'z', createdByName: '周' },
        ...{ createdAt: daysAgo(120), startedAt: daysAgo(120) },
      },
    });
    const both = { campaignId: campaign.id, opportunityId: opportunity.id };
    await db.campaignFirm.create({ data: { ...both, outcome: 'told', at: daysAgo(120) } });
    const key = `campaign:${campaign.id}:${opportunity.id}:${person.id}`;
    await db.notice.create({
      data: { personId: person.id, kind: 'opportunity-eligible', title: 't', body: 'b', dedupeKey: key },
    });
    const sent = await message(key, 'sent', 120, person.id);
    for (const channel of ['mail', 'wecom']) {
      const row = await outboxRow(channel === 'mail' ? 'sent' : 'dropped', 120, { channel });
      await db.messageDelivery.create({ data: { messageId: sent.id, channel, outboxId: row.id } });
    }
    const delivered = async () =>
      (await readStages(db, campaign.id)).flatMap(({ channel, firms }) =>
        firms.delivered > 0 ? [[channel, firms.delivered]] : [],
      );
    const before = await delivered();
    expect(before).toEqual([
      ['all', 1],
      ['in-app', 1],
      ['mail', 1],
    ]);
    await clear();
    expect(await db.outbox.count()).toBe(0);
    expect(await db.personalMessage.count()).toBe(0);
    expect(await delivered()).toEqual(before);

    // The notice outlives its message: the same key tells nobody twice.
    const told = await db.$transaction((tx) =>
      tellPerson(
        tx,
        { personId: person.id, kind: 'opportunity-eligible', params: {}, dedupeKey: key },
        { now, byMail: true },
      ),
    );
    expect(told).toBe(true);
    expect(await db.personalMessage.count()).toBe(0);
  });
});

describe('jobs', () => {
  test('that are done go after a week and failed ones after 90 days; what is open stays', async () => {
    const job = (state: string, days: number) =>
      db.job.create({
        data: {
          ...{ kind: 'k', payload: {}, state, runAt: daysAgo(days), createdAt: daysAgo(days) },
          finishedAt: ['done', 'failed'].includes(state) ? daysAgo(days) : null,
        },
      });
    for (const state of ['done', 'failed', 'waiting', 'running'])
      for (const days of [6, 8, 89, 91]) await job(state, days);
    expect((await clear()).jobs).toBe(4);
    const left = await db.job.groupBy({ by: ['state'], _count: true, orderBy: { state: 'asc' } });
    expect(left.map(({ state, _count: n }) => [state, n])).toEqual([
      ['done', 1],
      ['failed', 3],
      ['running', 4],
      ['waiting', 4],
    ]);
  });
});

describe('replays', () => {
  const run = (id: string, days: number, more: object = {}) =>
    db.evaluationRun.create({
      data: {
        ...{ id, trigger: 'gate', role: 'candidate', state: 'done' },
        ...{ createdAt: daysAgo(days), finishedAt: daysAgo(days) },
        ...more,
        results: {
          create: ['a', 'b'].map((questionId) => ({
            ...{ questionId, question: '问', kind: 'answerable', isRight: true, faults: [] },
            ...{ outcome: 'answered', citations: [], missingWords: [], tookMs: 1 },
          })),
        },
      },
    });

  test('go with their answers, but for the newest twenty, the last 90 days and those that a publication stands on', async () => {
    const change = (id: string, publishedAt: Date | null, finding: object) =>
      db.knowledgeChange.create({ data: { id, kind: 'faq', title: id, payload: {}, publishedAt, finding } });
    await change('published', daysAgo(200), { baselineRunId: 'base', candidateRunId: 'cand' });
    await change('rejected', null, { baselineRunId: 'base-2', candidateRunId: 'cand-2' });
    for (const id of ['base', 'cand', 'base-2', 'cand-2', 'old']) await run(id, 200);
    await run('of-published', 200, { changeId: 'published' });
    await run('of-rejected', 200, { changeId: 'rejected' });
    await run('failed', 200, { state: 'failed' });
    await run('open', 200, { state: 'waiting', finishedAt: null });
    for (let n = 0; n < 21; n += 1) await run(`n${String(n)}`, 100 + n);
    await run('lately', 89);
    await clear();
    const left = (await db.evaluationRun.findMany({ select: { id: true } })).map(({ id }) => id);
    // The twenty newest: lately and n0 to n18.
    expect(left.sort()).toEqual(
      [
        ...['base', 'cand', 'lately', 'of-published', 'open'],
        ...Array.from({ length: 19 }, (_, n) => `n${String(n)}`),
      ].sort(),
    );
    expect(await db.evaluationResult.count()).toBe(2 * left.length);
  });
});

test('sessions, links, counts of tries and addresses that nobody confirmed go once they open nothing', async () => {
  const person = await makePerson(database, { now });
  const session = (id: string, days: number) =>
    db.session.create({ data: { id, personId: person.id, expiresAt: daysAgo(days) } });
  await session('old', 2);
  await session('new', -2);
  const link = (tokenHash: string, expires: number, used: number | null) =>
    db.oneTimeLink.create({
      data: {
        ...{ tokenHash, purpose: 'invitation', expiresAt: daysAgo(expires) },
        usedAt: used === null ? null : daysAgo(used),
      },
    });
  await link('ran-out', 31, null);
  await link('used', -5, 31);
  await link('waits', -5, null);
  await link('lately', 29, null);
  const tries = (key: string, days: number, blocked: number | null) =>
    db.attemptLimit.create({
      data: { key, lastAt: daysAgo(days), blockedUntil: blocked === null ? null : daysAgo(blocked) },
    });
  await tries('old', 3, 2);
  await tries('blocked', 3, -1);
  await tries('new', 1, null);
  const address = (channel: string, verifiedAt: Date | null) =>
    db.contactAddress.create({
      data: { personId: person.id, channel, address: 'a', verifiedAt, codeExpiresAt: daysAgo(31) },
    });
  await address('sms', null);
  await address('wecom', daysAgo(31));
  await clear();
  const ids = async <Row>(rows: Promise<Row[]>, name: keyof Row) =>
    (await rows).map((row) => row[name]).sort();
  const mine = { where: { personId: person.id } };
  expect(await db.session.count({ where: { ...mine.where, id: { in: ['old', 'new'] } } })).toBe(1);
  expect(await ids(db.oneTimeLink.findMany(), 'tokenHash')).toEqual(['lately', 'waits']);
  expect(await ids(db.attemptLimit.findMany(), 'key')).toEqual(['blocked', 'new']);
  expect(await ids(db.contactAddress.findMany(mine), 'channel')).toEqual(['wecom']);
});

test('an import that nobody went on with for a month is cancelled, its rows on disk go, one that runs keeps them', async () => {
  const folder = path.join(database.dir, 'imports');
  mkdirSync(folder, { recursive: true });
  const spool = (id: string, days: number) => {
    const file = path.join(folder, `${id}.rows`);
    writeFileSync(file, '[]');
    utimesSync(file, daysAgo(days), daysAgo(days));
    return file;
  };
  const entry = async (state: string, days: number, finishedAt: Date | null = null) => {
    const data = { title: 't', origin: 'file', departmentId: 'hr', createdByName: '周', state, finishedAt };
    const { id } = await db.factImport.create({ data: { ...data, createdAt: daysAgo(days) } });
    return { id, file: spool(id, days) };
  };
  const untouched = await entry('previewed', 31);
  const waits = await entry('mapping', 29);
  const runs = await entry('applying', 31);
  const done = await entry('done', 400, daysAgo(400));
  const problem = { importId: done.id, column: 'c', cell: 'x', problem: 'p' };
  await db.factImportProblem.create({ data: { ...problem, row: 1 } });
  const unknown = spool('nobodys', 2);
  const young = spool('just-begun', 0.5);
  await clear();
  const stateOf = async ({ id }: { id: string }) =>
    (await db.factImport.findUniqueOrThrow({ where: { id } })).state;
  expect(await stateOf(untouched)).toBe('cancelled');
  expect(await stateOf(waits)).toBe('mapping');
  expect(await db.factImportProblem.count()).toBe(0);
  expect([untouched, waits, runs, done].map(({ file }) => existsSync(file))).toEqual([
    false,
    true,
    true,
    false,
  ]);
  expect([unknown, young].map((file) => existsSync(file))).toEqual([false, true]);
});

test('the audit log stays whole, however old', async () => {
  await db.$transaction((tx) =>
    appendAuditEntry(tx, systemReader, { action: 'a', subjectKind: 's', subjectId: '1' }, daysAgo(3_000)),
  );
  const before = await db.auditEntry.count();
  await clear();
  expect(await db.auditEntry.count()).toBeGreaterThanOrEqual(before);
  expect((await checkAuditChain(db)).intact).toBe(true);
});

test('a second look finds nothing; stopped at once it takes nothing', async () => {
  await outboxRow('sent', 91);
  const stopped = new AbortController();
  stopped.abort();
  await clearOldRows(clock.services, stopped.signal);
  expect(await db.outbox.count()).toBe(1);
  await clear();
  expect(Object.values(await clear()).every((n) => n === 0)).toBe(true);
});
