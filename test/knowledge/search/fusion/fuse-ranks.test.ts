import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { fuseRanks } from '~/knowledge/search/fusion/fuse-ranks';

const list = fc.uniqueArray(fc.integer({ min: 1, max: 40 }), { maxLength: 20 });
const lists = fc.array(list, { minLength: 1, maxLength: 4 });
const constant = fc.integer({ min: 1, max: 100 });

const scores = (given: number[][], k = 20) =>
  new Map(fuseRanks(given, { k }).map(({ id, score }) => [id, score]));

describe('fuseRanks', () => {
  it('sums the reciprocal ranks', () => {
    const fused = fuseRanks(
      [
        [7, 8],
        [8, 9],
      ],
      { k: 60 },
    );
    expect(fused).toEqual([
      { id: 8, score: 1 / 61 + 1 / 62, ranks: [2, 1] },
      { id: 7, score: 1 / 61, ranks: [1, null] },
      { id: 9, score: 1 / 62, ranks: [null, 2] },
    ]);
  });

  it('gives ties to the best single rank, then to the smaller id', () => {
    expect(fuseRanks([[5], [3]]).map(({ id }) => id)).toEqual([3, 5]);
  });

  it('lets the best rank stand for one that could not be given yet', () => {
    const fused = fuseRanks([[1, 2], [2]], { unranked: new Set([1]) });
    expect(fused.map(({ id }) => id)).toEqual([1, 2]);
    expect(fused[0]).toEqual({ id: 1, score: 2 / 21, ranks: [1, null] });
  });

  it('of one list is that list', () => {
    fc.assert(
      fc.property(list, constant, (ids, k) => {
        expect(fuseRanks([ids], { k }).map(({ id }) => id)).toEqual(ids);
      }),
    );
  });

  it('holds each id of the lists once, with its places', () => {
    fc.assert(
      fc.property(lists, constant, (given, k) => {
        const fused = fuseRanks(given, { k });
        expect(new Set(fused.map(({ id }) => id))).toEqual(new Set(given.flat()));
        expect(fused).toHaveLength(new Set(given.flat()).size);
        for (const { id, ranks } of fused) {
          given.forEach((ids, at) => expect(ranks[at]).toBe(ids.includes(id) ? ids.indexOf(id) + 1 : null));
        }
      }),
    );
  });

  it('does not depend on the order of the lists', () => {
    fc.assert(
      fc.property(lists, constant, (given, k) => {
        const forward = fuseRanks(given, { k }).map(({ id, score }) => [id, score]);
        const backward = fuseRanks([...given].reverse(), { k }).map(({ id, score }) => [id, score]);
        expect(backward).toEqual(forward);
      }),
    );
  });

  it('never lowers a passage that rises in one list', () => {
    fc.assert(
      fc.property(lists, list, fc.nat(), constant, (others, ids, pick, k) => {
        fc.pre(ids.length > 1);
        const at = 1 + (pick % (ids.length - 1));
        const risen = [...ids];
        [risen[at - 1], risen[at]] = [risen[at] as number, risen[at - 1] as number];
        const id = ids[at] as number;
        expect(scores([risen, ...others], k).get(id)).toBeGreaterThan(
          scores([ids, ...others], k).get(id) as number,
        );
      }),
    );
  });

  it('keeps scores between nothing and first place everywhere, in falling order', () => {
    fc.assert(
      fc.property(lists, constant, (given, k) => {
        const all = fuseRanks(given, { k }).map(({ score }) => score);
        for (const score of all) {
          expect(score).toBeGreaterThan(0);
          expect(score).toBeLessThanOrEqual(given.length / (k + 1) + 1e-12);
        }
        expect(all).toEqual([...all].sort((a, b) => b - a));
      }),
    );
  });
});
