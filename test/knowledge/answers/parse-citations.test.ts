import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { parseCitations, takeCompleteSentences } from '~/knowledge/answers/parse-citations';

describe('citation marks', () => {
  it.each([
    '税率为20%。[2]',
    '税率为20%[2]。',
    '税率为20%。[编号2]',
    '税率为20%。[资料2]',
    '税率为20%【2】。',
    '税率为20%（2）。',
    '税率为20%。（资料2）',
    '税率为20%。(来源：2)',
    '税率为20%。[^2]',
    '税率为20%。②',
    '税率为20% [[2]]。',
    '根据资料2，税率为20%。',
    '- 税率为20%。[2]',
    '1. **税率为20%**。[2]',
    '税率为20%。[Source 2]',
  ])('are read from %s', (answer) => {
    expect(parseCitations(answer, 3)).toEqual([{ text: '税率为20%。', cited: [2] }]);
  });

  it('are read several at a time', () => {
    expect(parseCitations('甲。[1][3] 乙。[1,2]', 3)).toEqual([
      { text: '甲。', cited: [1, 3] },
      { text: '乙。', cited: [1, 2] },
    ]);
  });

  it('are none when they name no passage', () => {
    expect(parseCitations('见财税[2023]12号。', 3)).toEqual([{ text: '见财税[2023]12号。', cited: [] }]);
    expect(parseCitations('共9份资料2份必交。', 3)[0]?.text).toBe('共9份资料2份必交。');
    expect(parseCitations('甲。[资料9]', 3)).toEqual([{ text: '甲。', cited: [] }]);
  });

  it('leave list numbers at the front alone', () => {
    expect(parseCitations('（1）提交申请表。[2]', 3)).toEqual([{ text: '提交申请表。', cited: [2] }]);
  });

  it('survive any text without hanging or inventing a number', () => {
    fc.assert(
      fc.property(
        fc.stringMatching(/^[[\]【】（）()资料编号0-9甲乙。；\n ]{0,50}$/),
        fc.integer({ min: 0, max: 5 }),
        (text, count) => {
          for (const { cited } of parseCitations(text, count)) {
            for (const n of cited) expect(n >= 1 && n <= count && text.includes(String(n))).toBe(true);
          }
        },
      ),
    );
  });
});

describe('a growing answer', () => {
  it('gives sentences only when their mark can no longer follow', () => {
    expect(takeCompleteSentences('甲是乙。', 2, false).sentences).toEqual([]);
    expect(takeCompleteSentences('甲是乙。[1', 2, false).sentences).toEqual([]);
    expect(takeCompleteSentences('甲是乙。[1]丙', 2, false).sentences).toEqual([
      { text: '甲是乙。', cited: [1] },
    ]);
  });

  it('gives the same sentences whatever the pieces it came in', () => {
    const answer = '甲是乙，丙是丁。[1]戊是己。（资料2）庚是辛。[1][2]';
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 1, max: 6 }), { minLength: 1, maxLength: 40 }), (sizes) => {
        let buffer = '';
        const found = [];
        let at = 0;
        for (const size of [...sizes, answer.length]) {
          buffer += answer.slice(at, at + size);
          at += size;
          const { sentences, rest } = takeCompleteSentences(buffer, 2, at >= answer.length);
          found.push(...sentences);
          buffer = rest;
          if (at >= answer.length) break;
        }
        expect(found).toEqual(parseCitations(answer, 2));
      }),
    );
  });
});
