import { z } from 'zod';

import type { Services } from '~/app/services.server';
import type { Locale } from '~/app/words/merge-words';
import { firstProblem } from '~/app/words/say-problem';
import {
  batchActions,
  previewBatch,
  runBatch,
  undoBatch,
} from '~/knowledge/documents/batch/batch-documents.server';
import { InvalidInputError } from '~/prisma/access/access-denied';
import type { Reader } from '~/prisma/access/reader';

import type { BatchAnswer } from './document-batch';

const batchSchema = z.object({
  action: z.enum(batchActions),
  value: z.string().max(100).optional(),
  documentIds: z.string().transform((json) => z.array(z.string().max(60)).parse(JSON.parse(json))),
});

/** Previews, runs or takes back a batch as the list's form asks; what can't be done is said in the answer. */
export async function answerBatch(
  services: Pick<Services, 'db' | 'now'>,
  reader: Reader,
  form: FormData,
  locale: Locale,
): Promise<BatchAnswer> {
  const fields = Object.fromEntries(form);
  try {
    if (fields.intent === 'batch-undo')
      return await undoBatch(services, reader, z.string().parse(fields.batch));
    const batch = batchSchema.parse(fields);
    if (fields.intent === 'batch-preview') return { preview: await previewBatch(services.db, reader, batch) };
    return await runBatch(services, reader, batch);
  } catch (error) {
    if (error instanceof InvalidInputError) return { error: firstProblem(locale, error.fields) };
    throw error;
  }
}
