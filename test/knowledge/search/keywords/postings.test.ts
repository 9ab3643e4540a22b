import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { PostingPool } from '~/knowledge/search/keywords/posting-pool';
import { Postings } from '~/knowledge/search/keywords/postings';

const token = fc.constantFrom(...'甲乙丙丁戊己庚辛壬癸');
const passages = fc.array(fc.array(token, { minLength: 1, maxLength: 12 }), { minLength: 1, maxLength: 40 });
const question = fc
  .uniqueArray(token, { minLength: 1, maxLength: 5 })
  .map((tokens) => tokens.map((each, at) => ({ token: each, weight: at === 0 ? 1 : 0.5 })));

/** BM25 as the books have it, passage by passage. */
function bruteForce(
  texts: string[][],
  asked: { token: string; weight: number }[],
  { k1, b } = { k1: 1.5, b: 0.9 },
) {
  const mean = texts.flat().length / texts.length;
  const scores = texts.map((text, id) => {
    const score = asked.reduce((sum, { token: each, weight }) => {
      const count = text.filter((other) => other === each).length;
      const df = texts.filter((other) => other.includes(each)).length;
      const idf = Math.log(1 + (texts.length - df + 0.5) / (df + 0.5));
      return sum + (weight * idf * (k1 + 1) * count) / (count + k1 * (1 - b + (b * text.length) / mean));
    }, 0);
    return { id, score };
  });
  return scores.filter(({ score }) => score > 0).sort((x, y) => y.score - x.score || x.id - y.id);
}

function build(texts: string[][]): Postings {
  const postings = new Postings();
  texts.forEach((text, id) => postings.put(id, id % 3, text));
  return postings;
}

const rounded = (list: { id: number; score: number }[]) => list.map(({ score }) => score.toFixed(9)).sort();

describe('Postings', () => {
  it('gives the best of exact BM25', () => {
    fc.assert(
      fc.property(passages, question, fc.integer({ min: 0, max: 45 }), (texts, asked, k) => {
        const found = build(texts).search(asked, k);
        const exact = bruteForce(texts, asked);
        expect(rounded(found)).toEqual(rounded(exact.slice(0, k)));
        const scoreOf = new Map(exact.map(({ id, score }) => [id, score]));
        for (const { id, score } of found) expect(score).toBeCloseTo(scoreOf.get(id) as number, 9);
        expect(found.map(({ score }) => score)).toEqual(
          found.map(({ score }) => score).sort((a, b) => b - a),
        );
      }),
    );
  });

  it('ranks only the groups that take part, and as many as asked for when so many match', () => {
    fc.assert(
      fc.property(passages, question, fc.integer({ min: 1, max: 10 }), fc.nat(7), (texts, asked, k, mask) => {
        const accepted = Uint8Array.from([mask & 1, (mask >> 1) & 1, (mask >> 2) & 1]);
        const found = build(texts).search(asked, k, accepted);
        const exact = bruteForce(texts, asked).filter(({ id }) => accepted[id % 3] === 1);
        expect(rounded(found)).toEqual(rounded(exact.slice(0, k)));
      }),
    );
  });

  it('finds what changed by its new words, and what was removed not at all', () => {
    fc.assert(
      fc.property(passages, passages, question, (before, after, asked) => {
        const postings = build(before);
        after.forEach((text, id) => postings.put(id, 0, text));
        before.forEach((_, id) => id >= after.length && postings.remove(id));
        expect(postings.size).toBe(after.length);
        const found = new Set(postings.search(asked, 100).map(({ id }) => id));
        const matching = after.flatMap((text, id) =>
          asked.some((each) => text.includes(each.token)) ? [id] : [],
        );
        expect(found).toEqual(new Set(matching));
      }),
    );
  });

  it('says when it is worn by what changed', () => {
    const postings = build(Array.from({ length: 100 }, () => ['甲']));
    for (let id = 0; id < 64; id += 1) postings.put(id, 0, ['乙']);
    expect(postings.isWorn).toBe(false);
    postings.remove(99);
    expect(postings.isWorn).toBe(true);
    expect(postings.remove(99)).toBe(false);
  });

  it('holds more rows and tokens than it began with', () => {
    const postings = new Postings();
    for (let id = 0; id < 3_000; id += 1)
      postings.put(id, id, [`t${String(id)}`, '甲', ...(id % 2 ? ['乙'] : [])]);
    expect(postings.frequency('甲')).toBe(3_000);
    expect(postings.frequency('乙')).toBe(1_500);
    expect(postings.frequency('丙')).toBe(0);
    expect(postings.search([{ token: 't2999', weight: 1 }], 5).map(({ id }) => id)).toEqual([2_999]);
  });
});

describe('PostingPool', () => {
  it('gives each list back as it was written, however they grew beside each other', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.nat(5), fc.nat(0xffffffff)), { maxLength: 3_000 }), (writes) => {
        const pool = new PostingPool();
        const expected = Array.from({ length: 6 }, (): number[] => []);
        for (let list = 0; list < 6; list += 1) pool.open();
        for (const [list, value] of writes) {
          pool.append(list, value);
          expected[list]?.push(value);
        }
        const read = expected.map((_, list) => {
          const values: number[] = [];
          pool.forEachSlice(list, (block, from, to) => values.push(...block.subarray(from, to)));
          return values;
        });
        expect(read).toEqual(expected);
      }),
      { numRuns: 50 },
    );
  });

  it('holds lists longer than a block', () => {
    const pool = new PostingPool();
    const [a, b] = [pool.open(), pool.open()];
    for (let at = 0; at < 600_000; at += 1) pool.append(at % 3 === 0 ? b : a, at);
    let count = 0;
    let sum = 0;
    pool.forEachSlice(b, (block, from, to) => {
      count += to - from;
      for (let at = from; at < to; at += 1) sum += block[at] as number;
    });
    expect([count, sum]).toEqual([200_000, 3 * (199_999 * 100_000)]);
  });
});
