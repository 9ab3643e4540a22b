import type { LoaderFunctionArgs } from '@remix-run/node';
import { z } from 'zod';

import { documentStatuses } from '~/app/documents/document-query';
import { answerProblems } from '~/app/errors';
import { getReader } from '~/app/session/require-reader.server';
import { documentKinds } from '~/knowledge/documents/document-kind';
import { listDocumentsAfter } from '~/knowledge/documents/list-documents.server';
import { InvalidInputError } from '~/prisma/access/access-denied';
import { cityDate, isIsoDate } from '~/prisma/calendar/city-date';

const querySchema = z.strictObject({
  cursor: z.string().max(64).optional(),
  limit: z.coerce.number().int().min(1).max(200).default(50),
  q: z.string().max(100).optional(),
  status: z.enum(documentStatuses).optional(),
  kind: z.enum(documentKinds).optional(),
  issuer: z.string().max(200).optional(),
  region: z
    .string()
    .regex(/^\d{6}$/)
    .optional(),
  asOf: z.string().refine(isIsoDate).optional(),
});

/** `GET /api/v1/documents`: the documents that the reader may read, by cursor, with their status on the day. */
export async function loader({ request, context }: LoaderFunctionArgs) {
  return answerProblems(async () => {
    const { db, now } = context.services;
    const reader = await getReader(request, context);
    const parsed = querySchema.safeParse(Object.fromEntries(new URL(request.url).searchParams));
    if (!parsed.success) {
      throw new InvalidInputError(
        Object.fromEntries(
          parsed.error.issues.map((issue) => [issue.path.join('.') || 'query', issue.message]),
        ),
      );
    }
    const { cursor, limit, asOf = cityDate(now()), ...filter } = parsed.data;
    const found = await listDocumentsAfter(
      db,
      { reader, asOf, ...filter },
      { limit, ...(cursor && { after: cursor }) },
    );
    return Response.json({ documents: found.documents, nextCursor: found.next });
  });
}
