import { expect, test } from 'vitest';

import {
  cityInstant,
  cityTime,
  noTerms,
  openingAt,
  readTerms,
  termsProblems,
} from '~/forms/definition/form-terms';
import { readTermsForm } from '~/app/forms/versions/read-terms-form';

const now = new Date('2026-11-20T04:00:00Z');
const hour = (n: number) => new Date(now.valueOf() + n * 3_600_000).toISOString();

test('terms that say nothing, or nonsense, limit nothing', () => {
  expect(readTerms(null)).toEqual(noTerms);
  expect(readTerms({ opensAt: 'soon', mostInAll: -1, mostPerFirm: 2 })).toEqual({
    ...noTerms,
    mostPerFirm: 2,
  });
});

test('a form opens at its hour, and the hour of closing is late', () => {
  const terms = { ...noTerms, opensAt: hour(0), closesAt: hour(1) };
  expect(openingAt(terms, new Date(now.valueOf() - 1))).toBe('early');
  expect(openingAt(terms, now)).toBe('open');
  expect(openingAt(terms, new Date(hour(1)))).toBe('late');
  expect(openingAt(noTerms, now)).toBe('open');
});

test('what can’t be is named at its field', () => {
  expect(termsProblems({ ...noTerms, closesAt: hour(-1) }, now)).toEqual({ closesAt: 'closes-past' });
  expect(termsProblems({ ...noTerms, opensAt: hour(2), closesAt: hour(1) }, now)).toEqual({
    closesAt: 'closes-before-opening',
  });
  expect(termsProblems({ ...noTerms, mostInAll: 1, mostPerFirm: 2 }, now)).toEqual({
    mostPerFirm: 'firm-above-all',
  });
  expect(termsProblems({ opensAt: hour(-2), closesAt: hour(2), mostInAll: 2, mostPerFirm: 1 }, now)).toEqual(
    {},
  );
});

test('the city’s time goes in and comes out alike; a day that doesn’t exist is none', () => {
  expect(cityInstant('2026-12-01T09:00')).toBe('2026-12-01T01:00:00.000Z');
  expect(cityTime('2026-12-01T01:00:00.000Z')).toBe('2026-12-01T09:00');
  for (const wrong of ['2026-02-30T09:00', '2026-12-01', 'tomorrow', '2026-13-01T00:00'])
    expect(cityInstant(wrong)).toBeNull();
});

test('the page’s fields are read whole or named', () => {
  const empty = { opensAt: '', closesAt: ' ', mostInAll: '', mostPerFirm: '' };
  expect(readTermsForm(empty)).toEqual(noTerms);
  expect(readTermsForm({ ...empty, opensAt: '2026-12-01T09:00', mostInAll: '30' })).toEqual({
    ...noTerms,
    ...{ opensAt: '2026-12-01T01:00:00.000Z', mostInAll: 30 },
  });
  expect(readTermsForm({ opensAt: 'x', closesAt: '', mostInAll: '1.5', mostPerFirm: '0' })).toEqual({
    unreadable: ['opensAt', 'mostInAll', 'mostPerFirm'],
  });
});
