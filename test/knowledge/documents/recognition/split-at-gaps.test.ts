import fc from 'fast-check';
import { expect, test } from 'vitest';

import { inkOf, splitAtGaps } from '~/knowledge/documents/recognition/split-at-gaps';

const ink = (picture: string) => [...picture].map((character) => character === '#');

test('a row is cut at its widest gaps, and paper at its ends is no piece', () => {
  expect(splitAtGaps(ink('  ## #    ### ##        ####  '), 3)).toEqual([
    [2, 6],
    [10, 16],
    [24, 28],
  ]);
  expect(splitAtGaps(ink('##'), 3)).toEqual([[0, 2]]);
  expect(splitAtGaps(ink('    '), 2)).toEqual([[0, 4]]);
});

test('pieces hold all of the print and don’t overlap', () => {
  fc.assert(
    fc.property(fc.array(fc.boolean(), { minLength: 1 }), fc.integer({ min: 1, max: 6 }), (row, count) => {
      const pieces = splitAtGaps(row, count);
      expect(pieces.length).toBeLessThanOrEqual(count);
      row.forEach((isInk, at) => {
        if (isInk) expect(pieces.filter(([from, to]) => from <= at && at < to)).toHaveLength(1);
      });
    }),
  );
});

test('print is what stands out from its paper; a pale watermark isn’t', () => {
  const paper = 240;
  const row = Uint8Array.from([...[paper, 20, paper, 190, paper], ...[paper, paper, paper, paper, paper]]);
  expect(inkOf(row, 5)).toEqual([false, true, false, false, false]);
  expect(inkOf(Uint8Array.from([200, 205, 210]), 3)).toEqual([false, false, false]);
});
