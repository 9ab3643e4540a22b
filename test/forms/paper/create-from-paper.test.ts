import { afterAll, beforeAll, expect, test } from 'vitest';

import { getFormForDesign } from '~/forms/definition/get-form.server';
import { walkFields } from '~/forms/definition/walk-fields';
import { systemReader } from '~/prisma/access/reader';
import { publishForm } from '~/forms/definition/publish-form.server';
import { createFromPaper, getFormPaper } from '~/forms/paper/create-from-paper.server';
import { openDocumentParser } from '~/knowledge/documents/document-parser.server';

import { useDatabase } from '../../setup/database';
import { buildCity, designer, noon, otherDesigner } from '../small-city';
import { moreSamplePapers } from './more-sample-papers';
import { samplePapers } from './sample-papers';

const { db } = useDatabase();
const parser = openDocumentParser({ threads: 1 });
const deps = { db, now: () => noon, parser };
const [paper] = samplePapers;
const bytes = paper?.bytes() ?? new Uint8Array();
const form = { departmentId: 'science', title: '' };

beforeAll(() => buildCity(db));
afterAll(() => parser.close());

test('every sample becomes a draft that may be published as it stands, with its title, options and help', async () => {
  for (const [at, sample] of [...samplePapers, ...moreSamplePapers].entries()) {
    const file = { name: sample.name, bytes: sample.bytes() };
    const { formId } = await createFromPaper(deps, designer, { ...form, path: `paper-${at}`, file });
    const { working } = await getFormForDesign(deps, designer, formId);
    expect(working.title).toBe(sample.title);
    const published = await publishForm(deps, systemReader, { formId, revision: working.revision });
    expect(published.number).toBe(1);
  }
  const { formId } = await db.formPaper.findFirstOrThrow({ where: { fileName: 'rd-subsidy.docx' } });
  const { working } = await getFormForDesign(deps, designer, formId);
  const fields = walkFields(working.definition.components);
  const of = (label: string) => fields.find((field) => field.label === label)?.component;
  expect(of('所属行业')?.description).toBe('按《国民经济行业分类》填写到小类');
  expect(of('是否高新技术企业')?.values).toEqual([
    { label: '是', value: '是' },
    { label: '否', value: '否' },
  ]);
});

test('each field knows its cells, and what became none is said; other departments see nothing of it', async () => {
  const { formId } = await db.formPaper.findFirstOrThrow({ where: { fileName: 'rd-subsidy.docx' } });
  const view = await getFormPaper(deps, designer, formId);
  const name = view.fields.find(({ label }) => label === '企业名称');
  expect(name?.places).toEqual([
    { table: '1', row: 1, column: 1 },
    { table: '1', row: 1, column: 2 },
  ]);
  expect(view.leftOut.map(({ reason }) => reason)).toContain('for-the-department');
  await expect(getFormPaper(deps, otherDesigner, formId)).rejects.toMatchObject({ code: 'not-found' });
});

test('what is no printed form is refused with a sentence, and no form is left behind', async () => {
  const before = await db.form.count();
  const make = (name: string, content: Uint8Array) =>
    createFromPaper(deps, designer, { ...form, path: 'refused', title: 'x', file: { name, bytes: content } });
  const text = (words: string) => new TextEncoder().encode(words);
  await expect(make('form.pdf', text('%PDF-1.7\n'))).rejects.toMatchObject({
    fields: { file: expect.stringContaining('Word（.docx）或 Excel（.xlsx）') as string },
  });
  await expect(make('broken.docx', bytes.slice(0, 300))).rejects.toMatchObject({ code: 'invalid-input' });
  await expect(make('empty.docx', new Uint8Array())).rejects.toMatchObject({
    fields: { file: '请选择要识别的表格文件' },
  });
  await expect(
    createFromPaper(deps, designer, { ...form, path: 'paper-0', file: { name: 'rd.docx', bytes } }),
  ).rejects.toMatchObject({ fields: { path: expect.any(String) as string } });
  expect(await db.form.count()).toBe(before);
});
