import { describe, expect, test } from 'vitest';

import { compareEvidence } from '~/forms/cases/compare-evidence';
import { factsAsSubmitted, recordedFacts } from '~/forms/cases/submitted-facts';
import type { FormComponent } from '~/forms/definition/form-definition';
import { factDefinitionSchema, type FactDefinition } from '~/knowledge/enterprises/fact-definition';
import type { FactSet } from '~/knowledge/enterprises/fact-set';
import { parseFactValue } from '~/knowledge/enterprises/parse-fact-value';
import type { ConditionJson } from '~/knowledge/policies/condition-json';

const condition = (id: string, result: ConditionJson['result'], text?: string): ConditionJson => ({
  id,
  label: id,
  result,
  expected: '',
  facts: [
    { key: id, label: id, ...(text !== undefined && { text, source: '人社局', observedAt: '2026-10-31' }) },
  ],
});

describe('the checks of a case', () => {
  test('stand in the order: differs, not met, unknown, declared, met', () => {
    const mine = [
      condition('met', 'met', '1'),
      condition('promise', 'declared'),
      condition('gap', 'unknown'),
      condition('bad', 'not-met', '2'),
      condition('other-value', 'met', '86 人'),
      condition('other-result', 'met', '5'),
    ];
    const theirs = [
      condition('met', 'met', '1'),
      condition('promise', 'declared'),
      condition('gap', 'unknown'),
      condition('bad', 'not-met', '2'),
      condition('other-value', 'met', '85 人'),
      condition('other-result', 'not-met', '5'),
    ];
    expect(compareEvidence(mine, theirs).map(({ id, group }) => [id, group])).toEqual([
      ['other-value', 'differs'],
      ['other-result', 'differs'],
      ['bad', 'not-met'],
      ['gap', 'unknown'],
      ['promise', 'declared'],
      ['met', 'met'],
    ]);
  });

  test('what no register holds is unknown there, not different', () => {
    const [check] = compareEvidence([condition('a', 'met', '5')], [condition('a', 'unknown')]);
    expect(check).toMatchObject({
      group: 'unknown',
      submitted: { facts: [{ text: '5', source: '人社局', observedAt: '2026-10-31' }] },
      registry: { facts: [{ text: null, source: null }] },
    });
  });

  test('values of conditions below count, each once', () => {
    const group = (text: string): ConditionJson => ({
      ...condition('group', 'met'),
      facts: [],
      children: [condition('x', 'met', text), condition('x', 'met', text)],
    });
    const [check] = compareEvidence([group('1')], [group('2')]);
    expect(check?.group).toBe('differs');
    expect(check?.submitted.facts).toHaveLength(1);
    expect(compareEvidence([group('1')], [])).toEqual([]);
  });
});

const definition = (key: string, more: object): FactDefinition =>
  factDefinitionSchema.parse({
    key,
    group: 'other',
    label: { zh: key, en: key },
    authority: { zh: '局', en: 'B' },
    question: { zh: '?', en: '?' },
    ...more,
  });
const catalogue = new Map(
  [
    definition('staff.count', {
      type: 'count',
      unit: { zh: '人', en: 'people' },
      periods: ['quarter', 'year'],
    }),
    definition('rd.expense', { type: 'money', periods: ['year'] }),
    definition('registration.date', { type: 'date' }),
    definition('registration.status', {
      type: 'code',
      codes: [{ code: 'active', words: { zh: '存续', en: 'active' } }],
    }),
    definition('lab.municipal', { type: 'boolean' }),
    definition('registration.name', { type: 'text' }),
  ].map((one) => [one.key, one]),
);

function field(type: string, fact: string): FormComponent {
  return { type, key: fact.replace(/\W/g, ''), label: fact, input: true, prefill: { fact } };
}

describe('facts as submitted', () => {
  const components = [
    field('number', 'staff.count'),
    field('currency', 'rd.expense'),
    field('datetime', 'registration.date'),
    field('textfield', 'registration.status'),
    field('checkbox', 'lab.municipal'),
    field('textfield', 'registration.name'),
    field('textfield', 'nobody.knows'),
  ];
  const shown = (facts: FactSet, key: string, period = '') => facts.get(key)?.get(period)?.value;
  const valueOf = (key: string, raw: unknown) => {
    const parsed = parseFactValue(catalogue.get(key) as FactDefinition, raw, true);
    return parsed.ok ? parsed.value : parsed.problem;
  };

  test('are the fields’ values in the facts’ own form, over what the registers hold', () => {
    const registry: FactSet = new Map([
      [
        'staff.count',
        new Map([['2026Q3', { value: valueOf('staff.count', 85) as never, source: '人社局' }]]),
      ],
      ['registration.name', new Map([['', { value: '甲公司', source: '市监局' }]])],
    ]);
    const facts = factsAsSubmitted(
      {
        components,
        data: {
          staffcount: 86,
          rdexpense: 2_480_000.5,
          registrationdate: '2018-04-16T00:00:00+08:00',
          registrationstatus: '存续',
          labmunicipal: true,
          nobodyknows: 'x',
        },
        provenance: { staffcount: { period: '2026Q3' } as never },
        day: '2026-11-20',
        source: '申报表',
      },
      registry,
      catalogue,
    );
    expect(shown(facts, 'staff.count', '2026Q3')).toEqual(valueOf('staff.count', 86));
    expect(shown(facts, 'rd.expense', '2025')).toEqual(valueOf('rd.expense', '2480000.50'));
    expect(shown(facts, 'registration.date')).toBe('2018-04-16');
    expect(shown(facts, 'registration.status')).toBe('active');
    expect(shown(facts, 'lab.municipal')).toBe(true);
    expect(shown(facts, 'registration.name')).toBe('甲公司');
    expect(facts.get('staff.count')?.get('2026Q3')).toMatchObject({
      source: '申报表',
      sourceKind: 'submission',
    });
    expect(facts.has('nobody.knows')).toBe(false);
  });

  test('leave the register’s value where a field can’t hold the fact', () => {
    const registry: FactSet = new Map([['registration.status', new Map([['', { value: 'active' }]])]]);
    const data = { registrationstatus: '不知道', registrationdate: '去年', staffcount: '很多' };
    const form = { components, data, provenance: {}, day: '2026-11-20', source: '申报表' };
    const facts = factsAsSubmitted(form, registry, catalogue);
    expect(shown(facts, 'registration.status')).toBe('active');
    expect(facts.has('registration.date')).toBe(false);
    expect(facts.has('staff.count')).toBe(false);
  });

  test('what the firm stated itself is no record', () => {
    const facts: FactSet = new Map([
      ['a', new Map([['', { value: 'x', sourceKind: 'stated' }]])],
      ['b', new Map([['', { value: 'y', sourceKind: 'registry' }]])],
    ]);
    expect([...recordedFacts(facts).keys()]).toEqual(['b']);
  });
});
