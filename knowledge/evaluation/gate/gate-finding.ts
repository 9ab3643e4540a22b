import { z } from 'zod';

import { questionKinds } from '../questions/evaluation-question';

const sketchSchema = z.object({
  outcome: z.string(),
  faults: z.array(z.string()),
  rank: z.number().nullable(),
  missingWords: z.array(z.string()),
  citations: z.array(
    z.object({
      documentId: z.string(),
      title: z.string(),
      documentNumber: z.string().nullable(),
      path: z.string(),
      isRight: z.boolean(),
    }),
  ),
});

const turnedSchema = z.object({
  questionId: z.string(),
  question: z.string(),
  kind: z.enum(questionKinds),
  asOf: z.string().nullable(),
  before: sketchSchema,
  after: sketchSchema,
  explanation: z.enum(['clause-left', 'now-answered']).optional(),
});

/** What the check of a change found, as it is kept with the change. */
export const findingSchema = z.object({
  /**
   * Besides a comparison's: `refused`: the change can't be carried out, `refusal` says why; `failed`: the check itself
   * came to no end.
   */
  outcome: z.enum(['no-worse', 'worse', 'no-questions', 'nothing-to-lose', 'refused', 'failed']),
  /** Of what was live when the copy was made: the change is published only onto that. */
  fingerprint: z.string().optional(),
  checkedAt: z.string(),
  tookMs: z.number(),
  questions: z.number().default(0),
  rightBefore: z.number().default(0),
  rightAfter: z.number().default(0),
  worse: z.array(turnedSchema).default([]),
  explained: z.array(turnedSchema).default([]),
  better: z.array(turnedSchema).default([]),
  baselineRunId: z.string().nullable().default(null),
  candidateRunId: z.string().nullable().default(null),
  refusal: z.string().optional(),
});
export type GateFinding = z.infer<typeof findingSchema>;

/** The finding of a change as it was kept; null before the first check. */
export function readFinding(stored: unknown): GateFinding | null {
  return stored === null || stored === undefined ? null : findingSchema.parse(stored);
}
