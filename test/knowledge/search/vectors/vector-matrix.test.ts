import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { precedes, VectorMatrix } from '~/knowledge/search/vectors/vector-matrix';

const vector = (...numbers: number[]) => Float32Array.from(numbers);

describe('VectorMatrix', () => {
  it('finds the nearest, best first', () => {
    const matrix = new VectorMatrix(3);
    matrix.put(1, vector(1, 0, 0));
    matrix.put(2, vector(0, 1, 0));
    matrix.put(3, vector(0.6, 0.8, 0));
    expect(matrix.nearest(vector(1, 0, 0), 2).map(({ id }) => id)).toEqual([1, 3]);
    expect(matrix.nearest(vector(1, 0, 0), 0)).toEqual([]);
    expect(matrix.nearest(vector(1, 0, 0), 9)).toHaveLength(3);
  });

  it('replaces a vector under its id, and knows group and version', () => {
    const matrix = new VectorMatrix(2);
    matrix.put(1, vector(1, 0), 4, 10);
    matrix.put(1, vector(0, 1), 5, 11);
    expect(matrix.size).toBe(1);
    expect(matrix.groupOf(1)).toBe(5);
    expect(matrix.versionOf(1)).toBe(11);
    expect(matrix.nearest(vector(0, 1), 1)[0]?.score).toBe(1);
    expect(matrix.groupOf(2)).toBeUndefined();
    expect(matrix.versionOf(2)).toBeUndefined();
  });

  it('leaves out the groups that the filter refuses', () => {
    const matrix = new VectorMatrix(2);
    for (let id = 0; id < 10; id += 1) matrix.put(id, vector(1, id), id % 2);
    const odd = (group: number) => group === 1;
    expect(matrix.nearest(vector(0, 1), 3, odd).map(({ id }) => id)).toEqual([9, 7, 5]);
    expect(matrix.count(odd)).toBe(5);
    expect(matrix.nearestAmong([8, 5, 1, 99], vector(0, 1), 3, odd).map(({ id }) => id)).toEqual([5, 1]);
  });

  it('refuses a vector of another dimension', () => {
    expect(() => new VectorMatrix(3).put(1, vector(1, 0))).toThrow(RangeError);
  });

  it('grows past a block', () => {
    const matrix = new VectorMatrix(1);
    for (let id = 0; id < 9000; id += 1) matrix.put(id, vector(id));
    expect(matrix.nearest(vector(1), 1)).toEqual([{ id: 8999, score: 8999 }]);
  });

  it('is a map from id to vector, whatever was put and removed before', () => {
    const step = fc.record({ remove: fc.boolean(), id: fc.nat(8), x: fc.integer({ min: -9, max: 9 }) });
    fc.assert(
      fc.property(fc.array(step, { maxLength: 60 }), (steps) => {
        const matrix = new VectorMatrix(1);
        const model = new Map<number, number>();
        for (const { remove, id, x } of steps) {
          if (remove) {
            expect(matrix.remove(id)).toBe(model.delete(id));
          } else {
            matrix.put(id, vector(x), id);
            model.set(id, x);
          }
        }
        const expected = [...model]
          .map(([id, score]) => ({ id, score }))
          .sort((a, b) => (precedes(a, b) ? -1 : 1));
        expect(matrix.nearest(vector(1), 20)).toEqual(expected);
        expect(new Set(matrix.ids())).toEqual(new Set(model.keys()));
        expect([...model.keys()].every((id) => matrix.has(id) && matrix.groupOf(id) === id)).toBe(true);
      }),
    );
  });
});
