import { z } from 'zod';

import { embeddingChoiceSchema } from '../choice/embedding-choice';

/** What came of trying an embedding model, as it is kept. */
export const embeddingTrialSchema = z.union([
  z.object({
    at: z.string(),
    /** What a choice of the model would be; null for the bundled one. */
    choice: embeddingChoiceSchema.nullable(),
    dimension: z.number(),
    /** Milliseconds for a question alone, and for a passage among several; the model was loaded before. */
    questionMs: z.number(),
    passageMs: z.number(),
    /** For each question whether its own passage of the three was nearest, and the cosines with all three. */
    answers: z.array(z.object({ question: z.string(), isRight: z.boolean(), scores: z.array(z.number()) })),
  }),
  z.object({ at: z.string(), failure: z.string(), said: z.string() }),
]);
export type EmbeddingTrial = z.infer<typeof embeddingTrialSchema>;
export type PassedTrial = Extract<EmbeddingTrial, { dimension: number }>;

/** Compares each question with the passages; the passage at its own place is the right one. */
export function judgeTrial(
  questions: readonly { question: string; vector: Float32Array }[],
  passages: readonly Float32Array[],
): PassedTrial['answers'] {
  return questions.map(({ question, vector }, at) => {
    const scores = passages.map((passage) => cosine(vector, passage));
    const isRight = scores.every((score, other) => other === at || score < (scores[at] as number));
    return { question, isRight, scores: scores.map((score) => Math.round(score * 1_000) / 1_000) };
  });
}

/** Of unit vectors. */
function cosine(a: Float32Array, b: Float32Array): number {
  return a.reduce((sum, number, at) => sum + number * (b[at] as number), 0);
}
