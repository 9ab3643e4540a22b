import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { fuseLists } from '~/knowledge/search/fusion/fuse-lists';
import { fuseScores, type ScoredId } from '~/knowledge/search/fusion/fuse-scores';
import { defaultSearchSettings } from '~/knowledge/search/settings/search-settings';

const list = fc
  .uniqueArray(
    fc.record({ id: fc.integer({ min: 1, max: 40 }), score: fc.integer({ min: -500, max: 500 }) }),
    {
      selector: ({ id }) => id,
      maxLength: 20,
    },
  )
  .map((entries): ScoredId[] => entries.sort((a, b) => b.score - a.score || a.id - b.id));
const weight = fc.integer({ min: 1, max: 10 });
const lists = fc.array(fc.record({ entries: list, weight }), { minLength: 1, maxLength: 4 });

describe('fuseScores', () => {
  it('sums what each list says, brought to 0…1 and weighted', () => {
    const keyword = [
      { id: 7, score: 30 },
      { id: 8, score: 20 },
      { id: 9, score: 10 },
    ];
    const vector = [
      { id: 9, score: 0.9 },
      { id: 7, score: 0.8 },
    ];
    const fused = fuseScores([
      { entries: keyword, weight: 1 },
      { entries: vector, weight: 3 },
    ]);
    expect(fused).toEqual([
      { id: 9, score: 0.75, ranks: [3, 1] },
      { id: 7, score: 0.25, ranks: [1, 2] },
      { id: 8, score: 0.125, ranks: [2, null] },
    ]);
  });

  it('judges what a list could not see yet by the others alone', () => {
    const keyword = [
      { id: 1, score: 9 },
      { id: 2, score: 0 },
    ];
    const vector = [
      { id: 2, score: 0.9 },
      { id: 3, score: 0.8 },
    ];
    const fused = fuseScores(
      [
        { entries: keyword, weight: 1 },
        { entries: vector, weight: 1 },
      ],
      { unranked: new Set([1]) },
    );
    expect(fused.map(({ id, score }) => [id, score])).toEqual([
      [1, 1],
      [2, 0.5],
      [3, 0],
    ]);
  });

  it('of one list is that list, whatever else is empty', () => {
    fc.assert(
      fc.property(list, weight, weight, (entries, own, other) => {
        const fused = fuseScores([
          { entries, weight: own },
          { entries: [], weight: other },
        ]);
        expect(fused.map(({ id }) => id)).toEqual(entries.map(({ id }) => id));
      }),
    );
  });

  it('keeps scores in 0…1, in falling order, and each id once with its places', () => {
    fc.assert(
      fc.property(lists, (given) => {
        const fused = fuseScores(given);
        const scores = fused.map(({ score }) => score);
        for (const score of scores) {
          expect(score).toBeGreaterThanOrEqual(0);
          expect(score).toBeLessThanOrEqual(1 + 1e-9);
        }
        expect(scores).toEqual([...scores].sort((a, b) => b - a));
        for (const { id, ranks } of fused) {
          given.forEach(({ entries }, at) => {
            const place = entries.findIndex((entry) => entry.id === id);
            expect(ranks[at]).toBe(place < 0 ? null : place + 1);
          });
        }
        const ids = new Set(given.flatMap(({ entries }) => entries.map(({ id }) => id)));
        expect(new Set(fused.map(({ id }) => id))).toEqual(ids);
      }),
    );
  });

  it('does not change when the scores of a list are stretched or moved', () => {
    const order = (given: { entries: ScoredId[]; weight: number }[]) =>
      fuseScores(given).map(({ id, score }) => [id, Math.round(score * 1e9)]);
    fc.assert(
      fc.property(lists, fc.integer({ min: 1, max: 8 }), fc.integer(), (given, stretch, move) => {
        const moved = given.map(({ entries, weight: own }) => ({
          entries: entries.map(({ id, score }) => ({ id, score: score * 2 ** stretch + (move % 1000) })),
          weight: own,
        }));
        expect(order(moved)).toEqual(order(given));
      }),
    );
  });
});

describe('fuseLists', () => {
  const keyword = [
    { id: 1, score: 50 },
    { id: 2, score: 1 },
    { id: 3, score: 0 },
  ];
  const vector = [
    { id: 2, score: 0.9 },
    { id: 1, score: 0.1 },
    { id: 3, score: 0 },
  ];

  it('joins by scores or by ranks', () => {
    const first = (method: 'scores' | 'ranks') =>
      fuseLists(
        { keyword, vector, clause: [] },
        { ...defaultSearchSettings, method, vectorWeight: 0.5 },
        new Set(),
      )[0];
    expect(first('scores')).toMatchObject({ id: 1, ranks: [1, 2, null] });
    expect(first('ranks')).toMatchObject({ id: 1, score: 1 / 21 + 1 / 22 });
  });
});
