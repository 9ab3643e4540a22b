import { beforeAll, expect, test } from 'vitest';

import { createForm } from '~/forms/definition/create-form.server';
import type { FormDefinition } from '~/forms/definition/form-definition';
import { getFormForDesign, getFormVersion, getPublishedForm } from '~/forms/definition/get-form.server';
import { listForms } from '~/forms/definition/list-forms.server';
import { listPublishedForms } from '~/forms/definition/list-published-forms.server';
import { publishForm } from '~/forms/definition/publish-form.server';
import { saveFormDraft } from '~/forms/definition/save-form-draft.server';
import { prefillForEnterprise } from '~/forms/prefill/prefill-for-enterprise.server';
import { startDraft } from '~/forms/submission/start-draft.server';
import { getDraft } from '~/forms/submission/get-draft.server';

import { systemReader } from '~/prisma/access/reader';

import { useDatabase } from '../../setup/database';
import {
  buildCity,
  components,
  designer,
  key,
  member,
  noon,
  otherDesigner,
  otherMember,
} from '../small-city';

const { db } = useDatabase();
const deps = { db, now: () => noon, signingKey: key };
const definition: FormDefinition = { display: 'form', components };
const title = '补助申请表';

beforeAll(() => buildCity(db));

test('a form is made, saved, published and changed; open drafts keep the version that they were filled on', async () => {
  const made = await createForm(deps, designer, { departmentId: 'science', path: 'versions', title });
  const { formId } = made;
  const saved = await saveFormDraft(deps, designer, { formId, revision: made.revision, title, definition });
  expect(saved).toMatchObject({ number: 1, revision: 2 });
  expect(saved.findings.filter(({ severity }) => severity !== 'warning')).toEqual([]);
  expect(await getPublishedForm(db, 'versions')).toBeNull();
  await publishForm(deps, systemReader, { formId, revision: 2 });
  const { draftId } = await startDraft(deps, member, { form: 'versions', enterpriseId: 'zhizao' });

  const working = (await getFormForDesign(deps, designer, formId)).working;
  expect(working.definition).toEqual(definition);
  const shorter = { ...definition, components: components.slice(0, 3) };
  const next = await saveFormDraft(deps, designer, {
    formId,
    revision: working.revision,
    title,
    definition: shorter,
  });
  expect(next.number).toBe(2);
  expect(await publishForm(deps, systemReader, { formId, revision: next.revision })).toMatchObject({
    number: 2,
    openDrafts: 1,
  });
  expect((await getDraft(deps, member, draftId)).formVersion).toBe(1);
  expect((await getPublishedForm(db, formId))?.number).toBe(2);
  const states = (await getFormForDesign(deps, designer, formId)).versions.map(
    ({ number, state }) => `${number} ${state}`,
  );
  expect(states).toEqual(['2 published', '1 retired']);
  expect((await listForms(deps, designer)).find((form) => form.formId === formId)).toMatchObject({
    draft: null,
    openDrafts: 1,
  });
  expect((await listPublishedForms(db)).forms.map((form) => form.path)).toContain('versions');
});

test('two designers never overwrite each other unseen', async () => {
  const { formId } = await createForm(deps, designer, { departmentId: 'science', path: 'race', title });
  await saveFormDraft(deps, designer, { formId, revision: 1, title: '甲', definition });
  const late = saveFormDraft(deps, designer, { formId, revision: 1, title: '乙', definition });
  await expect(late).rejects.toMatchObject({ code: 'conflict', current: { revision: 2 } });
  await expect(publishForm(deps, systemReader, { formId, revision: 1 })).rejects.toMatchObject({
    code: 'conflict',
  });
});

test('abuse 1 and 2: a script or an exploding pattern is refused on save and on import, with a sentence at its place', async () => {
  const evil = { components: [{ ...components[1], customDefaultValue: 'value = 1' }] } as FormDefinition;
  const slow = { components: [{ ...components[1], validate: { pattern: '(a+)+b' } }] } as FormDefinition;
  const { formId } = await createForm(deps, designer, { departmentId: 'science', path: 'safe', title });
  const imported = createForm(deps, designer, {
    departmentId: 'science',
    path: 'evil',
    title,
    definition: evil,
  });
  await expect(imported).rejects.toMatchObject({ code: 'invalid-input' });
  const saved = saveFormDraft(deps, designer, { formId, revision: 1, title, definition: evil });
  await expect(saved).rejects.toMatchObject({
    fields: { 'components[0].customDefaultValue': expect.stringContaining('自定义脚本') as string },
  });
  await expect(
    saveFormDraft(deps, designer, { formId, revision: 1, title, definition: slow }),
  ).rejects.toMatchObject({ code: 'invalid-input' });
});

test('a form with errors is saved as a draft with its findings, but not published', async () => {
  const unknown = {
    components: [{ type: 'textfield', key: 'a', label: '甲', prefill: { fact: 'no.such' } }],
  };
  const { formId } = await createForm(deps, designer, { departmentId: 'science', path: 'unfinished', title });
  const { findings, revision } = await saveFormDraft(deps, designer, {
    formId,
    revision: 1,
    title,
    definition: unknown,
  });
  expect(findings.map(({ code }) => code)).toEqual(['fact-unknown', 'translation-missing']);
  await expect(publishForm(deps, systemReader, { formId, revision })).rejects.toMatchObject({
    fields: { 'components[0].prefill.fact': expect.stringContaining('no.such') as string },
  });
});

test('abuse 7: another department’s form is not found; its address is checked', async () => {
  const { formId, versionId } = await createForm(deps, designer, {
    departmentId: 'science',
    path: 'mine',
    title,
  });
  await expect(getFormForDesign(deps, otherDesigner, formId)).rejects.toMatchObject({ code: 'not-found' });
  await expect(getFormVersion(deps, otherDesigner, versionId)).rejects.toMatchObject({ code: 'not-found' });
  await expect(
    saveFormDraft(deps, otherDesigner, { formId, revision: 1, title, definition }),
  ).rejects.toMatchObject({ code: 'not-found' });
  await expect(publishForm(deps, designer, { formId, revision: 1 })).rejects.toMatchObject({
    code: 'access-denied',
  });
  const make = (path: string, reader = designer) =>
    createForm(deps, reader, { departmentId: 'science', path, title });
  await expect(make('other', otherDesigner)).rejects.toMatchObject({ code: 'access-denied' });
  await expect(make('mine')).rejects.toMatchObject({ fields: { path: '这个地址已被另一份表单使用。' } });
  await expect(make('../up')).rejects.toMatchObject({ code: 'invalid-input' });
  expect((await listForms(deps, otherDesigner)).length).toBe(0);
  expect((await getFormVersion(deps, designer, versionId)).state).toBe('draft');
});

test('prefill answers for the caller’s own firm only', async () => {
  const filled = await prefillForEnterprise(deps, member, { formId: 'versions', enterpriseId: 'zhizao' });
  expect(filled.data).toMatchObject({ staff: 86 });
  const foreign = prefillForEnterprise(deps, otherMember, { formId: 'versions', enterpriseId: 'zhizao' });
  await expect(foreign).rejects.toMatchObject({ code: 'not-found' });
});
