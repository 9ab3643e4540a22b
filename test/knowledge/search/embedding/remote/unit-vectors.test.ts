import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { toUnitVectors } from '~/knowledge/search/embedding/remote/unit-vectors';

const numbers = fc.array(fc.double({ noNaN: true, noDefaultInfinity: true }), {
  minLength: 1,
  maxLength: 40,
});

describe('vectors from a server', () => {
  it('come to length one and keep their direction', () => {
    fc.assert(
      fc.property(
        numbers.filter((vector) => vector.some((number) => number !== 0)),
        (vector) => {
          const [unit] = toUnitVectors([vector], 1, vector.length) as [Float32Array];
          expect(Math.hypot(...unit)).toBeCloseTo(1, 4);
          vector.forEach((number, at) =>
            expect(Math.sign(unit[at] as number) * Math.sign(number)).not.toBe(-1),
          );
        },
      ),
    );
  });

  it.each([
    ['a vector too few', [[1]], 2, null],
    ['a vector too many', [[1], [1]], 1, null],
    ['another length than the model has', [[1, 2]], 1, 3],
    ['lengths that differ', [[1, 2], [1]], 2, null],
    ['an empty vector', [[]], 1, null],
    ['a vector of zeros', [[0, 0]], 1, 2],
    ['a number that is none', [[1, NaN]], 1, 2],
    ['an infinite number', [[1, Infinity]], 1, 2],
  ])('are refused with %s', (_what, raw, texts, dimension) => {
    expect(() => toUnitVectors(raw, texts, dimension)).toThrow(
      expect.objectContaining({ failure: 'bad-answer' }) as Error,
    );
  });
});
