import { createHash } from 'node:crypto';
import path from 'node:path';

import { strToU8, zipSync } from 'fflate';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';

import { createForm } from '~/forms/definition/create-form.server';
import { approveForm, proposeForm } from '~/forms/definition/decide-form.server';
import type { FormDefinition } from '~/forms/definition/form-definition';
import { getFormForDesign } from '~/forms/definition/get-form.server';
import { readFormioExport } from '~/forms/definition/read-formio-export';
import { rollBackForm } from '~/forms/definition/roll-back-form.server';
import { saveFormDraft } from '~/forms/definition/save-form-draft.server';
import { attachFile } from '~/forms/submission/attach-file.server';
import { csvColumns, csvRow } from '~/forms/submission/filings-csv';
import { openFormChecker } from '~/forms/submission/form-checker.server';
import { getDraft } from '~/forms/submission/get-draft.server';
import { getReceipt } from '~/forms/submission/get-receipt.server';
import { saveDraft } from '~/forms/submission/save-draft.server';
import { startDraft } from '~/forms/submission/start-draft.server';
import { submitDraft, type DraftToSubmit } from '~/forms/submission/submit-draft.server';
import type { Reader } from '~/prisma/access/reader';

import { useDatabase } from '../../setup/database';
import {
  answers as given,
  buildCity,
  components,
  designer,
  key,
  member,
  noon,
  otherDesigner,
  otherMember,
  publish,
  reviewer,
} from '../small-city';

const answers = { ...given, contact: '林晓' };

/** The abuse cases on forms, by their numbers in the platform's list; each drives the functions that the routes call. */
const { db, dir } = useDatabase();
const formChecker = openFormChecker({ timeLimitMs: 2_000 });
const filesDir = path.join(dir, 'files');
const deps = { db, now: () => noon, signingKey: key, formChecker, filesDir, uploadLimitMb: 2 };
const start = async (form = 'rd', reader: Reader = member) =>
  (await startDraft(deps, reader, { form, enterpriseId: reader.enterpriseId ?? '', fresh: true })).draftId;
const submit = (draft: DraftToSubmit, reader = member) => submitDraft(deps, reader, draft);

beforeAll(async () => {
  await buildCity(db);
  await publish(db, 'rd');
});
afterAll(() => formChecker.close());

describe('a form as a weapon', () => {
  const scripts = ['value = fetch("//evil")', 'valid = true'];
  const evil = (more: object) =>
    ({ components: [{ type: 'textfield', key: 'a', label: '甲', input: true, ...more }] }) as FormDefinition;

  test.each([
    ['abuse 1: a calculation in JavaScript', evil({ calculateValue: scripts[0] })],
    ['abuse 1: a check in JavaScript', evil({ validate: { custom: scripts[1] } })],
    ['abuse 1: a condition in JavaScript', evil({ customConditional: 'show = true' })],
    ['abuse 2: a regex that explodes', evil({ validate: { pattern: '(a+)+b' } })],
    ['abuse 2: another one', evil({ validate: { pattern: '(a|aa)*c' } })],
  ])('%s is refused on save and on import', async (name, definition) => {
    const form = {
      departmentId: 'science',
      path: `evil-${createHash('sha256').update(name).digest('hex').slice(0, 12)}`,
      title: name,
    };
    const { formId } = await createForm(deps, designer, form);
    await expect(
      saveFormDraft(deps, designer, { formId, revision: 1, title: name, definition }),
    ).rejects.toMatchObject({ code: 'invalid-input' });
    await expect(
      createForm(deps, designer, { ...form, path: `${form.path}-2`, definition }),
    ).rejects.toMatchObject({ code: 'invalid-input' });
    const imported = readFormioExport(JSON.stringify({ ...definition, title: name }));
    expect(typeof imported === 'string' ? [] : imported.refused).not.toEqual([]);
    expect(await db.formVersion.count({ where: { formId, revision: { gt: 1 } } })).toBe(0);
  });

  test('nobody publishes alone: not by proposing, not by bringing an old version back in another department', async () => {
    const { formId } = await publish(db, 'gate');
    const { working } = await getFormForDesign(deps, designer, formId);
    const saved = await saveFormDraft(deps, designer, {
      ...{ formId, revision: working.revision, title: working.title },
      definition: { components: components.slice(0, 2) },
    });
    const deed = { formId, revision: saved.revision };
    const reasons = { 'translation-missing': '只有本地企业申报', 'term-without-help': '已有培训' };
    await proposeForm(deps, designer, { ...deed, reasons });
    await expect(approveForm(deps, designer, deed)).rejects.toMatchObject({ code: 'access-denied' });
    await expect(approveForm(deps, otherDesigner, deed)).rejects.toMatchObject({ code: 'not-found' });
    await expect(rollBackForm(deps, otherDesigner, { formId, number: 1 })).rejects.toMatchObject({
      code: 'not-found',
    });
    expect(await approveForm(deps, reviewer, deed)).toMatchObject({ number: 2 });
  });

  test('a rule that hangs ends by itself and delays nobody: however many hand the slow form in', async () => {
    const { versionId } = await publish(db, 'slow', [
      { type: 'textfield', key: 'a', label: '甲', input: true },
    ]);
    // As if it had come in before the lint knew the pattern.
    const hanging = {
      components: [
        { type: 'textfield', key: 'a', label: '甲', input: true, validate: { pattern: '(a+)+b' } },
      ],
    };
    await db.formVersion.update({
      where: { id: versionId },
      data: { definition: hanging },
    });
    const slow = await Promise.all([1, 2, 3].map(() => start('slow')));
    const ends: string[] = [];
    const slowOnes = slow.map((draftId) =>
      submit({ draftId, data: { a: 'a'.repeat(40) } }).catch((error: { code: string }) =>
        ends.push(error.code),
      ),
    );
    const receipt = await submit({ draftId: await start(), data: answers });
    ends.push('quick');
    expect(receipt.receiptNumber).not.toBe('');
    await Promise.all(slowOnes);
    // It waited for one of the three at most, which is the time a thread takes to start on a busy machine.
    expect(ends.indexOf('quick')).toBeLessThanOrEqual(1);
    expect(ends.filter((end) => end === 'unavailable')).toHaveLength(3);
    expect(await db.draft.count({ where: { id: { in: slow }, submittedAt: null } })).toBe(3);
  });
});

describe('what a client posts', () => {
  test('abuse 3: keys that reach for a prototype are malformed, and nothing is written', async () => {
    const draftId = await start();
    for (const text of ['{"__proto__":{"admin":true}}', '{"a":{"constructor":{"prototype":{}}}}']) {
      const data = JSON.parse(text) as Record<string, unknown>;
      await expect(submit({ draftId, data })).rejects.toMatchObject({ code: 'bad-request' });
      await expect(saveDraft(deps, member, { draftId, revision: 0, data })).rejects.toMatchObject({
        code: 'bad-request',
      });
    }
    expect(({} as Record<string, unknown>).admin).toBeUndefined();
    expect(await db.submission.count({ where: { draftId } })).toBe(0);
  });

  test('abuse 4: hidden, locked, disabled and unknown fields are not taken, and written down', async () => {
    const draftId = await start();
    const posted = { ...answers, name: '别的公司', channel: 'hack', subsidy: 99_999_999, extra: 'x' };
    const { submissionId } = await submit({ draftId, data: posted });
    const kept = await db.submission.findUniqueOrThrow({ where: { id: submissionId } });
    expect(kept.data).toMatchObject({ name: '云江智造科技有限公司', channel: 'web', subsidy: 248_000.05 });
    expect(kept.data).not.toHaveProperty('extra');
    const dropped = (kept.dropped as { path: string; reason: string }[]).map(
      ({ path: at, reason }) => `${at} ${reason}`,
    );
    expect(dropped.sort()).toEqual(['channel hidden', 'extra unknown', 'name locked', 'subsidy calculated']);
  });

  test('abuse 5 and CVE-2025-64515: a required field can’t be skipped by faking its condition', async () => {
    const draftId = await start();
    const faked = { ...answers, kind: 'process', process: '' };
    await expect(submit({ draftId, data: faked })).rejects.toMatchObject({
      code: 'invalid-input',
      fields: { process: expect.any(String) as string },
    });
    await expect(submit({ draftId, data: { ...answers, kind: 'other' } })).rejects.toMatchObject({
      fields: { kind: expect.any(String) as string },
    });
  });

  test('abuse 8: sent again, five times at once, it is one receipt and one case', async () => {
    const draftId = await start();
    const sent = await Promise.all(
      [1, 2, 3, 4, 5].map(() => submit({ draftId, data: answers, revision: 0 }).catch(() => null)),
    );
    const again = await submit({ draftId });
    expect(again.repeated).toBe(true);
    expect(new Set([...sent, again].flatMap((one) => one?.receiptNumber ?? []))).toEqual(
      new Set([again.receiptNumber]),
    );
    expect(await db.submission.count({ where: { draftId } })).toBe(1);
  });

  test('abuse 9: the form’s last place is given to one of those who race for it', async () => {
    const { versionId } = await publish(db, 'last');
    await db.formVersion.update({ where: { id: versionId }, data: { terms: { mostInAll: 1 } } });
    const drafts = await Promise.all([start('last'), start('last'), start('last')]);
    const ended = await Promise.allSettled(drafts.map((draftId) => submit({ draftId, data: answers })));
    expect(ended.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    const refused = ended.flatMap((one) =>
      one.status === 'rejected' ? [(one.reason as { code: string }).code] : [],
    );
    expect(refused).toEqual(['form-full', 'form-full']);
  });
});

describe('what belongs to others', () => {
  test('abuse 6 and CVE-2026-28803: another firm’s draft and receipt aren’t found, and the attempt is written down', async () => {
    const draftId = await start();
    await expect(getDraft(deps, otherMember, draftId)).rejects.toMatchObject({ code: 'not-found' });
    await expect(submit({ draftId, data: answers }, otherMember)).rejects.toMatchObject({
      code: 'not-found',
    });
    await expect(saveDraft(deps, otherMember, { draftId, revision: 0, data: {} })).rejects.toMatchObject({
      code: 'not-found',
    });
    const { receiptNumber } = await submit({ draftId, data: answers });
    await expect(getReceipt(deps, otherMember, receiptNumber)).rejects.toMatchObject({ code: 'not-found' });
    const noted = await db.auditEntry.count({
      where: { actorId: otherMember.personId ?? '', enterpriseId: 'zhizao' },
    });
    expect(noted).toBeGreaterThan(0);
  });

  test('abuse 7: another department’s form can’t be opened, saved or proposed', async () => {
    const { formId } = await createForm(deps, designer, {
      departmentId: 'science',
      path: 'ours',
      title: '甲',
    });
    await expect(getFormForDesign(deps, otherDesigner, formId)).rejects.toMatchObject({ code: 'not-found' });
    const definition = { components: [] };
    await expect(
      saveFormDraft(deps, otherDesigner, { formId, revision: 1, title: '乙', definition }),
    ).rejects.toMatchObject({ code: 'not-found' });
    await expect(proposeForm(deps, otherDesigner, { formId, revision: 1 })).rejects.toMatchObject({
      code: 'not-found',
    });
  });
});

describe('files and exports', () => {
  const attach = async (bytes: Uint8Array, name: string) =>
    attachFile(deps, member, { draftId: await start(), path: 'report', name, bytes });

  test.each([
    ['abuse 15: a page', strToU8('<!doctype html><script>alert(1)</script>')],
    ['abuse 15: a drawing', strToU8('<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>')],
    ['abuse 16: a program', strToU8('MZ\u0090\u0000…')],
    ['abuse 16: an archive', zipSync({ 'a.exe': strToU8('MZ') })],
  ])('%s named .pdf is refused by its bytes', async (_, bytes) => {
    await expect(attach(bytes, '报告.pdf')).rejects.toMatchObject({ code: 'invalid-input' });
  });

  test('abuse 18: a path in a file’s name is ignored', async () => {
    const file = await attach(strToU8('%PDF-1.7\n%%EOF'), '../../etc/报告.pdf');
    expect(file.originalName).not.toMatch(/[/\\]|\.\./);
  });

  test('abuse 19: what looks like a formula is text where it is opened', () => {
    const filing = {
      ...{ id: 'x', receiptNumber: 'r', enterpriseId: 'e', modifiedAt: noon, case: null },
      data: { a: '=cmd|calc', b: '@SUM(1)', c: -5 },
    };
    const fields = ['a', 'b'].map((name) => ({ type: 'textfield', key: name, label: name }));
    const columns = csvColumns([...fields, { type: 'number', key: 'c', label: 'c' }]);
    const row = csvRow(filing as unknown as Parameters<typeof csvRow>[0], columns);
    expect(row).toContain(`"'=cmd|calc","'@SUM(1)",-5`);
  });
});
