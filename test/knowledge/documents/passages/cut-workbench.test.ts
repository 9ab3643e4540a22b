import fc from 'fast-check';
import { expect, test } from 'vitest';

import { cutWorkbench } from '~/knowledge/documents/passages/cut-workbench';

const rows = (lines: readonly string[]) => {
  let at = 0;
  return lines.map((line) => {
    const start = at;
    at += line.length + 1;
    return { start, end: start + line.length };
  });
};

test('the parts in order are the whole text and all passages, and a place opens the part that it lies in', () => {
  const lines = fc.array(fc.stringMatching(/^[甲乙丙]{1,5}$/), { minLength: 1, maxLength: 40 });
  fc.assert(
    fc.property(lines, fc.integer({ min: 1, max: 9 }), fc.nat(), (words, size, somewhere) => {
      const text = words.join('\n');
      const passages = rows(words);
      const { pages } = cutWorkbench(text, passages, { page: 1, at: null }, size);
      const parts = Array.from({ length: pages }, (_, i) =>
        cutWorkbench(text, passages, { page: i + 1, at: null }, size),
      );
      expect(parts.map((part) => part.text).join('')).toBe(text);
      expect(parts.flatMap((part) => part.passages)).toEqual(passages);
      const at = somewhere % text.length;
      const opened = cutWorkbench(text, passages, { page: 1, at }, size);
      expect(opened.offset).toBeLessThanOrEqual(at);
      expect(opened.offset + opened.text.length).toBeGreaterThan(at);
    }),
  );
});

test('a document without passages is one part, and a page too far is the last', () => {
  expect(cutWorkbench('甲', [], { page: 7, at: null })).toEqual({
    ...{ passages: [], text: '甲', offset: 0, page: 1, pages: 1, total: 0 },
  });
  expect(cutWorkbench('甲\n乙', rows(['甲', '乙']), { page: 7, at: null }, 1).page).toBe(2);
});
