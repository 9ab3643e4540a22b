import { describe, expect, it } from 'vitest';

import { createForm } from '~/forms/definition/create-form.server';
import { isUnsafe, lintForm } from '~/forms/definition/lint-form';
import { readFormioExport, type FormioExport } from '~/forms/definition/read-formio-export';
import { describeFinding } from '~/forms/words/describe';
import { systemReader } from '~/prisma/access/reader';
import { buildCity, noon } from '~/test/forms/small-city';
import { useDatabase } from '~/test/setup/database';

import { formioExports } from './formio-exports';

const { db } = useDatabase();

function read(value: unknown): FormioExport {
  const found = readFormioExport(JSON.stringify(value));
  if (typeof found === 'string') throw new Error(found);
  return found;
}

describe('exports of form.io', () => {
  it.each(formioExports)('$name', ({ form, taken, refused }) => {
    const found = read(form);
    expect(found.taken.map(({ key }) => key)).toEqual(taken);
    expect(found.refused.map((finding) => describeFinding(finding))).toEqual(refused);
    expect(lintForm(found.definition).filter(isUnsafe)).toEqual([]);
    for (const finding of found.refused) {
      const english = describeFinding(finding, 'en');
      expect(english).not.toMatch(/\{\{|forms\.lint/);
      expect(english).not.toBe(describeFinding(finding));
    }
  });

  it('go through the same save as the builder’s own', async () => {
    await buildCity(db);
    for (const { form } of formioExports) {
      const { title, path, definition } = read(form);
      const made = await createForm({ db, now: () => noon }, systemReader, {
        departmentId: 'science',
        title,
        path,
        definition,
      });
      const version = await db.formVersion.findUniqueOrThrow({ where: { id: made.versionId } });
      expect(version.definition).toEqual(JSON.parse(JSON.stringify(definition)));
    }
  });

  it('say what must be mended before they are published', () => {
    const remote = formioExports.find(({ name }) => name.includes('remote'));
    expect(read(remote?.form).toMend.map(({ code }) => code)).toContain('options-missing');
  });
});

it.each([
  ['no JSON', '{', 'not-json'],
  ['a list', '[]', 'not-a-form'],
  ['an object without components', '{"title":"x"}', 'not-a-form'],
  ['a project', '{"title":"x","forms":{"a":{"components":[]}}}', 'whole-project'],
  ['a PDF form', '{"display":"pdf","components":[]}', 'pdf-form'],
  [
    'prototype keys',
    '{"components":[{"type":"textfield","key":"a","x":{"__proto__":{"a":1}}}]}',
    'too-large',
  ],
])('%s is no form', (_, text, problem) => {
  expect(readFormioExport(text)).toBe(problem);
});

it('reads a file with a byte order mark, and makes an address of form.io’s', () => {
  const found = readFormioExport(`\uFEFF${JSON.stringify({ path: 'Tech/Upgrade_2026', components: [] })}`);
  expect(found).toMatchObject({ path: 'tech-upgrade-2026', title: '', taken: [] });
});
