import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { selectQueryTokens } from '~/knowledge/search/select-query-tokens';

const frequency = (token: string, documents: number) => ({ token, documents });

describe('selectQueryTokens', () => {
  it('asks for the rare ones first and leaves out those in more than a tenth', () => {
    const tokens = [
      frequency('的', 45_000),
      frequency('稳岗', 12),
      frequency('企业', 4_900),
      frequency('应当', 5_001),
    ];
    expect(selectQueryTokens(tokens, 50_000)).toEqual(['稳岗', '企业']);
  });

  it('asks for the three rarest when all are frequent', () => {
    const tokens = ['的', '应', '当', '和'].map((token, at) => frequency(token, 40_000 - at));
    expect(selectQueryTokens(tokens, 50_000)).toEqual(['和', '当', '应']);
  });

  it('keeps frequent ones in a small corpus, and drops unknown ones', () => {
    expect(selectQueryTokens([frequency('的', 900), frequency('无', 0)], 1_000)).toEqual(['的']);
    expect(selectQueryTokens([frequency('无', 0)], 1_000)).toEqual([]);
  });

  it('asks for 64 at most', () => {
    const many = Array.from({ length: 200 }, (_, at) => frequency(`t${String(at)}`, at + 1));
    expect(selectQueryTokens(many, 100_000)).toHaveLength(64);
    expect(selectQueryTokens(many, 100_000)).toContain('t0');
  });

  it('always asks for something when something is known', () => {
    const one = fc.record({ token: fc.string({ minLength: 1 }), documents: fc.nat(60_000) });
    fc.assert(
      fc.property(fc.uniqueArray(one, { selector: ({ token }) => token }), (frequencies) => {
        const chosen = selectQueryTokens(frequencies, 60_000);
        expect(chosen.length > 0).toBe(frequencies.some(({ documents }) => documents > 0));
        expect(new Set(chosen).size).toBe(chosen.length);
      }),
    );
  });
});
