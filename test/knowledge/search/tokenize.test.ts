import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { normalizeText, tokenize } from '~/knowledge/search/tokenize';

describe('tokenize', () => {
  it('gives Han characters and pairs of neighbours', () => {
    expect(tokenize('小微企业')).toEqual(['小', '小微', '微', '微企', '企', '企业', '业']);
  });

  it('makes no pair across a mark or a line break', () => {
    expect(tokenize('税，费\n用')).toEqual(['税', '费', '用']);
  });

  it('keeps words and numbers whole, in lower case and half width', () => {
    expect(tokenize('ＲＤ 费用 COVID19 ３００万')).toEqual([
      'rd',
      '费',
      '费用',
      '用',
      'covid19',
      '300',
      '万',
    ]);
  });

  it('keeps decimals and drops the commas of thousands', () => {
    expect(tokenize('1,000.5万元 3.5%')).toEqual(['1000.5', '万', '万元', '元', '3.5']);
    expect(tokenize('v2.0')).toEqual(['v2', '0']);
  });

  it('takes characters beyond the basic plane as one', () => {
    expect(tokenize('𫟼𠮷')).toEqual(['𫟼', '𫟼𠮷', '𠮷']);
  });

  it('is blind to case, width and everything that is not a letter or a number', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (text) => {
        const tokens = tokenize(text);
        expect(tokenize(normalizeText(text))).toEqual(tokens);
        for (const token of tokens) expect(token).toMatch(/^[\p{L}\p{M}\p{N}\p{Script=Han}./]+$/u);
      }),
    );
  });
});

describe('document numbers', () => {
  it.each([
    '国发〔2024〕12号',
    '国发[2024]12号',
    '国发［2024］12号',
    '国发（2024）12号',
    '国发(2024)第12号',
    '国发【２０２４】１２号',
    '国发 〔2024〕 12 号',
  ])('are the same tokens written as %s', (written) => {
    expect(tokenize(written)).toEqual(expect.arrayContaining(['2024/12', '国发2024/12']));
  });

  it('do not depend on where the issuer seems to begin', () => {
    expect(tokenize('根据财政部 税务总局财税〔2018〕32号文')).toContain('财税2018/32');
    expect(tokenize('〔2018〕32号')).toContain('2018/32');
  });

  it('of announcements are found by year and serial', () => {
    expect(tokenize('财政部 税务总局公告2023年第12号')).toEqual(
      expect.arrayContaining(['2023/12', '公告2023/12']),
    );
  });

  it('are not seen in dates', () => {
    expect(tokenize('2024年12月1日').filter((token) => token.includes('/'))).toEqual([]);
  });
});
