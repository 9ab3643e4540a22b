import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';

import { adviseForm } from '~/forms/definition/advise-form';
import { canHold, conditionTerms, joinTerms } from '~/forms/definition/condition-terms';
import type { FormComponent } from '~/forms/definition/form-definition';
import { lintCells } from '~/forms/definition/lint-cells';
import { lintForm } from '~/forms/definition/lint-form';
import { lintReach } from '~/forms/definition/lint-reach';
import { describeFinding } from '~/forms/words/describe';

const field = (key: string, more: Partial<FormComponent> = {}): FormComponent => ({
  ...{ type: 'textfield', key, label: key, input: true },
  ...more,
});
const kind = field('kind', {
  ...{
    type: 'radio',
    values: [
      { value: 'new', label: '新' },
      { value: 'old', label: '旧' },
    ],
  },
});
const when = (json: unknown) => ({ conditional: { json } as Record<string, unknown> });
const is = (name: string, value: unknown) => ({ '==': [{ var: `data.${name}` }, value] });
const codes = (...components: FormComponent[]) =>
  lintReach({ components }).map(({ code, key, severity }) => `${severity} ${code} ${String(key)}`);

describe('a field that nobody ever sees', () => {
  it.each<[string, unknown]>([
    ['one field as two values', { and: [is('kind', 'new'), is('kind', 'old')] }],
    ['a choice that isn’t offered', is('kind', 'other')],
    ['a number in no range', { and: [{ '>': [{ var: 'data.n' }, 5] }, { '<': [{ var: 'data.n' }, 3] }] }],
    ['turned around', { and: [{ '<': [5, { var: 'data.n' }] }, { '>=': [3, { var: 'data.n' }] }] }],
    ['a value and not that value', { and: [is('n', 1), { '!=': [{ var: 'data.n' }, 1] }] }],
    [
      'in one list and not in it',
      { and: [{ in: [{ var: 'data.n' }, [1, 2]] }, { '!': [{ in: [{ var: 'data.n' }, [1, 2]] }] }] },
    ],
    ['never', { '!!': [false] }],
    ['empty and filled', { and: [{ '!': [{ var: 'data.n' }] }, { '!!': [{ var: 'data.n' }] }] }],
  ])('%s', (_, json) => {
    const n = field('n', { type: 'number' });
    expect(codes(kind, n, field('a', when(json)))).toEqual(['warning never-shown a']);
    expect(codes(kind, n, field('a', { ...when(json), validate: { required: true } }))).toEqual([
      'error never-shown a',
    ]);
  });

  it('hangs on a field that is never shown, or stands in a part that isn’t', () => {
    const dead = field('dead', when(is('kind', 'other')));
    const panel = field('p', {
      type: 'panel',
      input: false,
      ...when(is('kind', 'other')),
      components: [field('inner')],
    });
    expect(codes(kind, dead, field('a', when(is('dead', 'x'))), panel)).toEqual([
      'warning never-shown dead',
      'warning never-shown a',
      'warning never-shown inner',
    ]);
  });

  it('is found in the simple conditions of form.io, too, and in rows', () => {
    const both = {
      conditional: {
        ...{ show: true, conjunction: 'all' },
        conditions: [
          { component: 'kind', operator: 'isEqual', value: 'new' },
          { component: 'kind', operator: 'isEqual', value: 'old' },
        ],
      },
    };
    expect(codes(kind, field('a', both))).toEqual(['warning never-shown a']);
    const row = { and: [{ '==': [{ var: 'row.k' }, 1] }, { '==': [{ var: 'row.k' }, 2] }] };
    const grid = field('g', { type: 'datagrid', components: [field('k'), field('x', when(row))] });
    expect(codes(grid)).toEqual(['warning never-shown x']);
  });

  it('isn’t reported where it can be seen, or where more is said than can be read', () => {
    const seen = [
      ...[is('kind', 'new'), { or: [is('kind', 'new'), is('kind', 'old')] }, { '!': [is('kind', 'new')] }],
      ...[
        { '!': [{ var: 'data.kind' }] },
        { in: ['文', { var: 'data.t' }] },
        { '>': [{ var: 'data.t' }, 3] },
      ],
      ...[
        { some: [{ var: 'data.t' }, true] },
        { '==': [{ var: 'data.kind' }, { var: 'data.t' }] },
        { '!!': [true] },
      ],
      { and: [{ '>=': [{ var: 'data.t' }, 3] }, { '<=': [{ var: 'data.t' }, 3] }] },
    ];
    expect(codes(kind, field('t'), ...seen.map((json, at) => field(`a${at}`, when(json))))).toEqual([]);
    expect(codes(kind, field('b', { hidden: true }))).toEqual([]);
  });

  it('is required and hidden, with nothing that fills it', () => {
    const required = { hidden: true, validate: { required: true } };
    expect(codes(field('a', required))).toEqual(['error hidden-required a']);
    expect(
      codes(
        field('b', { ...required, prefill: { fact: 'credit.code' } }),
        field('c', { ...required, defaultValue: 'web' }),
        field('d', { ...required, calculateValue: { '+': [1, 2] } }),
        field('e', { ...required, logic: [{ trigger: {}, actions: [] }] }),
      ),
    ).toEqual([]);
  });
});

describe('fields that decide over each other in a circle', () => {
  it('are named in their order', () => {
    const sum = (...names: string[]) => ({
      calculateValue: { '+': names.map((name) => ({ var: `data.${name}` })) },
    });
    const [found, ...more] = lintForm({
      components: [field('a', sum('b')), field('b', sum('c')), field('c', sum('a'))],
    });
    expect(more.filter(({ severity }) => severity !== 'warning')).toEqual([]);
    expect(found).toMatchObject({ code: 'circular', severity: 'error', params: { fields: 'a → b → c → a' } });
    expect(describeFinding(found!)).toContain('绕成了圈：a → b → c → a');
    expect(codes(field('a', sum('a')))).toEqual(['error circular a']);
    expect(codes(field('a', when(is('b', 1))), field('b', when(is('a', 1))))).toContain('error circular a');
  });

  it('a column’s sum isn’t one, a row that reads the sum is', () => {
    const rows = (more: Partial<FormComponent>) =>
      field('rows', { type: 'datagrid', components: [field('x', { type: 'number', ...more })] });
    const total = field('total', {
      calculateValue: {
        reduce: [{ var: 'data.rows' }, { '+': [{ var: 'current.x' }, { var: 'accumulator' }] }, 0],
      },
    });
    expect(codes(rows({}), total)).toEqual([]);
    expect(codes(rows({ calculateValue: { '*': [{ var: 'data.total' }, 2] } }), total)).toEqual(
      ['error circular rows'].map(() => 'error circular x'),
    );
  });
});

test('a condition holds for some answer exactly when its terms say so', () => {
  const value = fc.constantFrom('a', 'b', 'c');
  const leaf = fc.tuple(fc.constantFrom('x', 'y'), value, fc.boolean()).map(([name, wanted, equal]) => ({
    [equal ? '==' : '!=']: [{ var: name }, wanted],
  }));
  const tree: fc.Arbitrary<unknown> = fc.letrec((tie) => ({
    node: fc.oneof(
      { maxDepth: 3 },
      leaf,
      fc.record({ and: fc.array(tie('node'), { minLength: 1, maxLength: 3 }) }),
      fc.record({ or: fc.array(tie('node'), { minLength: 1, maxLength: 3 }) }),
      fc.record({ '!': fc.tuple(tie('node')) }),
    ),
  })).node;
  const holds = (logic: unknown, data: Record<string, string>): boolean => {
    const [operator, parts] = Object.entries(logic as object)[0] as [string, unknown[]];
    if (operator === 'and') return parts.every((part) => holds(part, data));
    if (operator === 'or') return parts.some((part) => holds(part, data));
    if (operator === '!') return !holds(parts[0], data);
    const [variable, wanted] = parts as [{ var: string }, string];
    return (data[variable.var] === wanted) === (operator === '==');
  };
  fc.assert(
    fc.property(tree, (logic) => {
      const terms = conditionTerms(logic);
      if (terms === null) return;
      // "d" stands for any other answer, "" for none.
      const answers = ['a', 'b', 'c', 'd', ''];
      const possible = answers.some((x) => answers.some((y) => holds(logic, { x, y })));
      expect(terms.some((term) => canHold(term, () => null))).toBe(possible);
    }),
  );
});

test('conditions with more ways than can be counted are taken as ones that can hold', () => {
  const two = (name: string) => ({ or: [is(name, 1), is(name, 2), is(name, 3)] });
  expect(conditionTerms({ and: ['a', 'b', 'c', 'd'].map(two) })).toBeNull();
  const terms = conditionTerms(two('a')) ?? [];
  const others = ['b', 'c', 'd'].map((name) => conditionTerms(two(name)) ?? []);
  expect(joinTerms([terms, ...others])).toBeNull();
  expect(conditionTerms({ '==': [{ var: 3 }, 1] })).toBeNull();
  expect(conditionTerms({ '<': [{ var: 'a' }, 'x'] })).toBeNull();
});

test('tables with more cells than a submission holds are stopped, those without a limit warned of', () => {
  const table = (columns: number, validate?: Record<string, unknown>) => ({
    components: [
      field('t', {
        ...{ type: 'datagrid', validate: validate ?? {} },
        components: Array.from({ length: columns }, (_, at) => field(`c${at}`)),
      }),
    ],
  });
  expect(lintCells(table(20, { maxLength: 300 }))).toMatchObject([
    { code: 'too-many-cells', severity: 'error', params: { rows: 300, columns: 20, most: 250 } },
  ]);
  expect(lintCells(table(2, { maxLength: 600 }))).toMatchObject([
    { code: 'too-many-cells', params: { most: 500 } },
  ]);
  expect(lintCells(table(20))).toMatchObject([
    { code: 'rows-unlimited', severity: 'warning', params: { most: 250 } },
  ]);
  expect(lintCells(table(20, { maxLength: 250 }))).toEqual([]);
  expect(lintCells(table(5))).toEqual([]);
  const nested = field('o', { type: 'editgrid', components: [...table(5, { maxLength: 30 }).components] });
  expect(lintCells({ components: [nested] })).toMatchObject([{ key: 'o', params: { columns: 150 } }]);
});

test('what a form would be better with: bindings, help, English, limits of files', () => {
  const facts = [{ key: 'staff.count', label: '从业人数' }];
  const advised = (...components: FormComponent[]) =>
    adviseForm({ components }, facts).map(({ code, key }) => `${code} ${String(key)}`);
  expect(advised(field('staff', { label: '上年度从业人数（人）' }))).toEqual([
    'asks-known staff',
    'term-without-help staff',
    'translation-missing staff',
  ]);
  const mended = { label: '从业人数', description: '含劳务派遣', properties: { labelEn: 'Staff' } };
  expect(advised(field('staff', { ...mended, prefill: { fact: 'staff.count' } }))).toEqual([]);
  // The fact is bound elsewhere: a second field of the name asks for something else.
  expect(
    advised(
      field('staff', { ...mended, prefill: { fact: 'staff.count' } }),
      field('more', { ...mended, label: '从业人数' }),
    ),
  ).toEqual([]);
  expect(advised(field('f', { type: 'file', filePattern: '*', fileMaxSize: '1MB' }))).toEqual([
    'file-limits f',
  ]);
  expect(advised(field('f', { type: 'file', filePattern: '.pdf', fileMaxSize: '1MB' }))).toEqual([]);
  expect(
    advised(field('h', { hidden: true, label: '研发费用' }), field('c', { type: 'content', label: '说明' })),
  ).toEqual([]);
});
