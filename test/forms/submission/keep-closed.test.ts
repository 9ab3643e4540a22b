import { expect, test } from 'vitest';

import type { FormComponent } from '~/forms/definition/form-definition';
import { keepClosed } from '~/forms/submission/keep-closed';
import { closeFields } from '~/app/forms/fill/close-fields';
import { readVerifyCode, showVerifyCode } from '~/forms/submission/verify-code';

const text = (key: string, more: object = {}): FormComponent => ({
  type: 'textfield',
  key,
  label: key,
  input: true,
  ...more,
});
const onlyIfNew = { conditional: { json: { '===': [{ var: 'data.kind' }, 'new'] } } };
const form: FormComponent[] = [
  {
    type: 'panel',
    key: 'p',
    input: false,
    components: [
      text('a'),
      text('b'),
      text('extra', onlyIfNew),
      text('sum', { calculateValue: { '+': [1, 1] } }),
    ],
  },
  { type: 'datagrid', key: 'rows', label: 'rows', input: true, components: [text('x'), text('y')] },
  { type: 'container', key: 'box', label: 'box', input: true, components: [text('in')] },
  { type: 'columns', key: 'cols', input: false, columns: [{ components: [text('c')] }] },
];
const before = {
  a: '1',
  b: '2',
  sum: '2',
  rows: [
    { x: 'x0', y: 'y0' },
    { x: 'x1', y: 'y1' },
  ],
  box: { in: '3' },
};
const keep = (open: string[], posted: Record<string, unknown>, owned: string[] = []) => {
  const data = structuredClone(posted);
  const dropped = keepClosed(form, data, { open, before }, new Set(owned)).map(({ path }) => path);
  return { data, dropped };
};

test('what isn’t named is put back, what is named stays as posted', () => {
  const posted = { ...before, a: 'new', b: 'sneaked', box: { in: '4' }, c: 'added', sum: '9' };
  const { data, dropped } = keep(['a'], posted);
  expect(data).toMatchObject({ a: 'new', b: '2', box: { in: '3' }, sum: '9' });
  expect(data).not.toHaveProperty('c');
  expect(dropped).toEqual(['b', 'box.in', 'c']);
});

test('the platform’s own values, and fields that appear by the correction, are left alone', () => {
  const { data, dropped } = keep(['a'], { ...before, b: 'refreshed', extra: 'now asked' }, ['b']);
  expect(data).toMatchObject({ b: 'refreshed', extra: 'now asked' });
  expect(dropped).toEqual([]);
});

test('of a table, a cell opens itself, the table’s own name opens it whole, and rows stay as many', () => {
  const rows = [
    { x: 'new', y: 'sneaked' },
    { x: 'x1', y: 'y1' },
    { x: 'more', y: 'more' },
  ];
  expect(keep(['rows[0].x'], { ...before, rows }).data.rows).toEqual([
    { x: 'new', y: 'y0' },
    { x: 'x1', y: 'y1' },
  ]);
  expect(keep(['rows'], { ...before, rows }).data.rows).toEqual(rows);
  expect(keep(['a'], { ...before, rows }).data.rows).toEqual(before.rows);
  expect(keep(['rows[1].y'], { ...before, rows: 'gone' }).data.rows).toEqual(before.rows);
});

test('no name opens everything', () => {
  expect(keep([], { a: 'x', b: 'y' })).toEqual({ data: { a: 'x', b: 'y' }, dropped: [] });
});

test('the page closes the same fields', () => {
  const closed = (open: string[], filled: string[] = ['a', 'b', 'rows.x']) => {
    const { components } = closeFields({ components: form }, open, new Set(filled));
    const names: string[] = [];
    const walk = (list: readonly FormComponent[]) =>
      list.forEach((one) => {
        if (one.disabled) names.push(one.key);
        walk(one.components ?? []);
        one.columns?.forEach((column) => walk(column.components ?? []));
      });
    walk(components);
    return names;
  };
  expect(closed(['a'])).toEqual(['b', 'sum', 'rows', 'x', 'y', 'in', 'c']);
  expect(closed(['rows[0].x'])).toEqual(['a', 'b', 'sum', 'y', 'in', 'c']);
  expect(closed(['rows', 'box.in'])).toEqual(['a', 'b', 'sum', 'c']);
  expect(closed(['a'], ['extra'])).toContain('extra');
  expect(closed([])).toEqual([]);
});

test('a code is read as people type it, and as a hostile address gives it', () => {
  expect(readVerifyCode('a1b2-c3d4 E5F6－A7B8-C9D0')).toBe('A1B2C3D4E5F6A7B8C9D0');
  expect(readVerifyCode('Ａ１B2C3D4E5F6A7B8C9D0')).toBe('A1B2C3D4E5F6A7B8C9D0');
  expect(['', 'A1B2', '../../x', 'G'.repeat(20), 'A'.repeat(21)].map(readVerifyCode)).toEqual(
    Array(5).fill(null),
  );
  expect(showVerifyCode('A1B2C3D4E5F6A7B8C9D0')).toBe('A1B2-C3D4-E5F6-A7B8-C9D0');
});
