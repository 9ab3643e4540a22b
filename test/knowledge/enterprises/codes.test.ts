import { describe, expect, it } from 'vitest';

import {
  industryCodes,
  industryName,
  isIndustryCode,
  isIndustryWithin,
} from '~/knowledge/enterprises/industry-code';
import { isRegionCode, isRegionWithin, regionAndParents } from '~/knowledge/enterprises/region-code';

describe('industries', () => {
  it('hold the counts of GB/T 4754-2017, but for one class that the public lists lack', () => {
    const byLength = (length: number) => industryCodes().filter((code) => code.length === length);
    expect([1, 3, 4, 5].map((length) => byLength(length).length)).toEqual([20, 97, 473, 1381]);
    expect(industryCodes()).toHaveLength(20 + 97 + 473 + 1381);
  });

  it('have a parent at each level', () => {
    const orphans = industryCodes().filter((code) => {
      const parent = code.length === 3 ? code.slice(0, 1) : code.slice(0, -1);
      return code.length > 1 && industryName(parent) === null;
    });
    expect(orphans).toEqual([]);
  });

  it('lie under their class, group, division and section', () => {
    for (const ancestor of ['I', 'I65', 'I651', 'I6513'])
      expect(isIndustryWithin('I6513', ancestor)).toBe(true);
    for (const other of ['C', 'I64', 'I652', 'I6511']) expect(isIndustryWithin('I6513', other)).toBe(false);
    expect(industryName('I6513')).toBe('应用软件开发');
    expect(industryName('6513')).toBeNull();
    expect(industryName('constructor')).toBeNull();
  });
});

describe('what can be an industry code', () => {
  it('has its section letter and lies in a division that exists', () => {
    for (const code of ['I', 'I65', 'I651', 'I6513', 'J6620']) expect(isIndustryCode(code)).toBe(true);
    for (const code of ['6513', 'I9999', 'C6513', 'I65131', 'i6513', 'Z0111', ''])
      expect(isIndustryCode(code)).toBe(false);
  });
});

describe('regions', () => {
  it('lose trailing zero pairs', () => {
    expect(isRegionWithin('330106', '330100')).toBe(true);
    expect(isRegionWithin('330106', '330000')).toBe(true);
    expect(isRegionWithin('330106', '000000')).toBe(true);
    expect(isRegionWithin('330206', '330100')).toBe(false);
    expect(isRegionWithin('330100', '330106')).toBe(false);
    expect(isRegionWithin('331000', '330100')).toBe(false);
    expect(isRegionWithin('331000', '331000')).toBe(true);
  });

  it('are six digits under a province that exists', () => {
    for (const code of ['330106', '359900', '110000']) expect(isRegionCode(code)).toBe(true);
    for (const code of ['3301', '990000', '000000', '33010a', '330006'])
      expect(isRegionCode(code)).toBe(false);
  });

  it('know their parents up to the nation', () => {
    expect(regionAndParents('330106')).toEqual(['330106', '330100', '330000', '000000']);
    expect(regionAndParents('359900')).toEqual(['359900', '350000', '000000']);
  });
});
