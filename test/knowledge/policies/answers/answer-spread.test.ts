import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { exact } from '~/knowledge/enterprises/exact-number';
import {
  expectedAnswers,
  leastFirms,
  spreadOf,
  toFactValue,
  type AnswerSpread,
} from '~/knowledge/policies/answers/answer-spread';

const sum = (answers: readonly { share: number }[]) => answers.reduce((total, { share }) => total + share, 0);

describe('the spread of answers', () => {
  it('tells nothing of fewer than twenty firms', () => {
    const values = Array.from({ length: leastFirms - 1 }, () => true);
    expect(spreadOf(values, 'boolean')).toBeNull();
    expect(spreadOf([...values, false], 'boolean')?.firms).toBe(leastFirms);
  });

  it('counts yes and no, codes and regions as they are', () => {
    const values = Array.from({ length: 40 }, (_, index) => index % 4 === 0);
    expect(spreadOf(values, 'boolean')?.answers).toEqual([
      { value: false, share: expect.closeTo(0.75) as number },
      { value: true, share: expect.closeTo(0.25) as number },
    ]);
  });

  it('tells figures by rounded ones that are no firm’s own', () => {
    const values = Array.from({ length: 80 }, (_, index) => exact(123_457 + index * 10_001));
    const answers = spreadOf(values, 'money')?.answers ?? [];
    expect(answers.length).toBeGreaterThan(4);
    for (const { value } of answers) {
      expect(String(value)).toMatch(/^\d{2}0+$/);
      expect(values.map(({ numerator }) => String(numerator))).not.toContain(value);
    }
    expect(spreadOf(values, 'count')?.answers.every(({ value }) => Number.isInteger(value))).toBe(true);
  });

  it('tells days by their months, and nothing of names and accounts', () => {
    const days = Array.from({ length: 30 }, (_, index) => `2020-0${(index % 9) + 1}-17`);
    for (const { value } of spreadOf(days, 'date')?.answers ?? []) expect(value).toMatch(/^2020-0\d-01$/);
    expect(spreadOf(days, 'text')).toBeNull();
    expect(spreadOf(days, 'credit-code')).toBeNull();
  });

  it('adds up to one and keeps no more than a dozen', () => {
    const figures = fc.array(fc.integer({ min: 0, max: 1_000_000 }), { minLength: 20, maxLength: 200 });
    fc.assert(
      fc.property(figures, fc.constantFrom('count', 'money', 'number'), (raw, type) => {
        const spread = spreadOf(
          raw.map((figure) => exact(figure)),
          type,
        );
        expect(sum(spread?.answers ?? [])).toBeCloseTo(1, 6);
        expect(spread?.answers.length).toBeLessThanOrEqual(12);
        for (const { value } of spread?.answers ?? []) expect(toFactValue(value, 'money')).not.toBeNull();
      }),
    );
  });
});

describe('the answers to expect', () => {
  const spread = (firms: number, yes: number): AnswerSpread => ({
    firms,
    answers: [
      { value: true, share: yes },
      { value: false, share: 1 - yes },
    ],
  });
  const yesOf = (spreads: (AnswerSpread | null)[]) =>
    expectedAnswers(spreads)?.find(({ value }) => value === true)?.share;

  it('take the wider group where the narrow one is too small', () => {
    expect(yesOf([null, null, spread(500, 0.3)])).toBeCloseTo(0.3);
    expect(yesOf([spread(19, 1), spread(500, 0.3)])).toBeCloseTo(0.3);
    expect(expectedAnswers([null, null])).toBeNull();
  });

  it('draw a group towards the wider one by as much as twenty firms weigh', () => {
    expect(yesOf([spread(20, 1), spread(500, 0)])).toBeCloseTo(0.5);
    expect(yesOf([spread(180, 1), spread(500, 0)])).toBeCloseTo(0.9);
  });

  it('lie between those of the groups, and add up to one', () => {
    const one = fc.tuple(
      fc.integer({ min: 20, max: 5000 }),
      fc.double({ min: 0.01, max: 0.99, noNaN: true }),
    );
    fc.assert(
      fc.property(fc.array(one, { minLength: 1, maxLength: 4 }), (raw) => {
        const spreads = raw.map(([firms, yes]) => spread(firms, yes));
        const answers = expectedAnswers(spreads) ?? [];
        expect(sum(answers)).toBeCloseTo(1, 9);
        const shares = raw.map(([, yes]) => yes);
        expect(yesOf(spreads)).toBeGreaterThanOrEqual(Math.min(...shares) - 1e-9);
        expect(yesOf(spreads)).toBeLessThanOrEqual(Math.max(...shares) + 1e-9);
      }),
    );
  });

  it('become values that rules take, or none', () => {
    expect(toFactValue('12.5', 'money')).toEqual({ numerator: 125n, denominator: 10n });
    expect(toFactValue(3, 'count')).toEqual(exact(3));
    expect(toFactValue(true, 'boolean')).toBe(true);
    expect(toFactValue(true, 'money')).toBeNull();
    expect(toFactValue(3, 'code')).toBeNull();
    expect(toFactValue('1e9', 'money')).toBeNull();
  });
});
