import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { meanScore, percentile, scoreRanking } from '~/knowledge/evaluation/score-ranking';

const one = new Map([['a', 1]]);

describe('scoreRanking', () => {
  it('gives the only right answer in first place everything', () => {
    expect(scoreRanking(['a', 'x'], one)).toEqual({ ndcg10: 1, hit1: 1, hit10: 1, recall100: 1 });
  });

  it('discounts the third place by log2(4)', () => {
    expect(scoreRanking(['x', 'y', 'a'], one)).toEqual({ ndcg10: 0.5, hit1: 0, hit10: 1, recall100: 1 });
  });

  it('sums two right answers against the best that was possible', () => {
    // (1/log2(3) + 1/log2(5)) / (1/log2(2) + 1/log2(3)) = 1.0616 / 1.6309
    const score = scoreRanking(
      ['x', 'a', 'y', 'b'],
      new Map([
        ['a', 1],
        ['b', 1],
      ]),
    );
    expect(score.ndcg10).toBeCloseTo(0.6509, 4);
    expect(score).toMatchObject({ hit1: 0, hit10: 1, recall100: 1 });
  });

  it('counts grades as gains', () => {
    // (1 + 3/log2(3)) / (3 + 1/log2(3)) = 2.8928 / 3.6309
    expect(
      scoreRanking(
        ['b', 'a'],
        new Map([
          ['a', 3],
          ['b', 1],
        ]),
      ).ndcg10,
    ).toBeCloseTo(0.7967, 4);
  });

  it('looks at ten places for nDCG and hits, at a hundred for recall', () => {
    const ranking = [...Array.from({ length: 10 }, (_, at) => `x${String(at)}`), 'a'];
    expect(
      scoreRanking(
        ranking,
        new Map([
          ['a', 1],
          ['b', 1],
        ]),
      ),
    ).toEqual({ ndcg10: 0, hit1: 0, hit10: 0, recall100: 0.5 });
    const late = [...Array.from({ length: 100 }, (_, at) => `x${String(at)}`), 'a'];
    expect(scoreRanking(late, one).recall100).toBe(0);
  });

  it('ignores grades of nothing', () => {
    expect(scoreRanking(['a'], new Map([['a', 0]]))).toEqual({ ndcg10: 0, hit1: 0, hit10: 0, recall100: 0 });
  });

  it('stays between 0 and 1, and never falls when a right answer rises', () => {
    const ids = fc.shuffledSubarray(['a', 'b', 'c', 'd', 'e', 'f', 'g'], { minLength: 2 });
    fc.assert(
      fc.property(ids, fc.nat(), (ranking, pick) => {
        const right = new Map([
          ['a', 1],
          ['b', 2],
        ]);
        const at = 1 + (pick % (ranking.length - 1));
        const score = scoreRanking(ranking, right);
        for (const value of Object.values(score)) expect(value >= 0 && value <= 1).toBe(true);
        const [above, below] = [ranking[at - 1] as string, ranking[at] as string];
        if ((right.get(below) ?? 0) <= (right.get(above) ?? 0)) return;
        const risen = ranking.with(at - 1, below).with(at, above);
        expect(scoreRanking(risen, right).ndcg10).toBeGreaterThan(score.ndcg10);
      }),
    );
  });
});

describe('meanScore and percentile', () => {
  it('means over the questions', () => {
    const best = { ndcg10: 1, hit1: 1, hit10: 1, recall100: 1 };
    const worst = { ndcg10: 0.5, hit1: 0, hit10: 1, recall100: 0 };
    expect(meanScore([best, worst])).toEqual({
      ndcg10: 0.75,
      hit1: 0.5,
      hit10: 1,
      recall100: 0.5,
      queries: 2,
    });
    expect(meanScore([])).toMatchObject({ ndcg10: 0, queries: 0 });
  });

  it('takes the nearest rank', () => {
    expect(percentile([5, 1, 4, 2, 3], 0.5)).toBe(3);
    expect(percentile([1, 2, 3, 4], 0.95)).toBe(4);
    expect(percentile([7], 0.5)).toBe(7);
    expect(percentile([], 0.95)).toBe(0);
  });
});
