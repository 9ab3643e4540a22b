import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { derive } from './derive';

const wan = 10_000;
const size = (industry: string, staff?: number, revenueWan?: number, assetsWan?: number) =>
  derive('size', {
    'industry.code': industry,
    ...(staff !== undefined && { 'staff.count': staff }),
    ...(revenueWan !== undefined && { 'revenue.annual': revenueWan * wan }),
    ...(assetsWan !== undefined && { 'assets.total': assetsWan * wan }),
  });

describe('size by 国统字〔2017〕213号', () => {
  it.each([
    ['A0111', undefined, 20_000, undefined, 'large'],
    ['A0111', undefined, 499, undefined, 'small'],
    ['C3911', 1000, 40_000, undefined, 'large'],
    ['C3911', 999, 40_000, undefined, 'medium'],
    ['C3911', 1000, 39_999, undefined, 'medium'],
    ['C3911', 5000, 299, undefined, 'micro'],
    ['C3911', 19, 40_000, undefined, 'micro'],
    ['D4411', 300, 2_000, undefined, 'medium'],
    ['B0610', 20, 300, undefined, 'small'],
    ['E4710', undefined, 6_000, 5_000, 'medium'],
    ['E4710', undefined, 80_000, 4_999, 'small'],
    ['F5111', 20, 5_000, undefined, 'medium'],
    ['F5211', 10, 100, undefined, 'small'],
    ['G5431', 300, 3_000, undefined, 'medium'],
    ['G5810', 300, 3_000, undefined, 'medium'],
    ['G5910', 300, 3_000, undefined, 'medium'],
    ['G5920', 100, 1_000, undefined, 'medium'],
    ['G6010', 300, 2_000, undefined, 'medium'],
    ['H6110', 100, 2_000, undefined, 'medium'],
    ['H6210', 9, 2_000, undefined, 'micro'],
    ['I6311', 100, 1_000, undefined, 'medium'],
    ['I6410', 2_000, 100_000, undefined, 'large'],
    ['I6513', 86, 3_200, undefined, 'small'],
    ['I6513', 300, 10_000, undefined, 'large'],
    ['I6513', 9, 10_000, undefined, 'micro'],
    ['K7010', undefined, 1_000, 5_000, 'medium'],
    ['K7020', 300, 1_000, undefined, 'medium'],
    ['K7030', 100, undefined, undefined, 'medium'],
    ['K7090', 10, undefined, undefined, 'small'],
    ['L7211', 100, undefined, 8_000, 'medium'],
    ['M7310', 300, undefined, undefined, 'large'],
    ['N7610', 9, undefined, undefined, 'micro'],
    ['O8010', 10, undefined, undefined, 'small'],
    ['Q8511', 100, undefined, undefined, 'medium'],
    ['R8610', 100, undefined, undefined, 'medium'],
  ])('%s with %s people, %s and %s 万元 is %s', (industry, staff, revenue, assets, value) => {
    expect(size(industry, staff, revenue, assets)).toEqual({ value });
  });

  it.each(['G5310', 'J6620', 'P8310', 'Q8411', 'S9110', 'T9700', 'K7040'])(
    '%s lies outside: unknown, never guessed',
    (industry) => {
      expect(size(industry, 5, 5, 5)).toEqual({});
    },
  );

  it.each(['G', 'G59', 'I', 'K70', 'Q'])('%s is too coarse to tell', (industry) => {
    expect(size(industry, 5, 5, 5)).toEqual({});
  });

  it('keeps the classes that are still possible', () => {
    expect(size('I6513', 86)).toEqual({ among: ['small', 'micro'], missing: ['revenue.annual'] });
    expect(size('I6513', undefined, 3_200)).toEqual({
      among: ['medium', 'small', 'micro'],
      missing: ['staff.count'],
    });
    expect(size('I6513', 5)).toEqual({ value: 'micro' });
    expect(size('I6513')).toEqual({
      among: ['large', 'medium', 'small', 'micro'],
      missing: ['staff.count', 'revenue.annual'],
    });
    expect(derive('size', { 'staff.count': 5, 'revenue.annual': 5 })).toEqual({ missing: ['industry.code'] });
  });

  it('what is known never excludes what it comes to', () => {
    const figure = fc.integer({ min: 0, max: 120_000 });
    fc.assert(
      fc.property(
        fc.constantFrom('C3911', 'E4710', 'I6513', 'L7211', 'M7310'),
        figure,
        figure,
        figure,
        (industry, x, y, z) => {
          const whole = size(industry, x, y, z).value;
          for (const part of [
            size(industry, x),
            size(industry, undefined, y),
            size(industry, x, undefined, z),
          ]) {
            expect(part.value ?? part.among).toSatisfy((kept: unknown) =>
              Array.isArray(kept) ? kept.includes(whole) : kept === whole,
            );
          }
        },
      ),
    );
  });
});
