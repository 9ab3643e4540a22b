import { beforeAll, describe, expect, test } from 'vitest';

import { loadCatalogue } from '~/knowledge/enterprises/load-catalogue.server';
import { loadFacts } from '~/knowledge/enterprises/load-facts.server';
import { getAnnouncement, listAnnouncements } from '~/knowledge/policies/grants/announcement.server';
import { answerGrant } from '~/knowledge/policies/grants/answer-grant.server';
import {
  announceBatch,
  cancelBatch,
  excludeFirm,
  proposeBatch,
  sendBackBatch,
} from '~/knowledge/policies/grants/decide-batch.server';
import { decideObjection, noteObjection } from '~/knowledge/policies/grants/decide-objection.server';
import { exportBatch } from '~/knowledge/policies/grants/export-batch.server';
import { getBatch } from '~/knowledge/policies/grants/get-batch.server';
import { listBatches } from '~/knowledge/policies/grants/list-batches.server';
import { listFirmGrants } from '~/knowledge/policies/grants/list-firm-grants.server';
import { listGrantBatch } from '~/knowledge/policies/grants/list-batch.server';
import { startGrantBatch } from '~/knowledge/policies/grants/start-batch.server';
import { tellGrantBatch } from '~/knowledge/policies/grants/tell-batch.server';
import { useDatabase } from '~/test/setup/database';

import { memberOf, openGrantCity, staff } from './grant-city';

const database = useDatabase();
const { db } = database;
const city = openGrantCity(database);
const { deps } = city;
const [first, second] = [staff('first'), staff('second', 'reviewer')];

beforeAll(async () => {
  await city.publish('growth');
  await city.publish('by-form', { channel: 'on-application' });
  for (const id of ['a', 'b', 'c', 'd']) await city.addFirm(id);
  await city.addFirm('few', 3);
  await city.addFirm('unknown', null);
  await city.addFirm('said', null);
  await city.record('said', 'staff.insured', 40, { sourceKind: 'stated', source: '企业' });
  await city.addFirm('old', null);
  await city.record('old', 'staff.insured', 40, { observedAt: new Date('2024-01-01T00:00:00Z') });
});

let batchId = '';

describe('a batch', () => {
  test('lists the firms of which every condition is decided by fresh authoritative facts, and no others', async () => {
    batchId = await city.list('growth');
    expect(await city.statesOf(batchId)).toEqual({ a: 'listed', b: 'listed', c: 'listed', d: 'listed' });
    const item = await city.itemOf(batchId, 'a');
    expect(item.yuan).toBe('300000');
    expect(item.evidence).toMatchObject({
      zh: { conditions: [{ id: 'insured', facts: [{ value: 20, source: '人社局' }] }, { id: 'credit' }] },
      keys: ['staff.insured', 'credit.abnormal'],
    });
  });

  test('is one while it is being listed or checked, and isn’t written twice after a kill', async () => {
    expect(await startGrantBatch(deps, second, 'growth')).toEqual({ batchId });
    await db.grantBatch.update({ where: { id: batchId }, data: { state: 'listing' } });
    await db.grantItem.deleteMany({ where: { batchId, enterpriseId: 'c' } });
    await listGrantBatch(deps, city.job(batchId));
    await listGrantBatch(deps, city.job(batchId));
    expect(await db.grantItem.count({ where: { batchId } })).toBe(4);
    expect(await db.grantBatch.findUnique({ where: { id: batchId } })).toMatchObject({ state: 'draft' });
  });

  test('is of policies that are granted unasked alone, and of one’s own department', async () => {
    await expect(startGrantBatch(deps, first, 'by-form')).rejects.toMatchObject({
      fields: { policy: expect.stringContaining('免申即享') as string },
    });
    const stranger = staff('stranger', 'designer', 'tax');
    await expect(startGrantBatch(deps, stranger, 'growth')).rejects.toThrow('was not found');
    await expect(getBatch(deps, stranger, { batchId, page: 1 })).rejects.toThrow('was not found');
    expect(await listBatches(db, stranger)).toEqual([]);
    expect(await listBatches(db, first)).toMatchObject([
      { policyId: 'growth', firms: 4, yuan: '1200000', objected: 0 },
    ]);
  });

  test('loses a firm by a person’s hand with a reason alone', async () => {
    const { id } = await city.itemOf(batchId, 'd');
    const wrong = excludeFirm(deps, first, { itemId: id, exclude: true, reason: ' 不 ' });
    await expect(wrong).rejects.toMatchObject({ fields: { reason: expect.any(String) as string } });
    await excludeFirm(deps, first, { itemId: id, exclude: true, reason: '正在注销' });
    expect(await city.statesOf(batchId)).toMatchObject({ d: 'excluded' });
    await excludeFirm(deps, first, { itemId: id, exclude: false, reason: '' });
    await excludeFirm(deps, first, { itemId: id, exclude: true, reason: '正在注销' });
  });

  test('is announced by a second person who had no hand in it, until the last of the work days', async () => {
    const { revision } = await db.grantBatch.findUniqueOrThrow({ where: { id: batchId } });
    const deed = { batchId, revision };
    await expect(proposeBatch(deps, first, { ...deed, objectionDays: 0 })).rejects.toMatchObject({
      fields: { objectionDays: expect.any(String) as string },
    });
    await proposeBatch(deps, second, { ...deed, objectionDays: 5 });
    await expect(announceBatch(deps, second, deed)).rejects.toThrow('Not allowed');
    // Who took a firm off the list isn't the second person either.
    await expect(announceBatch(deps, first, deed)).rejects.toThrow('Not allowed');
    await expect(sendBackBatch(deps, first, { ...deed, reason: '' })).rejects.toMatchObject({
      fields: { reason: expect.any(String) as string },
    });
    await sendBackBatch(deps, first, { ...deed, reason: '请核对' });
    expect(await listAnnouncements(deps)).toEqual([]);
    await city.announce(batchId);
    // Five work days after Monday, 2 November.
    expect(await db.grantBatch.findUnique({ where: { id: batchId } })).toMatchObject({
      announcedOn: '2026-11-02',
      closesOn: '2026-11-09',
    });
  });

  test('is public with names and amounts, and nothing of the firms’ facts', async () => {
    const { announcement, firms } = await getAnnouncement(deps, { id: batchId, page: 1 });
    expect(announcement).toMatchObject({ isOpen: true, firms: 3, closesOn: '2026-11-09' });
    expect(firms[0]).toEqual({ number: 1, name: '企业a', creditCode: 'code-a', yuan: '300000' });
    expect(JSON.stringify({ announcement, firms })).not.toContain('staff.insured');
  });

  test('tells each firm once, however often the work is done again', async () => {
    await tellGrantBatch(deps, city.job(batchId));
    await db.grantItem.updateMany({ where: { batchId }, data: { toldAt: null } });
    await tellGrantBatch(deps, city.job(batchId));
    const notices = await db.notice.findMany({ orderBy: { enterpriseId: 'asc' } });
    expect(notices.map(({ enterpriseId, kind }) => [enterpriseId, kind])).toEqual([
      ['a', 'grant-announced'],
      ['b', 'grant-announced'],
      ['c', 'grant-announced'],
    ]);
    expect(notices[0]?.body).toContain('30 万元');
    expect(notices[0]?.body).toContain('2026-11-09');
  });
});

describe('the firm', () => {
  test('sees its own grant alone, and answers for no other', async () => {
    const [own, ...others] = await listFirmGrants(deps, memberOf('a'), 'a');
    expect(own).toMatchObject({ policyId: 'growth', state: 'listed', isOpen: true, yuan: '300000' });
    expect(others).toEqual([]);
    await expect(listFirmGrants(deps, memberOf('a'), 'b')).rejects.toThrow('was not found');
    const foreign = { itemId: (await city.itemOf(batchId, 'b')).id, answer: 'declined' as const, reason: '' };
    await expect(answerGrant(deps, memberOf('a'), foreign)).rejects.toThrow('was not found');
    // Taken off before the list was announced: it never stood there.
    expect(await listFirmGrants(deps, memberOf('d'), 'd')).toEqual([]);
  });

  test('may accept, decline and change its mind; an objection needs its reason', async () => {
    const say = async (firm: string, answer: 'accepted' | 'declined' | 'objected', reason = '') =>
      answerGrant(deps, memberOf(firm), { itemId: (await city.itemOf(batchId, firm)).id, answer, reason });
    await say('a', 'declined');
    await say('a', 'accepted');
    await say('b', 'declined');
    await expect(say('c', 'objected')).rejects.toMatchObject({
      fields: { reason: expect.any(String) as string },
    });
    await say('c', 'objected', '金额应为 40 万元');
    expect(await city.statesOf(batchId)).toEqual({
      a: 'listed',
      b: 'declined',
      c: 'objected',
      d: 'excluded',
    });
  });

  test('an objection stops one firm, not the batch', async () => {
    city.at('2026-11-09');
    await city.settle();
    expect(await city.statesOf(batchId)).toMatchObject({ a: 'listed' });
    city.at('2026-11-10');
    await city.settle();
    await city.settle();
    expect(await city.statesOf(batchId)).toEqual({
      a: 'granted',
      b: 'declined',
      c: 'objected',
      d: 'excluded',
    });
    expect(await db.grantBatch.findUnique({ where: { id: batchId } })).toMatchObject({ state: 'final' });
    const late = { itemId: (await city.itemOf(batchId, 'a')).id, answer: 'declined' as const, reason: '' };
    await expect(answerGrant(deps, memberOf('a'), late)).rejects.toMatchObject({ code: 'conflict' });
  });

  test('what is granted is a fact of the department, by which other rules see it', async () => {
    const catalogue = await loadCatalogue(db);
    expect(catalogue.get('benefit.growth')).toMatchObject({ type: 'money', stateable: false });
    const facts = await loadFacts(db, 'a', '2026-11-10', catalogue);
    expect(facts.get('benefit.growth')?.get('2026')).toMatchObject({
      source: 'industry局',
      sourceKind: 'registry',
      observedAt: '2026-11-10',
      reference: 'MS2611-001',
    });
    expect(await db.benefitUse.findMany()).toMatchObject([
      { enterpriseId: 'a', policyId: 'growth', fen: 30000000n, state: 'granted', year: '2026' },
    ]);
  });

  test('an objection that is dismissed later is granted by the next run, once', async () => {
    const { id } = await city.itemOf(batchId, 'c');
    const decision = { itemId: id, decision: 'dismissed' as const, note: '金额按办法第三条计算' };
    await decideObjection(deps, second, decision);
    await expect(decideObjection(deps, second, decision)).rejects.toMatchObject({ code: 'conflict' });
    await city.settle();
    await city.settle();
    expect(await city.statesOf(batchId)).toMatchObject({ c: 'granted' });
    expect(await db.benefitUse.count({ where: { enterpriseId: 'c' } })).toBe(1);
    const kinds = await db.notice.findMany({ where: { enterpriseId: 'c' }, orderBy: { createdAt: 'asc' } });
    expect(kinds.map(({ kind }) => kind).sort()).toEqual([
      'grant-announced',
      'grant-dismissed',
      'grant-granted',
    ]);
  });

  test('is exported with exact amounts; accounts go to reviewers, and into the firm’s log', async () => {
    await city.record('a', 'bank.account', '6222000011112222', { sourceKind: 'stated', source: '林' });
    const plain = await exportBatch(deps, first, { batchId, withAccounts: false, format: 'csv' });
    expect(plain.payments).toEqual([
      { number: 1, name: '企业a', creditCode: 'code-a', yuan: '300000' },
      { number: 2, name: '企业c', creditCode: 'code-c', yuan: '300000' },
    ]);
    const wanted = { batchId, withAccounts: true, format: 'xlsx' as const };
    await expect(exportBatch(deps, first, wanted)).rejects.toThrow('Not allowed');
    const { payments } = await exportBatch(deps, second, wanted);
    expect(payments.map(({ account }) => account)).toEqual([
      { bank: '', number: '6222000011112222', source: '林' },
      null,
    ]);
    expect(await db.factAccess.findMany()).toMatchObject([{ enterpriseId: 'a', purpose: 'payment' }]);
    expect(await db.auditEntry.count({ where: { action: 'grant.exported' } })).toBe(2);
  });
});

describe('the next batch', () => {
  test('leaves out who had the policy this year, with the day and the amount', async () => {
    const next = await city.list('growth');
    expect(await city.statesOf(next)).toEqual({ a: 'left-out', b: 'listed', c: 'left-out', d: 'listed' });
    expect((await city.itemOf(next, 'a')).reason).toEqual({
      code: 'had',
      params: { date: '2026-11-10', yuan: '300000' },
    });
    batchId = next;
  });

  test('somebody else’s objection is decided by another than who noted it', async () => {
    await city.announce(batchId);
    const { id } = await city.itemOf(batchId, 'b');
    await noteObjection(deps, first, { itemId: id, text: '来电反映已停产' });
    await answerGrant(deps, memberOf('b'), { itemId: id, answer: 'accepted', reason: '' });
    expect((await city.itemOf(batchId, 'b')).state).toBe('objected');
    const decision = { itemId: id, decision: 'upheld' as const, note: '实地核实已停产' };
    await expect(decideObjection(deps, first, decision)).rejects.toThrow('Not allowed');
    await decideObjection(deps, second, decision);
    expect((await city.itemOf(batchId, 'b')).state).toBe('removed');
    const page = await getBatch(deps, second, { batchId, q: '企业b', page: 9 });
    expect(page).toMatchObject({ found: 1, page: 1, isOpen: true, items: [{ name: '企业b' }] });
    expect(page.events.map(({ kind }) => kind)).toContain('upheld');
  });

  test('facts that change before the grant stop the firm until a person has looked', async () => {
    await city.record('d', 'credit.abnormal', true, { source: '市场监管局' });
    city.at('2026-11-18');
    await city.settle();
    const item = await city.itemOf(batchId, 'd');
    expect(item).toMatchObject({ state: 'objected', objection: { by: 'system', code: 'not-eligible' } });
    await decideObjection(deps, second, {
      itemId: item.id,
      decision: 'dismissed',
      note: '已移出名录，记录滞后',
    });
    await city.settle();
    expect((await city.itemOf(batchId, 'd')).state).toBe('granted');
  });

  test('called off, it grants nothing, and who was told is told', async () => {
    await city.addFirm('e');
    const last = await city.list('growth');
    await city.announce(last, 1);
    const { revision } = await db.grantBatch.findUniqueOrThrow({ where: { id: last } });
    await cancelBatch(deps, first, { batchId: last, revision, reason: '名单有误' });
    await tellGrantBatch(deps, city.job(last));
    city.at('2026-12-01');
    await city.settle();
    expect((await city.itemOf(last, 'e')).state).toBe('listed');
    expect(await db.notice.count({ where: { kind: 'grant-cancelled', enterpriseId: 'e' } })).toBe(1);
    expect((await getAnnouncement(deps, { id: last, page: 1 })).firms).toEqual([]);
    const [own] = await listFirmGrants(deps, memberOf('e'), 'e');
    expect(own).toMatchObject({ isCancelled: true, isOpen: false, cancelReason: '名单有误' });
  });

  test('a version that is taken back calls its batch off by itself', async () => {
    const again = await city.list('growth');
    await city.announce(again, 1);
    await db.policyVersion.updateMany({ where: { policyId: 'growth' }, data: { state: 'withdrawn' } });
    city.at('2026-12-10');
    await city.settle();
    expect(await db.grantBatch.findUnique({ where: { id: again } })).toMatchObject({
      state: 'cancelled',
      reason: 'policy-withdrawn',
    });
    expect(await db.benefitUse.count({ where: { enterpriseId: 'e' } })).toBe(0);
  });
});
