import { z } from 'zod';

import { isIsoDate } from '~/prisma/calendar/city-date';

/** The body of `POST /api/v1/chat`. */
export const chatRequestSchema = z.strictObject({
  message: z.string().max(20_000),
  conversationId: z.string().min(1).max(64).optional(),
  enterpriseId: z.string().min(1).max(64).optional(),
  /** Takes the message as it stands: a follow-up isn't completed from the conversation. */
  asWritten: z.boolean().optional(),
  asOf: z.string().refine(isIsoDate, '应为存在的日期，写作 2025-12-31').optional(),
});
export type ChatRequest = z.infer<typeof chatRequestSchema>;
