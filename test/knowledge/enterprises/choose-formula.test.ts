import { expect, test } from 'vitest';

import { derivedFactSchema } from '~/knowledge/enterprises/derived-fact-schema';
import { checkDerivedFacts } from '~/knowledge/enterprises/check-derived-facts';
import { builtInCatalogue } from '~/knowledge/enterprises/fact-catalogue';
import { openFactReader } from '~/knowledge/enterprises/fact-reader';
import { parseFacts } from '~/knowledge/enterprises/parse-facts';
import { formatDecimal } from '~/knowledge/enterprises/exact-number';

const rate = derivedFactSchema.parse({
  key: 'staff.fixed',
  type: 'number',
  formula: { kind: 'sum', of: ['staff.count'] },
  overrides: [
    {
      region: '359900',
      from: '2026-01-01',
      until: '2026-12-31',
      formula: { kind: 'sum', of: ['staff.count', 'staff.count'] },
    },
    { until: '2020-12-31', formula: { kind: 'sum', of: ['staff.insured'] } },
  ],
});

function read(facts: Record<string, unknown>, at = '2026-06-01') {
  const derived = new Map([[rate.key, rate]]);
  const parsed = parseFacts(facts, { catalogue: builtInCatalogue, derivedKeys: derived, asOf: at });
  expect(parsed.problems).toEqual({});
  const reading = openFactReader(parsed.facts, { catalogue: builtInCatalogue, derived, at }).read(rate.key);
  const { value } = reading;
  return {
    value: typeof value === 'object' ? formatDecimal(value) : value,
    missing: reading.missing.map(({ key }) => key),
  };
}

test('a region’s own formula counts for its firms within its days, the general one for all others', () => {
  expect(read({ 'staff.count': 10, 'region.code': '359901' }).value).toBe('20');
  expect(read({ 'staff.count': 10, 'region.code': '330100' }).value).toBe('10');
  expect(read({ 'staff.count': 10, 'region.code': '359900' }, '2027-06-01').value).toBe('10');
  expect(read({ 'staff.insured': 7, 'region.code': '359900' }, '2020-06-01').value).toBe('7');
});

test('while the region is unknown the value is unknown, unless every formula gives the same', () => {
  expect(read({ 'staff.count': 10 })).toEqual({ value: undefined, missing: ['region.code'] });
  expect(read({ 'staff.count': 0 }).value).toBe('0');
  expect(read({ 'staff.count': 10 }, '2027-06-01').value).toBe('10');
});

test('an override’s inputs are checked as the formula’s are', () => {
  const wrong = { ...rate, overrides: [{ formula: { kind: 'sum' as const, of: ['registration.date'] } }] };
  expect(checkDerivedFacts([wrong], new Map([[wrong.key, wrong]]), builtInCatalogue)).toEqual([
    { key: 'staff.fixed', problem: 'needs a figure: registration.date' },
  ]);
});
