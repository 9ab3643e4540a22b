import { z } from 'zod';

import { modelReadingSchema, type ModelReading } from '~/knowledge/policies/notice/model-reading';
import { mostPastedLetters } from '~/knowledge/policies/notice/pasted-notice';

const origin = {
  /** Empty for a text that was pasted. */
  document: z.string().max(60),
  text: z.string().max(mostPastedLetters).default(''),
};

/** A model's claims as the page sends them back; empty: none was asked. */
const claims = z
  .string()
  .max(200_000)
  .default('')
  .transform((text, context): ModelReading | undefined => {
    if (text === '') return undefined;
    const parsed = modelReadingSchema.safeParse(valueOf(text));
    if (parsed.success) return parsed.data;
    context.issues.push({ code: 'custom', message: '模型读出的内容不完整，请重新读取', input: text });
    return z.NEVER;
  });

function valueOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // The schema says what is wrong with it.
    return null;
  }
}

/** To let a model read: which notice. */
export const askedFields = z.object(origin);

/** To open the draft of what was kept. */
export const openFields = z.object({
  ...origin,
  title: z.string().trim().max(200),
  id: z.string().trim().toLowerCase().max(60),
  departmentId: z.string().max(100),
  amount: z.string().max(4),
  reading: claims,
});
