import { z } from 'zod';

/** `POST /api/v1/prefill`. */
export const prefillRequestSchema = z.strictObject({
  formId: z.string().min(1).max(100),
  enterpriseId: z.string().min(1).max(100),
});

/** `GET /api/v1/forms`: a page; `cursor` is the `nextCursor` of the page before. */
export const formListQuerySchema = z.strictObject({
  cursor: z.string().max(100).optional(),
  limit: z.coerce.number().int().min(1).max(100).default(20),
});
