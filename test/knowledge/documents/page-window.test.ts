import fc from 'fast-check';
import { expect, test } from 'vitest';

import { pageWindow } from '~/knowledge/documents/page-window';

const natural = (max: number) => fc.integer({ min: 1, max });

test('the pages in order hold each passage once, none more than fit', () => {
  fc.assert(
    fc.property(natural(300), natural(20), natural(40), (total, size, longest) => {
      const limits = { longest, size };
      const { pages } = pageWindow(total, { page: 1, number: null }, limits);
      const numbers = Array.from({ length: pages }, (_, i) => {
        const { first, last } = pageWindow(total, { page: i + 1, number: null }, limits);
        expect(last - first + 1).toBeLessThanOrEqual(total <= longest ? longest : size);
        return Array.from({ length: last - first + 1 }, (__, j) => first + j);
      });
      expect(numbers.flat()).toEqual(Array.from({ length: total }, (_, i) => i + 1));
    }),
  );
});

test('a passage opens the page that it is on, whatever page is asked for', () => {
  fc.assert(
    fc.property(natural(300), natural(20), natural(99), natural(300), (total, size, page, some) => {
      const number = Math.min(some, total);
      const { first, last } = pageWindow(total, { page, number }, { longest: 0, size });
      expect(first).toBeLessThanOrEqual(number);
      expect(last).toBeGreaterThanOrEqual(number);
    }),
  );
});

test('a page that there is none of is the nearest one, and a document without passages has one', () => {
  const pageOf = (page: number) => pageWindow(5, { page, number: null }, { longest: 0, size: 2 }).page;
  expect([pageOf(-1), pageOf(Number.NaN), pageOf(1.5), pageOf(99)]).toEqual([1, 1, 1, 3]);
  expect(pageWindow(0, { page: 3, number: null })).toEqual({ page: 1, pages: 1, first: 1, last: 0 });
});
