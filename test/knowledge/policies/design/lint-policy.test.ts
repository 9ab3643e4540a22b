import { expect, test } from 'vitest';

import { builtInCatalogue } from '~/knowledge/enterprises/fact-catalogue';
import { gateChecks, mayPropose } from '~/knowledge/policies/design/gate-checks';
import { lintPolicy, type LintInput } from '~/knowledge/policies/design/lint-policy';
import {
  emptyPolicyDraft,
  finishPolicyDraft,
  tidyPolicyDraft,
  type PolicyDraft,
} from '~/knowledge/policies/design/policy-draft';
import { runPolicyTests, type PolicyTest } from '~/knowledge/policies/design/policy-test';
import type { RuleGroup } from '~/knowledge/policies/rule-schema';
import { isWorkDay } from '~/prisma/calendar/work-days';

const at = '2026-11-22';
const words = (zh: string) => ({ zh });

/** A draft that is complete, with the rule given. */
function draftWith(rules: RuleGroup['rules'], more: Partial<PolicyDraft> = {}): PolicyDraft {
  const empty = emptyPolicyDraft();
  return {
    ...empty,
    summary: words('说明'),
    guide: {
      ...empty.guide,
      audience: words('企业'),
      conditions: words('条件'),
      timeLimit: words('5 个工作日'),
      address: words('线上'),
      phone: words('12345'),
    },
    benefit: { label: words('补助') },
    sources: [{ id: 's1', documentTitle: '办法', path: '第一条' }],
    rule: {
      combinator: 'and',
      rules: rules.map((rule, index) => ({ id: `c${index + 1}`, source: 's1', ...rule })),
    },
    ...more,
  };
}

function lint(content: PolicyDraft, more: Partial<LintInput> = {}) {
  return lintPolicy({
    title: '政策',
    effectiveFrom: '2026-01-01',
    expiresOn: null,
    content,
    catalogue: builtInCatalogue,
    at,
    isWorkDay,
    ...more,
  });
}
const codes = (...input: Parameters<typeof lint>) =>
  lint(...input).map(({ code, id }) => (id ? `${code} ${id}` : code));

const staff = (operator: '<=' | '>=' | '>' | '<', value: number) => ({
  field: 'staff.count',
  operator,
  value,
});

test('a complete draft has no findings, an empty one says all that it lacks', () => {
  expect(lint(draftWith([staff('<=', 300)]))).toEqual([]);
  const found = codes(emptyPolicyDraft(), { title: '' });
  expect(found).toContain('empty.title title');
  expect(found).toContain('empty.phone phone');
  expect(found).toContain('source.none');
  expect(found).toContain('rule.empty-group');
});

test('demands that no firm can meet together are a contradiction; one that says no more is redundant', () => {
  expect(codes(draftWith([staff('<=', 300), staff('>', 300)]))).toEqual(['logic.contradiction c2']);
  expect(codes(draftWith([staff('<=', 300), staff('<=', 500)]))).toEqual(['logic.redundant c2']);
  expect(
    codes(
      draftWith([
        { field: 'credit.abnormal', operator: 'isTrue' },
        { field: 'credit.abnormal', operator: 'isFalse' },
      ]),
    ),
  ).toEqual(['logic.contradiction c2']);
  expect(
    codes(
      draftWith([
        { field: 'industry.code', operator: 'within', value: ['C'] },
        { field: 'industry.code', operator: 'within', value: ['I65'] },
      ]),
    ),
  ).toEqual(['logic.contradiction c2']);
  // A demand inside a choice is held against those around it too.
  const nested = draftWith([
    staff('<=', 300),
    {
      combinator: 'or',
      rules: [
        { id: 'x', combinator: 'and', rules: [{ id: 'y', ...staff('>', 400) }] },
        { id: 'z', field: 'credit.abnormal', operator: 'isFalse' },
      ],
    },
  ]);
  expect(codes(nested)).toEqual(['logic.contradiction y']);
});

test('what holds for every value, or for none, is found', () => {
  expect(codes(draftWith([staff('>=', 0)]))).toEqual(['logic.always c1']);
  expect(codes(draftWith([{ field: 'staff.layoff-rate', operator: '>', value: '1' }]))).toEqual([
    'logic.never c1',
  ]);
  expect(
    codes(
      draftWith([
        {
          combinator: 'or',
          rules: [
            { id: 'a', ...staff('<=', 5) },
            { id: 'b', ...staff('>', 5) },
          ],
        },
      ]),
    ),
  ).toEqual(['logic.either b']);
  expect(codes(draftWith([{ field: 'region.code', operator: 'within', value: ['000000'] }]))).toEqual([
    'logic.always c1',
  ]);
});

const score = (bands: { from?: string; to?: string; points: number }[], max = 20): PolicyDraft['derived'] => [
  {
    key: 'p.score',
    type: 'number',
    label: '得分',
    formula: {
      kind: 'score',
      indicators: [{ id: 'i1', label: '人员', max, routes: [{ of: 'staff.count', bands }] }],
    },
  },
];
const scored = [{ field: 'p.score', operator: '>=' as const, value: 10 }];

test('bands of a score table that overlap, leave a gap or miss the most are found; falling thresholds are fine', () => {
  const table = (bands: Parameters<typeof score>[0], max?: number) =>
    codes(draftWith(scored, { derived: score(bands, max) }));
  expect(
    table([
      { from: '30', points: 20 },
      { from: '10', points: 10 },
    ]),
  ).toEqual([]);
  expect(
    table([
      { from: '0', to: '10', points: 5 },
      { from: '10', points: 20 },
    ]),
  ).toEqual([]);
  expect(
    table([
      { from: '10', points: 10 },
      { from: '30', points: 20 },
    ]),
  ).toEqual(['bands.overlap p.score']);
  expect(
    table([
      { from: '0', to: '20', points: 5 },
      { from: '10', to: '30', points: 20 },
    ]),
  ).toEqual(['bands.overlap p.score']);
  expect(
    table([
      { from: '0', to: '10', points: 5 },
      { from: '20', points: 20 },
    ]),
  ).toEqual(['bands.gap p.score']);
  expect(table([{ from: '30', points: 30 }])).toEqual(['bands.above-max p.score']);
  expect(table([{ from: '30', points: 10 }])).toEqual(['bands.below-max p.score']);
  expect(
    codes(
      draftWith([{ field: 'p.score', operator: '>=', value: 30 }], {
        derived: score([{ from: '30', points: 20 }]),
      }),
    ),
  ).toEqual(['logic.never c1']);
});

test('units, sources, dates and deadlines are looked over', () => {
  expect(codes(draftWith([{ field: 'revenue.annual', operator: '>=', value: '500' }]))).toEqual([
    'unit.money c1',
  ]);
  expect(codes(draftWith([{ ...staff('<=', 300), source: 'gone' }]))).toEqual([
    'source.unknown c1',
    'source.missing c1',
  ]);
  const cited = draftWith([
    {
      combinator: 'or',
      rules: [
        { id: 'a', ...staff('<=', 5) },
        { id: 'b', field: 'credit.abnormal', operator: 'isFalse' },
      ],
    },
  ]);
  expect(codes(cited)).toEqual([]);
  expect(codes(draftWith([staff('<=', 300)]), { expiresOn: '2025-01-01' })).toEqual(['date.expires-first']);
  const window = (opens: string, closes: string) =>
    codes(draftWith([staff('<=', 300)], { window: { opens, closes, yearly: false } }));
  expect(window('2026-12-01', '2026-12-19')).toEqual(['window.day-off']);
  expect(window('2026-12-01', '2026-12-18')).toEqual([]);
  expect(window('2026-12-18', '2026-12-01')).toEqual(['window.order']);
});

test('a fact that nobody holds and nobody may state is named, and one that few hold', () => {
  const rule = draftWith([{ field: 'credit.dishonest', operator: 'isFalse' }, { ...staff('<=', 300) }]);
  const coverage = { firms: 1000, known: { 'staff.count': 12 } };
  const found = codes(rule, { coverage });
  expect(found).toContain('supply.few staff.count');
  expect(found.some((code) => code.startsWith('supply.') && code.endsWith('credit.dishonest'))).toBe(true);
});

test('a condition that can’t be computed says what is missing', () => {
  expect(codes(draftWith([{ field: '', operator: '=' }]))).toEqual(['rule.no-fact c1']);
  expect(codes(draftWith([{ field: 'none', operator: '=' }]))).toEqual(['rule.unknown-fact c1']);
  expect(codes(draftWith([{ field: 'staff.count', operator: '<=', value: '' }]))).toEqual(['rule.value c1']);
  expect(codes(draftWith([{ operator: 'judged', label: ' ' }]))).toEqual(['rule.no-words c1']);
});

const test1 = (facts: Record<string, unknown>, expected: PolicyTest['expected']): PolicyTest => ({
  id: 't',
  name: '用例',
  why: '',
  at,
  facts,
  expected,
  frozen: false,
});

test('test cases are judged on their day, and a failing one names the condition to blame', () => {
  const finished = finishPolicyDraft(
    draftWith([staff('<=', 300), { field: 'credit.abnormal', operator: 'isFalse' }]),
  );
  if (!finished.ok) throw new Error('unfinished');
  const run = (test: PolicyTest) => runPolicyTests([test], finished.content, builtInCatalogue)[0];
  expect(run(test1({ 'staff.count': 20, 'credit.abnormal': false }, 'eligible'))).toMatchObject({
    passed: true,
    blame: [],
  });
  expect(run(test1({ 'staff.count': 400, 'credit.abnormal': false }, 'eligible'))).toMatchObject({
    passed: false,
    actual: 'ineligible',
    blame: ['c1'],
  });
  expect(run(test1({ 'staff.count': 20 }, 'one-step'))).toMatchObject({ passed: true });
  expect(run(test1({ 'staff.count': -1 }, 'eligible'))?.problems['staff.count']).toContain('不能为负数');
});

test('the gate opens when all holds, and says what is lacking until then', () => {
  const content = draftWith([staff('<=', 300)]);
  const tests = [
    test1({ 'staff.count': 20 }, 'eligible'),
    { ...test1({ 'staff.count': 400 }, 'ineligible'), id: 't2' },
  ];
  const finished = finishPolicyDraft(content);
  if (!finished.ok) throw new Error('unfinished');
  const gate = (given: PolicyTest[], impactSeen = true) =>
    gateChecks({
      content,
      findings: lint(content),
      tests: given,
      outcomes: runPolicyTests(given, finished.content, builtInCatalogue),
      impactSeen,
      state: 'draft',
    });
  expect(mayPropose(gate(tests))).toBe(true);
  expect(mayPropose(gate(tests, false))).toBe(false);
  expect(gate([]).find(({ id }) => id === 'tests')?.lacks).toBe('none');
  expect(gate(tests.slice(0, 1)).find(({ id }) => id === 'tests')?.lacks).toBe('ineligible');
  expect(gate([test1({ 'staff.count': 400 }, 'eligible')]).find(({ id }) => id === 'tests')?.lacks).toBe(
    'failing',
  );
  expect(
    mayPropose(
      gateChecks({
        content,
        findings: codes(emptyPolicyDraft()).length ? lint(emptyPolicyDraft()) : [],
        tests,
        outcomes: [],
        impactSeen: true,
        state: 'draft',
      }),
    ),
  ).toBe(false);
});

test('what the editor leaves behind is not stored', () => {
  const draft = draftWith([{ ...staff('<=', 300), label: '', valueSource: 'value' } as never]);
  expect(tidyPolicyDraft(draft).rule).toEqual({
    combinator: 'and',
    rules: [{ id: 'c1', source: 's1', ...staff('<=', 300) }],
  });
});

test('a case of an amount may rest on any condition, and is named while it can’t be computed', () => {
  const draft = (when: RuleGroup) =>
    draftWith([{ field: 'staff.count', operator: '<=', value: 300 }], {
      benefit: {
        label: words('补助'),
        amount: {
          kind: 'exact',
          formula: { kind: 'cases', cases: [{ when, then: { kind: 'fixed', yuan: '20000' } }] },
        },
      },
    });
  const problems = (when: RuleGroup) =>
    lintPolicy({
      ...{ content: draft(when), catalogue: builtInCatalogue, at, isWorkDay },
      ...{ title: '补助', effectiveFrom: at, expiresOn: null },
    }).filter(({ tab }) => tab === 'benefit');
  const rule = (leaf: RuleGroup['rules'][number]): RuleGroup => ({ combinator: 'and', rules: [leaf] });
  expect(problems(rule({ field: 'revenue.annual', operator: '>', value: '20000000' }))).toEqual([]);
  expect(problems(rule({ field: 'revenue.annual', operator: '>', value: '' }))).toMatchObject([
    { code: 'benefit.unfinished', severity: 'error' },
  ]);
  expect(problems(rule({ field: 'nobody.knows', operator: 'isTrue' }))).toMatchObject([
    { code: 'benefit.unfinished' },
  ]);
});
