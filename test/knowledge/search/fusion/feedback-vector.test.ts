import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { feedbackVector } from '~/knowledge/search/fusion/feedback-vector';

const unit = (values: readonly number[]): Float32Array => {
  const length = Math.sqrt(values.reduce((sum, value) => sum + value * value, 0));
  return Float32Array.from(values, (value) => value / length);
};
const dot = (a: Float32Array, b: Float32Array) =>
  a.reduce((sum, value, at) => sum + value * (b[at] as number), 0);
const aVector = fc
  .array(fc.double({ min: -1, max: 1, noNaN: true }), { minLength: 4, maxLength: 4 })
  .filter((values) => values.some((value) => Math.abs(value) > 0.01))
  .map(unit);

describe('a question moved towards its answers', () => {
  test('keeps length 1 and comes no farther from the mean of what stands first', () => {
    fc.assert(
      fc.property(aVector, fc.array(aVector, { minLength: 1, maxLength: 10 }), (question, first) => {
        const moved = feedbackVector(question, first);
        expect(dot(moved, moved)).toBeCloseTo(1, 4);
        const towards = (vector: Float32Array) =>
          first.reduce((sum, each) => sum + dot(vector, each), 0) / first.length;
        expect(towards(moved)).toBeGreaterThanOrEqual(towards(question) - 1e-5);
      }),
    );
  });

  test('stays itself where nothing was found, or where what was found says the opposite', () => {
    const question = unit([1, 2, 3, 4]);
    expect([...feedbackVector(question, [])]).toEqual([...question]);
    expect([...feedbackVector(question, [question.map((value) => -value)])]).toEqual([...question]);
  });

  test('lies halfway between the question and one passage', () => {
    const moved = feedbackVector(unit([1, 0]), [unit([0, 1])]);
    expect([...moved].map((value) => value.toFixed(4))).toEqual(['0.7071', '0.7071']);
  });
});
