import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { splitClauses, splitSentences } from '~/knowledge/answers/split-clauses';

describe('clauses', () => {
  it('keeps a list with the sentence that opens it', () => {
    const text =
      '第五条\u3000申请企业应当同时符合下列条件：\n（一）在本市注册；\n（二）信用良好。\n研发费用以申报表为准。';
    expect(splitClauses(text).map((clause) => clause.text)).toEqual([
      '第五条\u3000申请企业应当同时符合下列条件：\n（一）在本市注册；\n（二）信用良好。',
      '研发费用以申报表为准。',
    ]);
  });

  it('keeps an exception with its rule', () => {
    const text = '企业可以申请补助。但是，列入失信名单的除外。补助每年一次。';
    expect(splitClauses(text).map((clause) => clause.text)).toEqual([
      '企业可以申请补助。但是，列入失信名单的除外。',
      '补助每年一次。',
    ]);
  });

  it('keeps a semicolon inside brackets', () => {
    expect(splitClauses('对象为企业（含国企；不含个体户）。')).toHaveLength(1);
  });

  it('treats items without an opening sentence as clauses of their own', () => {
    expect(splitClauses('（一）甲；\n（二）乙。')).toHaveLength(2);
  });

  it('loses no character but white space, and its offsets cut the clause out', () => {
    fc.assert(
      fc.property(fc.stringMatching(/^[一二但是甲乙（）：；。，\n \u3000]{0,60}$/), (text) => {
        const clauses = splitClauses(text);
        for (const clause of clauses) expect(text.slice(clause.start, clause.end)).toBe(clause.text);
        expect(
          clauses
            .map((clause) => clause.text)
            .join('')
            .replace(/\s/g, ''),
        ).toBe(text.replace(/\s/g, ''));
      }),
    );
  });

  it('splits running text into sentences', () => {
    expect(splitSentences('甲。乙！\n丙')).toEqual(['甲。', '乙！', '丙']);
  });
});
