import fc from 'fast-check';
import { expect, test } from 'vitest';

import { readNumber, writeNumber } from '~/knowledge/documents/chinese-number';

test('what is written is read back', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 9999 }), (value) => readNumber(writeNumber(value)) === value),
  );
});

test.each([
  ['十', 10],
  ['二十三', 23],
  ['一百零五', 105],
  ['一千二百六十', 1260],
  ['二〇二四', 2024],
  ['二○二四', 2024],
  ['23', 23],
  ['２３', 23],
  ['一 百 一 十', 110],
])('%s is %i', (text, value) => {
  expect(readNumber(text)).toBe(value);
});

test('what is no whole number is null', () => {
  for (const text of ['', '若干', '3.5', '第三']) expect(readNumber(text)).toBeNull();
});

test('only numbers below ten thousand are written', () => {
  expect(() => writeNumber(-1)).toThrow(RangeError);
  expect(() => writeNumber(10_000)).toThrow(RangeError);
  expect(writeNumber(110)).toBe('一百一十');
  expect(writeNumber(1001)).toBe('一千零一');
});
