import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { nearestSense, senseOfPiece } from '~/knowledge/answers/clause-sense';
import { readClauseSenses } from '~/knowledge/answers/read-clause-senses.server';
import { packVectors } from '~/knowledge/search/judging/clause-vectors';
import { splitClauses } from '~/knowledge/search/judging/split-clauses';
import type { SqlReader } from '~/prisma/database.server';

const clauseSenses = [
  { start: 0, end: 10, similarity: 0.8 },
  { start: 10, end: 20, similarity: 0.9 },
];

describe('the sense of a passage', () => {
  it('is that of its nearest clause where one comes nearer than the whole', () => {
    expect(nearestSense({ similarity: 0.85, clauseSenses })).toBe(0.9);
    expect(nearestSense({ similarity: 0.95, clauseSenses })).toBe(0.95);
    expect(nearestSense({ similarity: 0.85 })).toBe(0.85);
    expect(nearestSense({ similarity: null, clauseSenses })).toBeNull();
  });

  it('is told apart by its pieces', () => {
    expect(senseOfPiece({ similarity: 0.85, clauseSenses }, 0, 5)).toBe(0.8);
    expect(senseOfPiece({ similarity: 0.85, clauseSenses }, 5, 15)).toBe(0.9);
    expect(senseOfPiece({ similarity: 0.85, clauseSenses }, 30, 35)).toBe(0.85);
    expect(senseOfPiece({ similarity: null, clauseSenses }, 0, 5)).toBeNull();
  });
});

describe('the clauses read for a passage', () => {
  const sentence = fc.stringMatching(/^[甲乙丙丁]{20,40}$/).map((words) => `${words}。`);
  const readerOf = (text: string, bytes: Int8Array) =>
    ({ all: () => [{ id: 1, text, bytes: new Uint8Array(bytes.buffer) }] }) as unknown as SqlReader;

  it('lie where they stand in its text, each with its own cosine', () => {
    fc.assert(
      fc.property(fc.array(sentence, { minLength: 2, maxLength: 5 }), fc.nat(), (sentences, nth) => {
        const text = sentences.join('\n');
        const clauses = splitClauses(text);
        fc.pre(clauses.length > 1);
        const near = nth % clauses.length;
        const vectors = clauses.map((_, at) => Float32Array.of(at === near ? 1 : 0, at === near ? 0 : 1));
        const senses = readClauseSenses(readerOf(text, packVectors(vectors)), [1], {
          vector: Float32Array.of(1, 0),
          model: 'm',
        }).get(1);
        expect(senses?.map(({ start, end }) => text.slice(start, end))).toEqual(clauses);
        expect(senses?.findIndex(({ similarity }) => similarity > 0.99)).toBe(near);
      }),
    );
  });

  it('are none where the vectors were made of other clauses', () => {
    const packed = packVectors([Float32Array.of(1, 0)]);
    const read = readClauseSenses(readerOf('一句话。', packed), [1], {
      vector: Float32Array.of(1, 0),
      model: 'm',
    });
    expect(read.get(1)).toEqual([]);
    expect(
      readClauseSenses(readerOf('', packed), [], { vector: Float32Array.of(1, 0), model: 'm' }).size,
    ).toBe(0);
  });
});
