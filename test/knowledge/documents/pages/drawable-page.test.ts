import fc from 'fast-check';
import { expect, test } from 'vitest';

import { drawableAs, isOnPage, pageOfPlace, readPageStarts } from '~/knowledge/documents/pages/drawable-page';

test('a place is on the page that is told for it, whatever blank pages lie between', () => {
  fc.assert(
    fc.property(fc.array(fc.nat(50), { minLength: 1, maxLength: 20 }), fc.nat(2000), (lengths, place) => {
      let at = 0;
      const starts = lengths.map((length) => {
        const start = at;
        at += length;
        return start;
      });
      const page = pageOfPlace(starts, place);
      expect(starts[page - 1]).toBeLessThanOrEqual(place);
      const next = starts.slice(page).find((start) => start !== starts[page - 1]);
      expect(next === undefined || place < next).toBe(true);
    }),
  );
});

test('a passage over a page’s end is on both pages, and on no other', () => {
  const starts = [0, 10, 20];
  const passage = { start: 8, end: 12 };
  expect([1, 2, 3].map((page) => isOnPage(starts, page, passage))).toEqual([true, true, false]);
});

test('pages are drawn of PDFs and pictures, and the column says where they begin', () => {
  expect([drawableAs('pdf'), drawableAs('tiff'), drawableAs('docx')]).toEqual(['pdf', 'image', null]);
  expect([readPageStarts('0 12 40'), readPageStarts(null), readPageStarts('')]).toEqual([
    [0, 12, 40],
    null,
    null,
  ]);
});
