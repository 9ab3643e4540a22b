import { z } from 'zod';

/**
 * The answers of the API as shared with programs; tests hold real answers against them. Answers may hold more than is
 * named here, since fields are added without a new version.
 */

export const problemSchema = z.looseObject({
  type: z.literal('about:blank'),
  status: z.number().int(),
  code: z.string(),
  title: z.string(),
  detail: z.string().optional(),
  errors: z.array(z.object({ field: z.string(), message: z.string() })).optional(),
});

export const healthSchema = z.object({ status: z.literal('ok') });
export const notReadySchema = z.object({ status: z.literal('unavailable'), reason: z.string() });

const evidenceSchema = z.looseObject({
  key: z.string(),
  value: z.unknown().optional(),
  source: z.string().optional(),
  observedAt: z.string().optional(),
  authority: z.string().optional(),
  stateable: z.boolean().optional(),
});

/** CONDITION of the contract; a group's own conditions have the same shape, as deep as it goes. */
export const conditionSchema = z
  .looseObject({
    id: z.string(),
    label: z.string(),
    result: z.enum(['met', 'not-met', 'unknown', 'declared']),
    facts: z.array(evidenceSchema),
    expected: z.string(),
    get children() {
      return z.array(conditionSchema).optional();
    },
  })
  .meta({ id: 'Condition' });

export const verdictSchema = z
  .looseObject({
    policyId: z.string(),
    title: z.string(),
    verdict: z.enum(['eligible', 'ineligible', 'unknown']),
    shown: z.enum(['eligible', 'one-step', 'to-confirm', 'ineligible', 'expired']),
    conditions: z.array(conditionSchema),
    missing: z.array(z.string()),
    amount: z
      .looseObject({
        kind: z.enum(['exact', 'about', 'up-to']),
        yuan: z.union([z.number(), z.string()]),
      })
      .optional(),
  })
  .meta({ id: 'Verdict' });

export const nextQuestionSchema = z
  .looseObject({ fact: z.string(), question: z.string(), unlocks: z.array(z.string()) })
  .meta({ id: 'NextQuestion' });

export const matchAnswerSchema = z.looseObject({
  asOf: z.string(),
  verdicts: z.array(verdictSchema),
  nextQuestion: nextQuestionSchema.optional(),
});

export const deriveAnswerSchema = z.looseObject({
  values: z.record(
    z.string(),
    z.union([
      z.looseObject({ unknown: z.literal(true), missing: z.array(z.string()) }),
      z.looseObject({ value: z.union([z.string(), z.number(), z.boolean()]) }),
    ]),
  ),
});

export const prefillAnswerSchema = z.looseObject({
  data: z.record(z.string(), z.unknown()),
  provenance: z.array(
    z.looseObject({
      path: z.string(),
      fact: z.string().nullable(),
      source: z.string(),
      observedAt: z.string(),
      locked: z.boolean(),
      period: z.string().optional(),
      sourceKind: z.string().optional(),
      reference: z.string().optional(),
      validUntil: z.string().optional(),
      pending: z.boolean().optional(),
    }),
  ),
  missing: z.array(z.string()),
});
