import { expect, test } from 'vitest';

import type { FormComponent } from '~/forms/definition/form-definition';
import type { FieldProvenance } from '~/forms/prefill/field-provenance';
import { assessCarry, carryData, carryProvenance } from '~/forms/submission/carry-draft';
import { showVersionNote } from '~/app/forms/versions/show-version-note';
import { summarizeDryRun } from '~/forms/prefill/summarize-dry-run';

const field = (key: string, more: Partial<FormComponent> = {}): FormComponent => ({
  ...{ type: 'textfield', key, label: key, input: true },
  ...more,
});
const version = (...components: FormComponent[]) => ({ title: '表', definition: { components } });
const look = (older: FormComponent, newer: FormComponent, data: Record<string, unknown>) =>
  assessCarry(version(older), version(newer), data).look.map(({ code }) => code);

test('what was typed decides whether a change is harmless', () => {
  const choice = (...values: string[]) =>
    field('c', { type: 'select', values: values.map((value) => ({ value, label: value })) });
  expect(look(choice('a', 'b'), choice('a'), { c: 'a' })).toEqual([]);
  expect(look(choice('a', 'b'), choice('a'), { c: 'b' })).toEqual(['choices-removed']);
  const many = { ...choice('a', 'b'), multiple: true };
  expect(look(many, { ...choice('a'), multiple: true }, { c: ['a', 'b'] })).toEqual(['choices-removed']);
  const boxes = (...values: string[]) => ({ ...choice(...values), type: 'selectboxes' });
  expect(look(boxes('a', 'b'), boxes('a'), { c: { a: true, b: false } })).toEqual([]);
  expect(look(boxes('a', 'b'), boxes('a'), { c: { b: true } })).toEqual(['choices-removed']);
  const required = field('a', { validate: { required: true } });
  expect(look(field('a'), required, { a: '写了' })).toEqual([]);
  expect(look(field('a'), required, { a: '' })).toEqual(['required-now']);
  expect(look(field('a'), field('a', { type: 'number' }), {})).toEqual([]);
  expect(look(field('a'), field('a', { hidden: true }), {})).toEqual(['hidden-now']);
});

test('rows count, each of them', () => {
  const rows = (more: Partial<FormComponent> = {}) =>
    field('r', { type: 'datagrid', components: [field('x', more)] });
  const stricter = rows({ validate: { maxLength: 2 } });
  expect(look(rows(), stricter, { r: [{ x: '' }, { x: 'abc' }] })).toEqual(['limit-tighter']);
  expect(look(rows(), stricter, { r: [{ x: '' }] })).toEqual([]);
  expect(look(rows(), stricter, {})).toEqual([]);
});

test('what the newer version can’t hold is told in words', () => {
  const older = {
    components: [
      field('a'),
      field('n', { type: 'number' }),
      field('r', { type: 'datagrid', components: [field('x')] }),
    ],
  };
  const newer = { components: [field('a'), field('n', { type: 'checkbox' })] };
  const { data, kept } = carryData(older, newer, { a: '甲', n: 5, r: [{ x: '一' }, { x: '二' }] });
  expect(data).toEqual({ a: '甲' });
  expect(kept).toEqual([
    { path: 'n', label: 'n', text: '5' },
    { path: 'r[].x', label: 'x', text: '一；二' },
  ]);
});

test('a value whose field isn’t bound any more is the firm’s own', () => {
  const origin = (fact: string | null) =>
    ({ fact, locked: fact !== null, value: 1 }) as unknown as FieldProvenance;
  const newer = { components: [field('a', { prefill: { fact: 'x' } }), field('b'), field('c')] };
  const kept = carryProvenance(newer, { a: origin('x'), b: origin('y'), c: origin(null), gone: origin('x') });
  expect(Object.keys(kept)).toEqual(['a', 'c']);
});

test('a filled table’s rows and a held certificate stay what they are in the new version', () => {
  const origin = (fact: string | null, row?: string) => ({
    ...{ fact, period: null, source: '', sourceKind: 'registry' as const, observedAt: '' },
    ...{ locked: true, reference: null, value: 1, ...(row !== undefined && { row }) },
  });
  const column = field('sales', { prefill: { fact: 'revenue.annual' } });
  const newer = {
    components: [
      field('years', { type: 'datagrid', prefill: { rows: 'years' }, components: [column] }),
      field('proof', { type: 'file', prefill: { certificate: 'qualification.high-tech' } }),
    ],
  };
  const before = {
    'years[0].sales': origin('revenue.annual', '2025'),
    'years[0].gone': origin('revenue.annual', '2025'),
    proof: origin('qualification.high-tech'),
  };
  expect(Object.keys(carryProvenance(newer, before))).toEqual(['years[0].sales', 'proof']);
});

test('the firm reads first what it must look at, in its language', () => {
  expect(showVersionNote(null, 'en')).toBeNull();
  const assessed = assessCarry(
    version(field('a')),
    version(field('a', { label: '乙', prefill: { fact: 'credit.code' } })),
    {},
  );
  const note = { fromNumber: 1, toNumber: 2, state: 'waiting' as const, kept: [], ...assessed };
  expect(showVersionNote(note, 'zh-CN')?.changes).toEqual([
    { text: '“乙”改为自动带出“统一社会信用代码”', look: true },
    { text: '“a”改名为“乙”', look: false },
  ]);
  expect(showVersionNote(note, 'en')?.changes[0]?.text).toContain('is filled in from');
});

test('a dry run counts what is filled, what never is, and what doesn’t fit', () => {
  const components = [
    field('name', { prefill: { fact: 'n' } }),
    field('size', { type: 'select', values: [{ value: 's', label: 's' }], prefill: { fact: 's' } }),
    field('never', { prefill: { fact: 'z' } }),
    field('sum', { calculateValue: { '+': [1, 1] } }),
    field('shy', { hidden: true }),
    field('rows', { type: 'datagrid', components: [field('x')] }),
  ];
  const fact = (key: string, value: unknown) => ({
    ...{ key, value, period: '', source: '市监局', sourceKind: 'registry' as const },
    ...{ observedAt: '2026-11-01', validUntil: null, reference: null },
  });
  const firms = [
    { name: '甲', facts: [fact('n', '甲'), fact('s', 'xl')] },
    { name: '乙', facts: [fact('n', '乙'), fact('s', 's')] },
  ];
  expect(summarizeDryRun(components, firms, '2026-11-20')).toEqual({
    fields: 4,
    firms: [
      { name: '甲', filled: 1, share: 0.25 },
      { name: '乙', filled: 2, share: 0.5 },
    ],
    neverFilled: [{ path: 'never', label: 'never', fact: 'z' }],
    unfit: [{ path: 'size', label: 'size', fact: 's', firm: '甲', value: 'xl' }],
  });
  expect(summarizeDryRun([], [], '2026-11-20')).toEqual({ fields: 0, firms: [], neverFilled: [], unfit: [] });
});
