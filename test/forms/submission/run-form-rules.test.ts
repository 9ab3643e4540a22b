import {
  clearHiddenProcessInfo,
  conditionProcessInfo,
  DefaultEvaluator,
  logicProcessInfo,
  processSync,
  registerEvaluator,
  rules,
  validateProcessInfo,
} from '@formio/core';
import fc from 'fast-check';
import { expect, test } from 'vitest';

import type { FormComponent } from '~/forms/definition/form-definition';
import { prepareForm } from '~/forms/submission/prepare-form';
import { runFormRules, type RuleError } from '~/forms/submission/run-form-rules';

const field = (type: string, key: string, rest: Partial<FormComponent> = {}): FormComponent => ({
  ...{ type, key, label: key, input: true, validate: { required: true } },
  ...rest,
});
const choices = ['a', 'b'].map((value) => ({ value, label: value }));

/** A field for each of form.io's rules that a form may have here, at each place that a field may stand. */
const components: FormComponent[] = [
  field('textfield', 'text', { validate: { required: true, minLength: 2, maxLength: 4, pattern: '[a-z]*' } }),
  field('textfield', 'worded', { validate: { required: true, customMessage: '请填写' } }),
  field('textarea', 'words', { validate: { minWords: 2, maxWords: 3 } }),
  field('number', 'number', { validate: { required: true, min: 2, max: 5 } }),
  field('email', 'email'),
  field('url', 'url'),
  field('datetime', 'date'),
  field('day', 'day', { validate: {} }),
  field('radio', 'choice', { values: choices }),
  field('select', 'many', { multiple: true, data: { values: choices } }),
  field('selectboxes', 'boxes', { values: choices, validate: { minSelectedCount: 1, maxSelectedCount: 1 } }),
  field('checkbox', 'agreed'),
  field('textfield', 'logical', {
    validate: { json: { if: [{ '==': [{ var: 'data.choice' }, 'a'] }, true, '要选 a'] } },
  }),
  {
    ...{ type: 'panel', key: 'panel', input: false, title: 'panel' },
    conditional: { show: true, json: { '==': [{ var: 'data.choice' }, 'a'] } },
    components: [field('textfield', 'inside', { validate: { required: true, minLength: 3 } })],
  },
  field('datagrid', 'rows', {
    validate: { required: true, minLength: 1, maxLength: 2 },
    components: [field('textfield', 'cell', { validate: { required: true, maxLength: 3 } })],
  }),
  field('container', 'box', {
    validate: {},
    components: [field('number', 'inner', { validate: { min: 1 } })],
  }),
  field('textfield', 'hidden', { hidden: true }),
];
const text = fc.constantFrom('', 'a', 'b', 'ab', 'abcde', 'AB', 'one two', 'a b c d');
const data = fc.record(
  {
    ...{ text, worded: text, words: text, logical: text, inside: text, hidden: text },
    number: fc.constantFrom(1, 2, 5, 6, 3.5),
    email: fc.constantFrom('', 'a', 'a@b.cn'),
    url: fc.constantFrom('', 'x', 'https://example.cn'),
    date: fc.constantFrom('', '2026-11-22', 'never'),
    day: fc.constantFrom('', '11/22/2026', '13/40/2026'),
    choice: fc.constantFrom('', 'a', 'b'),
    many: fc.constantFrom([], ['a'], ['a', 'b']),
    boxes: fc.constantFrom({}, { a: true }, { a: true, b: true }, { a: false, b: false }),
    agreed: fc.boolean(),
    rows: fc.array(fc.record({ cell: text }), { maxLength: 3 }),
    box: fc.record({ inner: fc.constantFrom(0, 1) }),
  },
  // form.io tells the console of a number with bounds that isn't there.
  { requiredKeys: ['number'] },
);

/** form.io's own processors, as its server runs them. */
function bare(values: Record<string, unknown>): RuleError[] {
  registerEvaluator(new DefaultEvaluator({ noeval: true }));
  const [own, filled] = [structuredClone(components), structuredClone(values)];
  const scope: { errors?: RuleError[] } = {};
  processSync({
    ...{ form: { components: own }, submission: { data: filled }, components: own, data: filled },
    processors: [conditionProcessInfo, logicProcessInfo, clearHiddenProcessInfo, validateProcessInfo],
    ...{ rules, scope, config: { server: true } },
  } as never);
  return scope.errors ?? [];
}

const shown = (errors: readonly RuleError[]) =>
  errors.map(({ errorKeyOrMessage, ruleName, context: { component, ...context } }) => ({
    ...{ errorKeyOrMessage, ruleName, key: component.key },
    ...context,
  }));

test('a value left in a part that is hidden goes, and the rest is checked', () => {
  for (const choice of ['b', undefined]) {
    const ruled = runFormRules(prepareForm(components), { number: 2, choice, inside: 'left over' });
    expect(ruled).toMatchObject({ unstable: false, hidden: ['inside'], data: { number: 2 } });
    expect(ruled.data).not.toHaveProperty('inside');
    expect(shown(ruled.errors).map(({ key }) => key)).toContain('text');
    expect(shown(ruled.errors).map(({ key }) => key)).not.toContain('inside');
  }
});

test('the rules find what form.io itself finds, with the same particulars', () => {
  const found = new Set<string>();
  fc.assert(
    fc.property(data, (values) => {
      const expected = shown(bare(values));
      expected.forEach(({ ruleName }) => found.add(ruleName));
      expect(shown(runFormRules(prepareForm(components), values).errors)).toEqual(expected);
    }),
    { numRuns: 300 },
  );
  // The comparison has reached most rules: what finds nothing proves nothing.
  expect(found.size).toBeGreaterThanOrEqual(10);
});
