import { z } from 'zod';

/** The answers of the API as shared with programs; tests hold real answers against them. */

export const problemSchema = z.object({
  type: z.literal('about:blank'),
  status: z.number().int(),
  code: z.string(),
  title: z.string(),
  detail: z.string().optional(),
  errors: z.array(z.object({ field: z.string(), message: z.string() })).optional(),
});

export const healthSchema = z.object({ status: z.literal('ok') });
export const notReadySchema = z.object({ status: z.literal('unavailable'), reason: z.string() });

const evidenceSchema = z.object({
  key: z.string(),
  value: z.unknown().optional(),
  source: z.string().optional(),
  observedAt: z.string().optional(),
});

const conditionFields = {
  id: z.string(),
  label: z.string(),
  result: z.enum(['met', 'not-met', 'unknown', 'declared']),
  facts: z.array(evidenceSchema),
  expected: z.string(),
};

export const verdictSchema = z.object({
  policyId: z.string(),
  title: z.string(),
  verdict: z.enum(['eligible', 'ineligible', 'unknown']),
  shown: z.enum(['eligible', 'one-step', 'to-confirm', 'ineligible', 'expired']),
  conditions: z.array(
    z.object({
      ...conditionFields,
      // A group's own conditions, in the same shape as deep as it goes.
      children: z.array(z.looseObject(conditionFields)).optional(),
    }),
  ),
  missing: z.array(z.string()),
  amount: z
    .object({ kind: z.enum(['exact', 'about', 'up-to']), yuan: z.union([z.number(), z.string()]) })
    .optional(),
});

export const matchAnswerSchema = z.object({
  verdicts: z.array(verdictSchema),
  nextQuestion: z.object({ fact: z.string(), question: z.string(), unlocks: z.array(z.string()) }).nullish(),
});

export const deriveAnswerSchema = z.object({
  values: z.record(
    z.string(),
    z.union([
      z.object({ value: z.unknown() }),
      z.object({ unknown: z.literal(true), missing: z.array(z.string()) }),
    ]),
  ),
});

export const citationSchema = z.object({
  n: z.number().int(),
  passageId: z.number().int(),
  title: z.string(),
  documentNumber: z.string().nullish(),
  path: z.string(),
  quote: z.string(),
  textKind: z.enum(['original', 'key-points']),
  status: z.string(),
});

export const turnAnswerSchema = z.object({
  conversationId: z.string(),
  turnId: z.string(),
  mode: z.enum(['extractive', 'model']),
  model: z.string().optional(),
  text: z.string(),
  citations: z.array(citationSchema),
  verdicts: z.array(z.unknown()),
  nextQuestion: z.unknown().optional(),
  form: z.unknown().optional(),
  handover: z.unknown().optional(),
  outcome: z.enum(['answered', 'not-found', 'refused', 'handed-over', 'stopped']),
});

export const prefillAnswerSchema = z.object({
  data: z.record(z.string(), z.unknown()),
  provenance: z.array(
    z.object({
      path: z.string(),
      fact: z.string(),
      source: z.string(),
      observedAt: z.string(),
      locked: z.boolean(),
      period: z.string().optional(),
      sourceKind: z.string().optional(),
      reference: z.string().nullish(),
    }),
  ),
  missing: z.array(z.string()),
});
