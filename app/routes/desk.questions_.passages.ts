import type { LoaderFunctionArgs } from '@remix-run/node';

import { requireStaff } from '~/app/session/require-reader.server';
import { readCitablePassages } from '~/knowledge/helpdesk/citable-passages.server';
import { anonymousReader } from '~/prisma/access/reader';

/** Clauses of public documents in force that a reply may cite. */
export async function loader({ request, context }: LoaderFunctionArgs) {
  await requireStaff(request, context, 'helpdesk');
  const { db, search, now } = context.services;
  const q = new URL(request.url).searchParams.get('q')?.trim().slice(0, 200) ?? '';
  if (q === '') return { passages: [] };
  const { results } = await search.search({ q, limit: 8, reader: anonymousReader });
  const ids = results.map(({ passageId }) => passageId);
  return { passages: await readCitablePassages(db, ids, now()) };
}
