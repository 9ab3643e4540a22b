import type { LoaderFunctionArgs } from '@remix-run/node';

import { documentListQuerySchema } from '~/app/documents/document-query';
import { answerProblems } from '~/app/errors';
import { readQuery } from '~/app/policies/read-json-body.server';
import { getReader } from '~/app/session/require-reader.server';
import { listDocumentsAfter } from '~/knowledge/documents/list-documents.server';
import { cityDate } from '~/prisma/calendar/city-date';

/** `GET /api/v1/documents`: the documents that the reader may read, by cursor, with their status on the day. */
export async function loader({ request, context }: LoaderFunctionArgs) {
  return answerProblems(async () => {
    const { db, now } = context.services;
    const reader = await getReader(request, context);
    const query = readQuery(request, documentListQuerySchema);
    const { cursor, limit, asOf = cityDate(now()), ...filter } = query;
    const { documents, next } = await listDocumentsAfter(
      db,
      { reader, asOf, ...filter },
      { limit, ...(cursor !== undefined && { after: cursor }) },
    );
    return Response.json({ items: documents, ...(next !== null && { nextCursor: next }) });
  });
}
