import { createHmac, timingSafeEqual } from 'node:crypto';

import { z } from 'zod';

/** What was read from a picture, so that what is confirmed can be set beside it. Nothing else is kept of the picture. */
export interface SignedReading {
  draftId: string;
  personId: string;
  /** An ISO instant. */
  at: string;
  /** By the licence's key: the value as the platform writes it, and how sure the reading is, 0 to 1. */
  fields: Record<string, { value: string | null; confidence: number }>;
}

const shape = z.strictObject({
  draftId: z.string(),
  personId: z.string(),
  at: z.string(),
  fields: z.record(z.string(), z.object({ value: z.string().nullable(), confidence: z.number() })),
});

/** How long a reading can be confirmed. */
const validMs = 2 * 3_600_000;

/** Signs a reading for the page that confirms it: a value that no picture showed can't be said to come from one. */
export function signReading(key: Buffer, reading: SignedReading): string {
  const text = Buffer.from(JSON.stringify(reading)).toString('base64url');
  return `${text}.${signatureOf(key, text)}`;
}

/** The reading of this draft and person; null for one that was changed, is another's or has grown old. */
export function openReading(
  key: Buffer,
  token: string,
  { draftId, personId, now }: { draftId: string; personId: string; now: Date },
): SignedReading | null {
  const [text = '', signature = ''] = token.split('.');
  const [expected, given] = [signatureOf(key, text), signature].map((one) => Buffer.from(one));
  if (!expected || !given || expected.length !== given.length || !timingSafeEqual(expected, given))
    return null;
  const parsed = shape.safeParse(JSON.parse(Buffer.from(text, 'base64url').toString('utf8')));
  if (!parsed.success) return null;
  const { data } = parsed;
  const age = now.valueOf() - new Date(data.at).valueOf();
  return data.draftId === draftId && data.personId === personId && age <= validMs ? data : null;
}

function signatureOf(key: Buffer, text: string): string {
  return createHmac('sha256', key).update(`licence-1:${text}`).digest('base64url');
}
