import { z } from 'zod';

import type { PassageEdit } from '~/knowledge/documents/passages/edit-passages';

const place = z.coerce.number().int().min(0);
const shared = {
  start: place,
  text: z.string().max(20_000),
  path: z.string().max(200),
};
const editSchema = z.discriminatedUnion('action', [
  z.object({ action: z.literal('text'), ...shared }),
  z.object({ action: z.literal('merge'), ...shared }),
  z.object({ action: z.literal('split'), ...shared, at: place, nextPath: z.string().max(200).default('') }),
  z.object({
    action: z.literal('border'),
    ...shared,
    at: place,
    towards: z.enum(['previous', 'next']),
  }),
]);
const envelope = z.object({
  revision: place,
  reason: z.string().trim().max(500).optional(),
});

/** Reads a correction as the editor sends it. Throws a ZodError on what no editor sends. */
export function readEdit(form: FormData): { edit: PassageEdit; revision: number; reason?: string } {
  const fields = Object.fromEntries(form);
  const { revision, reason } = envelope.parse(fields);
  return { edit: editSchema.parse(fields), revision, ...(reason && { reason }) };
}
