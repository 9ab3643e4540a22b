import { z } from 'zod';

/** A form as form.io's clients send it; what the platform has no use for is passed over. */
export const formBodySchema = z.object({
  title: z.string().trim().min(1).max(200),
  titleEn: z.string().trim().max(200).nullish(),
  path: z.string().trim().max(200).optional(),
  display: z.enum(['form', 'wizard']).default('form'),
  components: z.array(z.looseObject({ type: z.string(), key: z.string() })),
  settings: z.record(z.string(), z.unknown()).nullish(),
  departmentId: z.string().max(100).optional(),
  /** The one that was loaded: a form that somebody saved since isn't overwritten. */
  revision: z.number().int().nonnegative().optional(),
});

export type FormBody = z.infer<typeof formBodySchema>;

/** `POST …/publish`: the designer proposes, the second person publishes or sends back. */
export const publishBodySchema = z.object({
  revision: z.number().int().nonnegative(),
  /** Code of a warning → why it is published nevertheless. */
  reasons: z.record(z.string().max(60), z.string().max(500)).default({}),
  /** The second person's words for the designer: it becomes a draft again. */
  sendBack: z.string().trim().min(1).max(1000).optional(),
});

/** A draft (`state: 'draft'`) or an application to hand in. */
export const submissionBodySchema = z.object({
  data: z.record(z.string(), z.unknown()),
  state: z.enum(['draft', 'submitted']).default('submitted'),
  /** A draft's: the one that was loaded. */
  revision: z.number().int().nonnegative().optional(),
  metadata: z
    .looseObject({
      /** For which of one's firms; default: the one acted for now. */
      enterpriseId: z.string().max(100).optional(),
      policyId: z.string().max(100).nullish(),
      /** Values that changed at their source since the draft are seen and taken. */
      acceptChanges: z.boolean().optional(),
    })
    .optional(),
});

export type SubmissionBody = z.infer<typeof submissionBodySchema>;
