import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { weighPieces } from '~/knowledge/search/words-in-context/piece-weights';
import { centreRows, ComparedWords, packSigns } from '~/knowledge/search/words-in-context/word-signs';

const dimension = 16;
const number = fc.integer({ min: -100, max: 100 }).map((value) => value / 100 + 0.001);
const vectors = (most: number) =>
  fc
    .array(fc.array(number, { minLength: dimension, maxLength: dimension }), {
      minLength: 1,
      maxLength: most,
    })
    .map((rows) => Float32Array.from(rows.flat()));
const mean = fc
  .array(
    number.map((value) => value / 4),
    { minLength: dimension, maxLength: dimension },
  )
  .map((numbers) => Float32Array.from(numbers));
const rowsOf = (given: Float32Array) => [...Array(given.length / dimension).keys()];
const row = (given: Float32Array, at: number) => given.slice(at * dimension, (at + 1) * dimension);
const lengthOf = (given: Float32Array) => Math.hypot(...given);

/** The same by plain arithmetic: signs as numbers, the best for each word, the weighted mean. */
function compareSlowly(
  question: Float32Array,
  weights: number[],
  passage: Float32Array,
  centre: Float32Array,
) {
  const signs = rowsOf(passage).map((at) => {
    const vector = row(passage, at);
    const length = lengthOf(vector);
    return [...vector].map((value, place) => (value <= (centre[place] as number) * length ? -1 : 1));
  });
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  const best = rowsOf(question).map((at) => {
    const asked = row(question, at);
    return Math.max(
      ...signs.map((sign) => sign.reduce((sum, value, place) => sum + value * (asked[place] as number), 0)),
    );
  });
  return (
    best.reduce((sum, value, at) => sum + (value * (weights[at] as number)) / total, 0) / Math.sqrt(dimension)
  );
}

describe('words in context', () => {
  it('are compared from their packed signs as plain arithmetic compares them', () => {
    fc.assert(
      fc.property(vectors(6), vectors(8), mean, (asked, passage, centre) => {
        const weights = rowsOf(asked).map((at) => at + 1);
        const packed = packSigns(passage, dimension, rowsOf(passage), centre);
        expect(packed).toHaveLength((passage.length / dimension) * 2);
        const question = { pieces: weights.map(String), vectors: asked };
        expect(new ComparedWords(question, weights).compare(packed)).toBeCloseTo(
          compareSlowly(asked, weights, passage, centre),
          4,
        );
      }),
    );
  });

  it('are brought to length 1 before and after what all share is taken from them', () => {
    fc.assert(
      fc.property(vectors(4), mean, (given, centre) => {
        const centred = centreRows(given, dimension, rowsOf(given), centre);
        for (const at of rowsOf(given)) {
          const vector = row(given, at);
          const expected = vector.map((value, place) => value / lengthOf(vector) - (centre[place] as number));
          const found = row(centred, at);
          expect(lengthOf(found)).toBeCloseTo(1, 4);
          for (const [place, value] of found.entries())
            expect(value * lengthOf(expected)).toBeCloseTo(expected[place] as number, 4);
        }
      }),
    );
  });

  it('take only the rows named', () => {
    const given = Float32Array.from({ length: 3 * dimension }, (_, at) => Math.sin(at));
    const none = new Float32Array(dimension);
    expect(packSigns(given, dimension, [2], none)).toEqual(
      packSigns(given, dimension, [0, 1, 2], none).slice(4),
    );
    expect(centreRows(given, dimension, [], none)).toHaveLength(0);
  });

  it('say nothing of a passage without words, or to a question without any', () => {
    const vector = Float32Array.from({ length: dimension }, () => 0.25);
    const one = new ComparedWords({ pieces: ['税'], vectors: vector }, [1]);
    expect(one.compare(new Uint8Array(0))).toBeNull();
    const none = new ComparedWords({ pieces: [], vectors: new Float32Array(0) }, []);
    expect(none.compare(Uint8Array.of(255, 255))).toBeNull();
  });

  it('count alike when none weighs anything, and only the weightiest of a long question', () => {
    const rows = 40;
    const asked = Float32Array.from({ length: rows * dimension }, (_, at) => Math.cos(at));
    const question = { pieces: Array.from({ length: rows }, String), vectors: asked };
    const packed = Uint8Array.of(7, 130, 99, 1);
    const weights = question.pieces.map((_, at) => (at < 32 ? 1 : 0));
    const first = { pieces: question.pieces.slice(0, 32), vectors: asked.slice(0, 32 * dimension) };
    expect(new ComparedWords(question, weights).compare(packed)).toBeCloseTo(
      new ComparedWords(first, weights.slice(0, 32).fill(0)).compare(packed) as number,
      5,
    );
  });
});

describe('what a piece of a question counts', () => {
  const worth = new Map([
    ['社保', 5],
    ['社', 2],
    ['保', 1],
    ['费', 3],
    ['2025', 6],
  ]);

  it('is its rarest token’s, pairs before single characters, and 1 for a word of asking', () => {
    expect(weighPieces(['社保', '费', '2025', '怎么', ''], worth)).toEqual([6, 4, 7, 1, 1]);
  });
});
