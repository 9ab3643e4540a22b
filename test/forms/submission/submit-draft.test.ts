import { afterAll, beforeAll, expect, test } from 'vitest';

import type { DraftToSubmit } from '~/forms/submission/submit-draft.server';
import { openFormChecker } from '~/forms/submission/form-checker.server';
import { getDraft } from '~/forms/submission/get-draft.server';
import { getReceipt } from '~/forms/submission/get-receipt.server';
import { listSubmissions } from '~/forms/submission/list-submissions.server';
import { saveDraft } from '~/forms/submission/save-draft.server';
import { startDraft } from '~/forms/submission/start-draft.server';
import { submitDraft } from '~/forms/submission/submit-draft.server';
import { checkAuditChain } from '~/prisma/audit/check-audit-chain.server';

import { useDatabase } from '../../setup/database';
import {
  answers,
  buildCity,
  key,
  member,
  noon,
  otherMember,
  otherReviewer,
  publish,
  recordFact,
  reviewer,
} from '../small-city';

const { db } = useDatabase();
const formChecker = openFormChecker();
const deps = { db, now: () => noon, signingKey: key, formChecker };
const submit = (draft: DraftToSubmit, reader = member) => submitDraft(deps, reader, draft);
const start = async () =>
  (await startDraft(deps, member, { form: 'rd', enterpriseId: 'zhizao', fresh: true })).draftId;

beforeAll(async () => {
  await buildCity(db);
  await publish(db, 'rd');
});
afterAll(() => formChecker.close());

test('a draft is filled from the facts, authorities locked and the firm’s own words open', async () => {
  const view = await getDraft(deps, member, await start());
  expect(view.data).toMatchObject({
    name: '云江智造科技有限公司',
    founded: '2018-04-16T00:00:00+08:00',
    staff: 86,
    contact: '林晓',
  });
  expect([...view.locked].sort()).toEqual(['founded', 'name', 'staff']);
  expect(view.provenance.staff).toMatchObject({
    fact: 'staff.count',
    period: '2026Q3',
    source: '市人社局',
    locked: true,
  });
  expect(view.provenance.contact).toMatchObject({ sourceKind: 'stated', locked: false });
  expect(view.changes).toEqual([]);
});

test('two clicks at once open one draft, unless a new one is asked for', async () => {
  const opened = await Promise.all(
    [1, 2, 3].map(() => startDraft(deps, member, { form: 'rd', enterpriseId: 'zhizao' })),
  );
  expect(new Set(opened.map(({ draftId }) => draftId)).size).toBe(1);
});

test('a submission makes receipt, case, event, audit entry and notices, with provenance kept', async () => {
  const draftId = await start();
  const { data, revision } = await getDraft(deps, member, draftId);
  const done = await submit({ draftId, revision, data: { ...data, ...answers } });
  expect(done.receiptNumber).toMatch(/^HQ20261120-\d{6}$/);
  const receipt = await getReceipt(deps, member, done.receiptNumber);
  expect(receipt.fields.find(({ path }) => path === 'staff')).toMatchObject({
    text: '86 人',
    provenance: { source: '市人社局' },
  });
  expect(receipt.fields.find(({ path }) => path === 'subsidy')?.value).toBe(248_000.05);
  const found = await db.case.findUniqueOrThrow({ where: { id: done.caseId }, include: { events: true } });
  expect(found).toMatchObject({ state: 'submitted', departmentId: 'science', dueOn: '2026-11-27' });
  expect(found.events.map(({ kind }) => kind)).toEqual(['submitted']);
  expect(
    await db.notice.count({ where: { personId: 'shen', dedupeKey: { contains: done.receiptNumber } } }),
  ).toBe(1);
  expect(
    await db.personalMessage.count({
      where: { personId: 'lin', topic: 'case', dedupeKey: { contains: done.receiptNumber } },
    }),
  ).toBe(1);
  expect((await checkAuditChain(db)).intact).toBe(true);
  const { submissions } = await listSubmissions(deps, member, { enterpriseId: 'zhizao' });
  expect(submissions.map(({ receiptNumber }) => receiptNumber)).toContain(done.receiptNumber);
});

test('abuse 8: sent again, even five times at once, a draft has the same receipt', async () => {
  const draftId = await start();
  const { data } = await getDraft(deps, member, draftId);
  await saveDraft(deps, member, { draftId, revision: 0, data: { ...data, ...answers } });
  const sent = await Promise.all([1, 2, 3, 4, 5].map(() => submit({ draftId })));
  sent.push(await submit({ draftId }));
  expect(new Set(sent.map(({ receiptNumber }) => receiptNumber)).size).toBe(1);
  expect(sent.filter(({ repeated }) => !repeated)).toHaveLength(1);
  expect(await db.submission.count({ where: { draftId } })).toBe(1);
});

test('abuse 4: what is posted for locked, hidden, calculated and unknown fields is not taken, and written down', async () => {
  const draftId = await start();
  const forged = {
    ...answers,
    contact: '林晓',
    name: '别的公司',
    staff: 1,
    channel: 'forged',
    subsidy: 9e6,
    process: '看不见的说明',
    evil: 1,
  };
  const done = await submit({ draftId, data: forged });
  const kept = await db.submission.findUniqueOrThrow({ where: { id: done.submissionId } });
  expect(kept.data).toMatchObject({
    name: '云江智造科技有限公司',
    staff: 86,
    channel: 'web',
    subsidy: 248_000.05,
  });
  expect(kept.data).not.toHaveProperty('process');
  expect(kept.data).not.toHaveProperty('evil');
  const dropped = Object.fromEntries(
    (kept.dropped as { path: string; reason: string }[]).map(({ path, reason }) => [path, reason]),
  );
  expect(dropped).toMatchObject({
    name: 'locked',
    staff: 'locked',
    channel: 'hidden',
    subsidy: 'calculated',
    process: 'hidden',
    evil: 'unknown',
  });
});

test('abuse 5: a required field can’t be skipped by hiding it; the server decides what is shown', async () => {
  const draftId = await start();
  const wrong = submit({ draftId, data: { ...answers, kind: 'process', process: '' } });
  await expect(wrong).rejects.toMatchObject({
    code: 'invalid-input',
    fields: { process: '请填写工艺说明。' },
  });
  expect(await db.submission.count({ where: { draftId } })).toBe(0);
});

test('every wrong field gets its own sentence', async () => {
  const wrong = submit({
    draftId: await start(),
    data: { phone: '1380591', kind: 'other', spent: -1, promise: false, contact: '' },
  });
  await expect(wrong).rejects.toMatchObject({
    fields: {
      phone: '联系手机的格式不对，请检查。',
      kind: '项目类型请从列出的选项中选择。',
      spent: '研发费用不能小于 0。',
      promise: expect.stringContaining('所填内容真实') as string,
      contact: '请填写联系人。',
    },
  });
});

test('abuse 3: data that reaches for a prototype is malformed', async () => {
  const data = JSON.parse('{"__proto__": {"admin": true}}') as Record<string, unknown>;
  await expect(submit({ draftId: await start(), data })).rejects.toMatchObject({ code: 'bad-request' });
  expect(({} as { admin?: boolean }).admin).toBeUndefined();
});

test('a value that changed at its source is shown as a difference, and submitted only once accepted', async () => {
  const draftId = await start();
  const { data } = await getDraft(deps, member, draftId);
  await recordFact(db, 'staff.count', 91, { period: '2026Q3', source: '市人社局' });
  const { changes } = await getDraft(deps, member, draftId);
  expect(changes).toMatchObject([
    {
      path: 'staff',
      label: '从业人数',
      old: 86,
      new: 91,
      oldText: '86 人',
      newText: '91 人',
      source: '市人社局',
    },
  ]);
  const sent = { draftId, data: { ...data, ...answers } };
  await expect(submit(sent)).rejects.toMatchObject({
    code: 'conflict',
    changes: [{ path: 'staff', new: 91 }],
  });
  const done = await submit({ ...sent, acceptChanges: true });
  const kept = await db.submission.findUniqueOrThrow({ where: { id: done.submissionId } });
  expect(kept.data).toMatchObject({ staff: 91 });
  expect(kept.provenance).toMatchObject({ staff: { value: 91, locked: true } });
});

test('while the register is down the lock holds; a lock that was forged or ran out does not', async () => {
  await publish(db, 'lock', [
    { type: 'textfield', key: 'code', label: '代码', input: true, prefill: { fact: 'credit.code' } },
  ]);
  const { draftId } = await startDraft(deps, member, { form: 'lock', enterpriseId: 'zhizao' });
  const facts = await db.fact.findMany({ where: { key: 'credit.code' } });
  await db.fact.deleteMany({ where: { key: 'credit.code' } });
  expect((await getDraft(deps, member, draftId)).changes).toEqual([]);
  const later = { ...deps, now: () => new Date(noon.valueOf() + 31 * 86_400_000) };
  expect((await getDraft(later, member, draftId)).changes).toMatchObject([{ path: 'code', new: null }]);
  const draft = await db.draft.findUniqueOrThrow({ where: { id: draftId } });
  const provenance = { code: { ...(draft.provenance as Record<string, object>).code, value: '91FORGED' } };
  await db.draft.update({ where: { id: draftId }, data: { data: { code: '91FORGED' }, provenance } });
  expect((await getDraft(deps, member, draftId)).changes).toMatchObject([
    { path: 'code', old: '91FORGED', new: null },
  ]);
  await db.fact.createMany({ data: facts.map((fact) => ({ ...fact, value: fact.value ?? '' })) });
});

test('two devices never overwrite each other', async () => {
  const draftId = await start();
  await saveDraft(deps, member, { draftId, revision: 0, data: { contact: '甲' } });
  const late = saveDraft(deps, member, { draftId, revision: 0, data: { contact: '乙' } });
  await expect(late).rejects.toMatchObject({
    code: 'conflict',
    current: { revision: 1, data: { contact: '甲' } },
  });
  await expect(submit({ draftId, revision: 0 })).rejects.toMatchObject({ code: 'conflict' });
  // The same again, whose answer was lost on the way, is no conflict.
  const again = await saveDraft(deps, member, { draftId, revision: 0, data: { contact: '甲' } });
  expect(again.revision).toBe(1);
});

test('what is wrong as yet is kept in a draft, what is locked is not', async () => {
  const draftId = await start();
  await saveDraft(deps, member, { draftId, revision: 0, data: { phone: '138', kind: 'gone', name: '改名' } });
  const { data } = await getDraft(deps, member, draftId);
  expect(data).toMatchObject({ phone: '138', kind: 'gone', name: '云江智造科技有限公司' });
});

test('others’ drafts, receipts and applications are not found, and the attempt is written down (CVE-2026-28803)', async () => {
  const draftId = await start();
  const { receiptNumber } = await submit({ draftId, data: { ...answers, contact: '林晓' } });
  await expect(getDraft(deps, otherMember, draftId)).rejects.toMatchObject({ code: 'not-found' });
  await expect(saveDraft(deps, otherMember, { draftId, revision: 1, data: {} })).rejects.toMatchObject({
    code: 'not-found',
  });
  await expect(submit({ draftId }, otherMember)).rejects.toMatchObject({ code: 'not-found' });
  await expect(getReceipt(deps, otherMember, receiptNumber)).rejects.toMatchObject({ code: 'not-found' });
  await expect(getReceipt(deps, otherReviewer, receiptNumber)).rejects.toMatchObject({ code: 'not-found' });
  await expect(listSubmissions(deps, otherMember, { enterpriseId: 'zhizao' })).rejects.toMatchObject({
    code: 'not-found',
  });
  await expect(startDraft(deps, otherMember, { form: 'rd', enterpriseId: 'zhizao' })).rejects.toMatchObject({
    code: 'not-found',
  });
  const noted = await db.auditEntry.findMany({ where: { action: 'access.refused' } });
  expect(noted.map(({ actorId, subjectKind }) => [actorId, subjectKind])).toEqual(
    expect.arrayContaining([
      ['wu', 'draft'],
      ['wu', 'receipt'],
      ['jin', 'receipt'],
    ]),
  );
  expect((await getReceipt(deps, reviewer, receiptNumber)).number).toBe(receiptNumber);
});

test('a firm’s second application begins with the answers of its first, not with its promises', async () => {
  const view = await getDraft(deps, member, await start());
  expect(view.data).toMatchObject({ phone: '13800138000', kind: 'new' });
  expect(view.data).not.toHaveProperty('promise');
  expect(view.provenance.phone).toMatchObject({
    fact: null,
    sourceKind: 'submission',
    source: '贵公司 2026 年申报',
  });
});

test('a prefilled value that the applicant changed says so', async () => {
  const draftId = await start();
  const { data } = await getDraft(deps, member, draftId);
  const done = await submit({ draftId, data: { ...data, ...answers, contact: '王新' } });
  const kept = await db.submission.findUniqueOrThrow({ where: { id: done.submissionId } });
  expect(kept.provenance).toMatchObject({ contact: { value: '林晓', edited: true } });
});
