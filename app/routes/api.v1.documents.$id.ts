import type { LoaderFunctionArgs } from '@remix-run/node';

import { documentAsOfSchema } from '~/app/documents/document-query';
import { answerProblems } from '~/app/errors';
import { readQuery } from '~/app/policies/read-json-body.server';
import { getReader } from '~/app/session/require-reader.server';
import { getDocument } from '~/knowledge/documents/get-document.server';
import { NotFoundError } from '~/prisma/access/access-denied';
import { cityDate } from '~/prisma/calendar/city-date';

/** `GET /api/v1/documents/:id`: one document with its passages and versions. */
export async function loader({ request, context, params }: LoaderFunctionArgs) {
  return answerProblems(async () => {
    const { db, now } = context.services;
    const reader = await getReader(request, context);
    const { asOf = cityDate(now()) } = readQuery(request, documentAsOfSchema);
    const document = await getDocument(db, reader, params.id ?? '', asOf);
    if (!document) throw new NotFoundError('document', params.id ?? '');
    const { fileName: _fileName, ...shown } = document;
    return Response.json(shown);
  });
}
