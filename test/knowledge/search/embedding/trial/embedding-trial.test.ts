import { expect, test } from 'vitest';

import { judgeTrial } from '~/knowledge/search/embedding/trial/embedding-trial';

const x = Float32Array.of(1, 0);
const y = Float32Array.of(0, 1);

test('a question is right when its own passage is nearer than every other', () => {
  const answers = judgeTrial(
    [
      { question: '甲', vector: x },
      { question: '乙', vector: x },
    ],
    [x, y],
  );
  expect(answers).toEqual([
    { question: '甲', isRight: true, scores: [1, 0] },
    { question: '乙', isRight: false, scores: [1, 0] },
  ]);
});

test('a model that finds all alike is not right', () => {
  expect(judgeTrial([{ question: '甲', vector: x }], [x, x])[0]?.isRight).toBe(false);
});
