import { expect, test } from 'vitest';

import { arrangeFill } from '~/app/forms/arrange-fill';
import { checkScreen, firstOpen, listScreens, screenOf } from '~/app/forms/fill/list-screens';
import type { FormComponent } from '~/forms/definition/form-definition';
import type { Provenance } from '~/forms/prefill/field-provenance';

const field = (type: string, key: string, more: Partial<FormComponent> = {}): FormComponent => ({
  type,
  key,
  label: `问${key}`,
  input: true,
  ...more,
});
const from = { source: '市监局', sourceKind: 'register', observedAt: '2026-10-01T00:00:00Z', value: '甲' };
const provenance = {
  name: { ...from, fact: 'registration.name', locked: true },
  contact: { ...from, fact: 'contact.name', locked: false },
} as unknown as Provenance;
const required = { validate: { required: true } };
const plan = arrangeFill(
  {
    components: [
      field('textfield', 'name'),
      { type: 'content', key: 'hint', input: false },
      field('textfield', 'project', required),
      field('radio', 'kind'),
      field('datagrid', 'members', { components: [field('textfield', 'person')] }),
      field('textfield', 'contact'),
      field('file', 'report', required),
      field('checkbox', 'promiseA', required),
      field('checkbox', 'promiseB', required),
      { type: 'content', key: 'end', input: false },
    ],
  },
  provenance,
);
const screens = listScreens(plan, []);

test('a question each, the promises together, the review last; what is filled in is not asked', () => {
  expect(screens.map(({ id, kind }) => [id, kind])).toEqual([
    ['project', 'question'],
    ['kind', 'question'],
    ['members', 'question'],
    ['report', 'material'],
    ['promises', 'promises'],
    ['review', 'review'],
  ]);
  expect(screens[4]?.paths).toEqual(['promiseA', 'promiseB']);
  expect(checkScreen(plan)).toMatchObject({ keys: ['contact'], paths: ['contact', 'name'] });
});

test('an explanation stands with the question that follows it, the last one with the last question', () => {
  expect(screens[0]).toMatchObject({ title: '问project', keys: ['hint', 'project'] });
  expect(screens.find(({ keys }) => keys.includes('end'))?.id).toBe('members');
});

test('a question that a condition hides is skipped', () => {
  expect(listScreens(plan, ['kind']).map(({ id }) => id)).not.toContain('kind');
});

test('a field is found on its screen, in a row of a table and among what is filled in', () => {
  const check = checkScreen(plan);
  expect(screenOf(screens, check, 'members[2].person')?.id).toBe('members');
  expect(screenOf(screens, check, 'contact')?.id).toBe('check');
  expect(screenOf(screens, check, 'name')?.id).toBe('check');
  expect(screenOf(screens, check, 'nowhere')).toBeUndefined();
});

test('it begins where something is open, else at the review', () => {
  expect(firstOpen(screens, ['promiseB', 'report'])).toBe('report');
  expect(firstOpen(screens, ['members[0].person'])).toBe('members');
  expect(firstOpen(screens, [])).toBe('review');
});
