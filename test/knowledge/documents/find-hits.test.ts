import fc from 'fast-check';
import { expect, test } from 'vitest';

import { cutByHits, findHits } from '~/knowledge/documents/find-hits';

test('words are found whatever their width, case and space', () => {
  const text = 'ＡＢＣ 条款\nabc条款';
  expect(findHits(text, 'abc').map(({ start, end }) => text.slice(start, end))).toEqual(['ＡＢＣ', 'abc']);
  expect(findHits(text, '条款 abc')).toEqual([{ start: 4, end: 10 }]);
  expect(findHits(text, '  ')).toEqual([]);
  expect(findHits('哈哈哈', '哈哈')).toEqual([{ start: 0, end: 2 }]);
});

test('a text cut by its hits is the text, and each piece of a hit has its number', () => {
  fc.assert(
    fc.property(
      fc.string({ unit: fc.constantFrom('a', 'B', '条', ' ', '\n'), maxLength: 40 }),
      fc.string({ unit: fc.constantFrom('a', 'b', '条'), minLength: 1, maxLength: 3 }),
      fc.nat({ max: 40 }),
      fc.nat({ max: 40 }),
      (text, words, a, b) => {
        const [start, end] = [Math.min(a, b, text.length), Math.min(Math.max(a, b), text.length)];
        const hits = findHits(text, words);
        const runs = cutByHits(text, start, end, hits);
        expect(runs.map((run) => run.text).join('')).toBe(text.slice(start, end));
        for (const { hit } of runs) if (hit !== null) expect(hits[hit]).toBeDefined();
      },
    ),
  );
});
