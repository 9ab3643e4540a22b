import { mkdirSync, readFileSync, existsSync, writeFileSync } from 'node:fs';
import path from 'node:path';

import { read, utils } from '@e965/xlsx';
import { parse } from 'csv-parse/sync';
import { beforeAll, beforeEach, describe, expect, test } from 'vitest';

import type { FormComponent } from '~/forms/definition/form-definition';
import { publishForm } from '~/forms/definition/publish-form.server';
import { saveFormDraft } from '~/forms/definition/save-form-draft.server';
import { exportFile } from '~/forms/exports/export-file.server';
import { listExportableForms, listExports } from '~/forms/exports/list-exports.server';
import { openExport } from '~/forms/exports/open-export.server';
import { expireExports, removeExport } from '~/forms/exports/remove-export.server';
import { requestExport } from '~/forms/exports/request-export.server';
import { writeExportHandler } from '~/forms/exports/write-export.server';
import { listAccess } from '~/knowledge/enterprises/note-access.server';
import { openReader } from '~/prisma/database.server';
import { storeFile } from '~/prisma/files/store-file.server';
import { systemReader, type Reader } from '~/prisma/access/reader';

import { useDatabase } from '../../setup/database';
import { unzip } from '../../setup/unzip';
import {
  buildCity,
  components,
  designer,
  member,
  noon,
  otherReviewer,
  publish,
  reviewer,
} from '../small-city';
import { fileApplication } from './write-application-table';

const database = useDatabase();
const { db, dir } = database;
const exportsDir = path.join(dir, 'exports');
const filesDir = path.join(dir, 'files');
let at = noon;
const deps = {
  ...{ db, sql: database.reader(), openReader: () => openReader(database.file) },
  ...{ now: () => at, locale: 'zh-CN' as const, exportsDir, filesDir },
};
let form: { formId: string; versionId: string };

const people: FormComponent = {
  type: 'datagrid',
  key: 'people',
  label: '科技人员',
  input: true,
  components: [
    { type: 'textfield', key: 'name', label: '姓名', input: true },
    { type: 'number', key: 'months', label: '在岗月数', input: true },
  ],
};
const day = (n: number) => new Date(noon.valueOf() - (10 - n) * 86_400_000);

beforeAll(async () => {
  await buildCity(db);
  form = await publish(db, 'rd', [...components, people]);
  const answers = { name: '云江智造科技有限公司', kind: 'new', spent: 2_480_000.5, promise: true };
  await fileApplication(db, {
    ...form,
    at: day(1),
    state: 'approved',
    data: {
      ...answers,
      contact: '=HYPERLINK("http://x")',
      people: [{ name: '林晓', months: 12 }, { name: '王五' }],
    },
  });
  const returned = await fileApplication(db, { ...form, at: day(2), data: { ...answers, phone: 'first' } });
  await fileApplication(db, {
    ...form,
    at: day(3),
    caseId: returned.caseId,
    data: { ...answers, phone: 'second' },
  });
  // Another department's case of the same form, and another firm's.
  await fileApplication(db, {
    ...form,
    at: day(4),
    departmentId: 'finance',
    data: { ...answers, phone: 'hidden' },
  });
  const { revision } = await saveFormDraft(deps, designer, {
    formId: form.formId,
    revision: await revisionOf(form.formId),
    title: '企业研发投入后补助申请表',
    definition: {
      components: [...components, people, { type: 'textfield', key: 'extra', label: '联系人', input: true }],
    },
  });
  const { versionId } = await publishForm(deps, systemReader, { formId: form.formId, revision });
  await fileApplication(db, {
    ...{ formId: form.formId, versionId, at: day(5), enterpriseId: 'bieren' },
    data: { ...answers, contact: '吴', extra: '"引号", 和\n换行' },
  });
});

beforeEach(() => {
  at = noon;
});

async function revisionOf(formId: string): Promise<number> {
  const newest = await db.formVersion.findFirstOrThrow({ where: { formId }, orderBy: { number: 'desc' } });
  return newest.revision;
}

async function run(id: string, attempt = 1, signal = new AbortController().signal) {
  const handler = writeExportHandler(deps);
  await handler({
    id: 'job',
    payload: { exportId: id } as never,
    attempt,
    signal,
    progress: () => Promise.resolve(),
  });
}

const readSheetNames = (bytes: Buffer) => read(bytes).SheetNames;

async function write(format: string, choice: object = {}, who: Reader = reviewer) {
  const id = await requestExport(deps, who, { formId: form.formId, format, choice });
  await run(id);
  return { id, bytes: readFileSync(exportFile(exportsDir, id).whole) };
}

describe('what is exported', () => {
  test('each firm can read that its facts left, in one line an export', async () => {
    const provenance = {
      name: { fact: 'registration.name' },
      spent: { fact: 'rd.expense' },
      phone: { fact: null },
    };
    const zhizao = { enterpriseId: 'zhizao' };
    const before = await db.submission.findMany({ where: zhizao, select: { id: true, provenance: true } });
    await db.submission.updateMany({ where: zhizao, data: { provenance } });
    const { id } = await write('zip', { every: true });
    const lines = await db.factAccess.findMany({ where: { purpose: 'export', subjectId: id } });
    expect(lines).toMatchObject([
      { enterpriseId: 'zhizao', actorId: 'shen', keys: ['rd.expense', 'registration.name'], at: noon },
    ]);
    expect((await listAccess(db, member, 'zhizao'))[0]).toMatchObject({ purpose: 'export' });
    for (const row of before)
      await db.submission.update({ where: { id: row.id }, data: { provenance: row.provenance as object } });
  });

  test('CSV has a row for each case, newest round, every version’s fields, figures as figures and no formula', async () => {
    const { bytes } = await write('csv');
    const rows = parse<Record<string, string>>(bytes, { bom: true, columns: true });
    expect(rows).toHaveLength(3);
    expect(rows.map((row) => row['联系手机'])).toEqual(['', 'second', '']);
    expect(rows[0]).toMatchObject({
      企业名称: '云江智造科技有限公司',
      办理状态: '已通过',
      项目类型: '新产品',
      研发费用: '2480000.5',
      所填内容真实: '是',
      表单版本: '1',
      提交时间: '2026-11-11 12:00',
      科技人员: '1. 姓名：林晓；在岗月数：12\n2. 姓名：王五',
      '联系人 (contact)': '\'=HYPERLINK("http://x")',
    });
    expect(rows[2]).toMatchObject({
      '联系人 (extra)': '"引号", 和\n换行',
      表单版本: '2',
      企业名称: '别家有限公司',
    });
    expect(bytes.toString()).not.toContain('hidden');
  });

  test('the choice of state, days and rounds holds', async () => {
    const days = async (choice: object) => {
      const { bytes } = await write('csv', choice);
      const rows = parse<Record<string, string>>(bytes, { bom: true, columns: true });
      return rows.map((row) => row['提交时间']?.slice(5, 10));
    };
    expect(await days({ every: true })).toEqual(['11-11', '11-12', '11-13', '11-15']);
    expect(await days({ state: 'approved' })).toEqual(['11-11']);
    expect(await days({ from: '2026-11-12', to: '2026-11-13', every: true })).toEqual(['11-12', '11-13']);
    await expect(write('csv', { state: 'withdrawn' })).rejects.toMatchObject({
      fields: { state: /没有符合条件/ },
    });
    await expect(write('csv', { from: '2026-11-14', to: '2026-11-13' })).rejects.toMatchObject({
      fields: { to: /不能早于/ },
    });
    await expect(write('csv', { from: 'yesterday' })).rejects.toMatchObject({
      fields: { from: /2026-11-22/ },
    });
    await expect(write('ods')).rejects.toMatchObject({ fields: { format: /XLSX/ } });
  });

  test('XLSX opens as a workbook that holds the same, without a formula', async () => {
    const { bytes } = await write('xlsx');
    const book = read(bytes, { cellFormula: true });
    const sheet = book.Sheets[book.SheetNames[0] ?? ''];
    expect(book.SheetNames).toEqual(['企业研发投入后补助申请表']);
    const rows = utils.sheet_to_json<Record<string, unknown>>(sheet as never);
    expect(rows).toHaveLength(3);
    expect(rows[0]).toMatchObject({ 研发费用: 2480000.5, '联系人 (contact)': '\'=HYPERLINK("http://x")' });
    expect(rows[2]).toMatchObject({ '联系人 (extra)': '"引号", 和\n换行' });
    expect(Object.values(sheet as object).some((cell: { f?: string }) => cell.f !== undefined)).toBe(false);
  });

  test('a reader of English gets the names and choices that the designer translated, and the platform’s words', async () => {
    const translated = (component: object, labelEn: string, more = {}) =>
      ({ ...component, input: true, properties: { labelEn, ...more } }) as unknown as FormComponent;
    const values = [{ value: 'new', label: '新产品' }];
    const { formId, versionId } = await publish(db, 'english', [
      translated({ type: 'radio', key: 'kind', label: '类型', values }, 'Kind', {
        optionsEn: { new: 'New' },
      }),
      translated(
        {
          type: 'datagrid',
          key: 'people',
          label: '人员',
          components: [
            translated({ type: 'textfield', key: 'name', label: '姓名' }, 'Name'),
            translated({ type: 'checkbox', key: 'there', label: '在岗' }, 'On duty'),
          ],
        },
        'People',
      ),
      { type: 'textfield', key: 'plain', label: '未翻译', input: true },
    ]);
    await db.formVersion.update({ where: { id: versionId }, data: { titleEn: 'R&D subsidy' } });
    const data = { kind: 'new', people: [{ name: '林晓', there: true }], plain: '甲' };
    await fileApplication(db, { formId, versionId, at: day(1), state: 'approved', data });
    const english = { ...deps, locale: 'en' as const };
    const written = async (format: string) => {
      const id = await requestExport(english, reviewer, { formId, format, choice: {} });
      await run(id);
      const opened = await openExport(english, reviewer, { formId, id });
      opened.stream.destroy();
      return { name: opened.name, bytes: readFileSync(exportFile(exportsDir, id).whole) };
    };
    const { name, bytes } = await written('csv');
    expect(name).toBe('R&D subsidy-2026-11-20.csv');
    const [row] = parse<Record<string, string>>(bytes, { bom: true, columns: true });
    expect(row).toMatchObject({
      ...{ State: 'Approved', Kind: 'New', People: '1. Name: 林晓; On duty: Yes', 未翻译: '甲' },
    });
    expect(readSheetNames((await written('xlsx')).bytes)).toEqual(['R&D subsidy']);
  });

  test('JSON gives data and its sources as they were filed', async () => {
    const { bytes } = await write('json');
    const all = JSON.parse(bytes.toString()) as { data: object; enterprise: object; formVersion: number }[];
    expect(all).toHaveLength(3);
    expect(all[0]).toMatchObject({
      caseState: 'approved',
      formVersion: 1,
      enterprise: { creditCode: '91359900MA0000008K' },
      data: { spent: 2480000.5, contact: '=HYPERLINK("http://x")' },
      provenance: {},
      attachments: [],
    });
  });

  test('ZIP holds table, data and each file under its receipt; a file that is lost is named', async () => {
    const filed = await fileApplication(db, { ...form, at: day(6), data: { name: '附件' } });
    const files = [
      ['../../1审计报告.pdf', '%PDF-1.4 报告'],
      ['2审计报告.pdf', 'another'],
    ] as const;
    for (const [name, text] of files) {
      const owner = { ownerKind: 'submission', ownerId: filed.submissionId } as const;
      const file = { bytes: Buffer.from(text), name, mediaType: 'application/pdf', ...owner };
      const { id: fileId, sha256 } = await storeFile({ db, filesDir }, file);
      const { submissionId } = filed;
      await db.attachment.create({
        data: {
          submissionId,
          path: 'report',
          fileId,
          name,
          mediaType: 'application/pdf',
          sizeBytes: 9,
          sha256,
        },
      });
    }
    const lost = {
      path: 'report',
      fileId: 'x',
      name: '3丢失.pdf',
      mediaType: 'application/pdf',
      sizeBytes: 9,
    };
    await db.attachment.create({
      data: { ...lost, submissionId: filed.submissionId, sha256: 'ab'.repeat(32) },
    });
    const { id, bytes } = await write('zip');
    const entries = unzip(bytes);
    const folder = `attachments/${filed.receiptNumber}`;
    expect([...entries.keys()]).toEqual([
      'applications.csv',
      'applications.json',
      `${folder}/01-1审计报告.pdf`,
      `${folder}/02-2审计报告.pdf`,
      'missing-files.txt',
    ]);
    expect(entries.get(`${folder}/01-1审计报告.pdf`)?.toString()).toBe('%PDF-1.4 报告');
    expect(entries.get('missing-files.txt')?.toString()).toBe(`${folder}/03-3丢失.pdf`);
    const all = JSON.parse(entries.get('applications.json')?.toString() ?? '') as {
      attachments: { file: string }[];
    }[];
    expect(all.at(-2)?.attachments[1]?.file).toBe(`${folder}/02-2审计报告.pdf`);
    const row = (await listExports(deps, reviewer, form.formId)).find((one) => one.id === id);
    expect(row).toMatchObject({
      missingFiles: 1,
      state: 'done',
      written: 4,
      total: 4,
      sizeBytes: bytes.length,
    });
    await db.case.delete({ where: { id: filed.caseId } }).catch(() => undefined);
  });
});

describe('who may', () => {
  test('only who reviews the department’s cases asks, sees, downloads; each step is audited', async () => {
    const { id } = await write('csv');
    const { formId } = form;
    for (const who of [otherReviewer, designer, member]) {
      await expect(requestExport(deps, who, { formId, format: 'csv', choice: {} })).rejects.toMatchObject({
        code: 'not-found',
      });
      await expect(listExports(deps, who, formId)).rejects.toMatchObject({ code: 'not-found' });
      await expect(openExport(deps, who, { formId, id })).rejects.toMatchObject({ code: 'not-found' });
      await expect(removeExport(deps, who, id)).rejects.toMatchObject({ code: 'not-found' });
      expect(await listExportableForms(deps, who)).toEqual([]);
    }
    const opened = await openExport(deps, reviewer, { formId, id });
    opened.stream.destroy();
    expect(opened).toMatchObject({ name: '企业研发投入后补助申请表-2026-11-20.csv', mediaType: /csv/ });
    await removeExport(deps, reviewer, id);
    const audit = await db.auditEntry.findMany({ where: { subjectId: id }, orderBy: { seq: 'asc' } });
    expect(audit.map(({ action, actorId }) => [action, actorId])).toEqual([
      ['export.requested', 'shen'],
      ['export.written', null],
      ['export.downloaded', 'shen'],
      ['export.removed', 'shen'],
    ]);
    expect(existsSync(exportFile(exportsDir, id).whole)).toBe(false);
    await expect(openExport(deps, reviewer, { formId, id })).rejects.toMatchObject({ code: 'not-found' });
  });

  test('a program is turned to its own way, and nobody starts a fourth at once', async () => {
    const key = { ...reviewer, kind: 'key' as const, personId: null, keyId: 'k' };
    const ask = { formId: form.formId, format: 'csv', choice: {} };
    await expect(requestExport(deps, key, ask)).rejects.toMatchObject({ code: 'access-denied' });
    const open = [];
    for (let n = 0; n < 3; n += 1) open.push(await requestExport(deps, reviewer, ask));
    await expect(requestExport(deps, reviewer, ask)).rejects.toMatchObject({
      fields: { format: /3 个导出/ },
    });
    for (const id of open) await removeExport(deps, reviewer, id);
  });

  test('a role that was taken away before the file is written counts', async () => {
    const id = await requestExport(deps, reviewer, { formId: form.formId, format: 'csv', choice: {} });
    const held = { personId: 'shen', departmentId: 'science', role: 'reviewer' };
    await db.appointment.deleteMany({ where: held });
    await run(id);
    await db.appointment.create({ data: held });
    expect(await db.formExport.findUniqueOrThrow({ where: { id } })).toMatchObject({
      state: 'failed',
      fault: 'right-lost',
    });
    expect(existsSync(exportFile(exportsDir, id).whole)).toBe(false);
  });
});

describe('when it goes otherwise', () => {
  test('one that was killed in the middle begins anew and ends the same', async () => {
    const id = await requestExport(deps, reviewer, { formId: form.formId, format: 'csv', choice: {} });
    await db.formExport.update({ where: { id }, data: { state: 'running', written: 1 } });
    mkdirSync(exportsDir, { recursive: true });
    writeFileSync(exportFile(exportsDir, id).part, 'half a line');
    await run(id, 2);
    const rows = parse(readFileSync(exportFile(exportsDir, id).whole), { bom: true }) as unknown[];
    expect(rows.length).toBeGreaterThan(3);
    expect(existsSync(exportFile(exportsDir, id).part)).toBe(false);
    // Run again by chance: what stands stays.
    await run(id, 2);
    expect(await db.formExport.findUniqueOrThrow({ where: { id } })).toMatchObject({ state: 'done' });
  });

  test('one that is cancelled leaves no file; one that stops with the server is given back', async () => {
    const id = await requestExport(deps, reviewer, { formId: form.formId, format: 'csv', choice: {} });
    await removeExport(deps, reviewer, id);
    await run(id);
    expect(await db.formExport.findUniqueOrThrow({ where: { id } })).toMatchObject({ state: 'cancelled' });
    const stopped = await requestExport(deps, reviewer, { formId: form.formId, format: 'csv', choice: {} });
    await expect(run(stopped, 1, AbortSignal.abort(new Error('stopping')))).rejects.toThrow();
    expect(existsSync(exportFile(exportsDir, stopped).part)).toBe(false);
    await run(stopped);
    expect(await db.formExport.findUniqueOrThrow({ where: { id: stopped } })).toMatchObject({
      state: 'done',
    });
  });

  test('a fault ends it after three tries, with its reason', async () => {
    const id = await requestExport(deps, reviewer, { formId: form.formId, format: 'csv', choice: {} });
    const broken = { ...deps, exportsDir: path.join(dir, 'huiqitong.db') };
    const handler = writeExportHandler(broken);
    const job = { id: 'job', payload: { exportId: id } as never, progress: () => Promise.resolve() };
    const { signal } = new AbortController();
    await expect(handler({ ...job, attempt: 1, signal })).rejects.toThrow();
    expect(await db.formExport.findUniqueOrThrow({ where: { id } })).toMatchObject({ state: 'running' });
    await expect(handler({ ...job, attempt: 3, signal })).rejects.toThrow();
    expect(await db.formExport.findUniqueOrThrow({ where: { id } })).toMatchObject({
      state: 'failed',
      fault: 'fault',
    });
  });

  test('after the days it is kept the file goes, and the log says so', async () => {
    const { id } = await write('csv');
    at = new Date(noon.valueOf() + 6 * 86_400_000);
    expect(await expireExports({ ...deps, keptDays: 7 })).toBe(0);
    at = new Date(noon.valueOf() + 8 * 86_400_000);
    expect(await expireExports({ ...deps, keptDays: 7 })).toBeGreaterThan(0);
    expect(existsSync(exportFile(exportsDir, id).whole)).toBe(false);
    expect(await db.auditEntry.count({ where: { subjectId: id, action: 'export.expired' } })).toBe(1);
  });
});
