import fc from 'fast-check';
import { expect, test } from 'vitest';

import { diffWords } from '~/knowledge/documents/diff-words';

test('a correction is told by what went and what came', () => {
  expect(diffWords('最高三十万元。', '最高五十万元。')).toEqual([
    { kind: 'same', text: '最高' },
    { kind: 'gone', text: '三' },
    { kind: 'new', text: '五' },
    { kind: 'same', text: '十万元。' },
  ]);
  expect(diffWords('同', '同')).toEqual([{ kind: 'same', text: '同' }]);
});

test('without what came it is the text before, without what went the text after', () => {
  fc.assert(
    fc.property(fc.string({ maxLength: 12 }), fc.string({ maxLength: 12 }), (before, after) => {
      const runs = diffWords(before, after);
      const join = (leave: string) =>
        runs
          .filter(({ kind }) => kind !== leave)
          .map(({ text }) => text)
          .join('');
      expect([join('new'), join('gone')]).toEqual([before, after]);
    }),
  );
});
