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

const trialSchema = z.object({
  verdict: z.enum(['holds', 'partly', 'fails']),
  charactersPerSecond: z.number().nullable(),
  answers: z.array(
    z.object({
      question: z.string(),
      outcome: z.enum(['right', 'wrong', 'failed']),
      shown: z.array(z.string()),
      dropped: z.array(z.string()),
      failure: z.string().optional(),
    }),
  ),
});

/** What the check of a change found, as it is kept with the change. */
export const findingSchema = z.object({
  /**
   * Besides a comparison's: `refused`: the change can't be carried out, `refusal` says why; `failed`: the check itself
   * came to no end. Of a chat model, which no replay can judge: `trial-holds`, `trial-fails`, or `no-model`, when the
   * change leads to none.
   */
  outcome: z.enum([
    ...(['no-worse', 'worse', 'no-questions', 'nothing-to-lose', 'refused', 'failed'] as const),
    ...(['trial-holds', 'trial-fails', 'no-model'] as const),
  ]),
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
  /** How many questions were asked after the change; the answers of the others stand by proof. Absent: all of them. */
  askedAfter: z.number().optional(),
  /** How many changes went through the replay together. */
  together: z.number().default(1),
  /** The trial of a chat model on the standard questions. */
  trial: trialSchema.optional(),
});
export type GateFinding = z.infer<typeof findingSchema>;

/** The finding of a change as it was kept; null before the first check. */
export function readFinding(stored: unknown): GateFinding | null {
  return stored === null || stored === undefined ? null : findingSchema.parse(stored);
}

/** A finding of a check that asked no question. */
export function emptyFinding(
  outcome: 'refused' | 'failed',
  refusal: string,
  at: Date,
  tookMs = 0,
): GateFinding {
  return { ...bare(at, tookMs), outcome, refusal };
}

/** The finding on a chat model: the standard questions' citations must all hold; null: the change leads to no model. */
export function trialFinding(
  trial: z.infer<typeof trialSchema> | null,
  at: Date,
  tookMs: number,
): GateFinding {
  if (trial === null) return { ...bare(at, tookMs), outcome: 'no-model' };
  const outcome = trial.verdict === 'holds' ? 'trial-holds' : 'trial-fails';
  return { ...bare(at, tookMs), outcome, trial: trialSchema.parse(trial) };
}

/** Whether a change with this finding is published without a person. */
export function mayPublishItself({ outcome }: GateFinding): boolean {
  return outcome === 'no-worse' || outcome === 'trial-holds' || outcome === 'no-model';
}

function bare(at: Date, tookMs: number): Omit<GateFinding, 'outcome'> {
  return {
    ...{ tookMs, checkedAt: at.toISOString(), together: 1 },
    ...{ questions: 0, rightBefore: 0, rightAfter: 0, worse: [], explained: [], better: [] },
    ...{ baselineRunId: null, candidateRunId: null },
  };
}
