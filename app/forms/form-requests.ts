import { z } from 'zod';

/** `POST /api/v1/prefill`. */
export const prefillRequestSchema = z.strictObject({
  formId: z.string().min(1).max(100),
  enterpriseId: z.string().min(1).max(100),
});
