import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import {
  addExact,
  compareExact,
  divideExact,
  exact,
  formatDecimal,
  isWhole,
  maxExact,
  minExact,
  multiplyExact,
  parseDecimal,
  parseJsonNumber,
  subtractExact,
  type ExactNumber,
} from '~/knowledge/enterprises/exact-number';
import { toJsonValue } from '~/knowledge/enterprises/fact-value';

const anyExact: fc.Arbitrary<ExactNumber> = fc
  .tuple(fc.bigInt({ min: -(10n ** 20n), max: 10n ** 20n }), fc.bigInt({ min: 1n, max: 10n ** 9n }))
  .map(([numerator, denominator]) => ({ numerator, denominator }));

const decimal = (text: string) => parseDecimal(text) ?? exact(-99);

describe('reading decimals', () => {
  it.each(['0', '12000000', '-3', '0.05', '12345678901234567890.12'])(
    'reads %s and writes it again',
    (text) => {
      expect(formatDecimal(decimal(text), 18)).toBe(text);
    },
  );

  it.each(['', '1e3', '+1', '1,000', ' 1', '01', '.5', '1.', '--1', '１', 'NaN'])('refuses %j', (text) => {
    expect(parseDecimal(text)).toBeNull();
  });

  it('reads a JSON number as the decimal that was written', () => {
    expect(parseJsonNumber(0.05)).toEqual(decimal('0.05'));
    expect(parseJsonNumber(5e-7)).toEqual({ numerator: 5n, denominator: 10_000_000n });
    expect(parseJsonNumber(1.5e-7)).toEqual({ numerator: 15n, denominator: 100_000_000n });
    expect(parseJsonNumber(86)).toEqual(exact(86));
  });

  it('refuses a JSON number that has lost digits', () => {
    expect(parseJsonNumber(2 ** 53)).toBeNull();
    expect(parseJsonNumber(Number.POSITIVE_INFINITY)).toBeNull();
    expect(parseJsonNumber(Number.NaN)).toBeNull();
  });
});

describe('arithmetic', () => {
  it('adds up 0.1 and 0.2 to 0.3', () => {
    expect(compareExact(addExact(decimal('0.1'), decimal('0.2')), decimal('0.3'))).toBe(0);
  });

  it('keeps the laws of fractions', () => {
    fc.assert(
      fc.property(anyExact, anyExact, anyExact, (a, b, c) => {
        expect(compareExact(addExact(a, b), addExact(b, a))).toBe(0);
        expect(compareExact(subtractExact(addExact(a, b), b), a)).toBe(0);
        expect(
          compareExact(multiplyExact(a, addExact(b, c)), addExact(multiplyExact(a, b), multiplyExact(a, c))),
        ).toBe(0);
        const quotient = divideExact(a, b);
        if (quotient) expect(compareExact(multiplyExact(quotient, b), a)).toBe(0);
        else expect(b.numerator).toBe(0n);
        expect(compareExact(a, b) + compareExact(b, a)).toBe(0);
        expect(compareExact(minExact(a, b), maxExact(a, b))).toBeLessThanOrEqual(0);
      }),
    );
  });

  it('tells two ratios apart that a double can not', () => {
    const third = { numerator: 1n, denominator: 3n };
    const near = { numerator: 333333333333333333n, denominator: 1000000000000000000n };
    expect(1 / 3).toBe(Number('0.333333333333333333'));
    expect(compareExact(near, third)).toBe(-1);
  });
});

describe('writing for JSON', () => {
  it('writes money as an integer or a decimal string, other figures as numbers', () => {
    expect(toJsonValue(exact(12_000_000), 'money')).toBe(12_000_000);
    expect(toJsonValue(decimal('0.5'), 'money')).toBe('0.5');
    expect(toJsonValue(decimal('90071992547409930'), 'money')).toBe('90071992547409930');
    expect(toJsonValue(decimal('0.05'), 'share')).toBe(0.05);
    expect(toJsonValue(decimal('299.75'), 'count')).toBe(299.75);
    expect(toJsonValue({ numerator: 1n, denominator: 3n }, 'share')).toBe(0.333333333333);
    expect(toJsonValue('I6513', 'industry')).toBe('I6513');
    expect(toJsonValue(true, 'boolean')).toBe(true);
  });

  it('rounds only what it writes, half away from zero', () => {
    expect(formatDecimal(decimal('0.125'), 2)).toBe('0.13');
    expect(formatDecimal(decimal('-0.125'), 2)).toBe('-0.13');
    expect(formatDecimal(decimal('-0.001'), 2)).toBe('0');
    expect(isWhole({ numerator: 6n, denominator: 3n })).toBe(true);
  });
});
