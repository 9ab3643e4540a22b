import { json, type LoaderFunctionArgs } from '@remix-run/node';

import { getSource } from '~/app/assistant/get-source.server';
import { getReader } from '~/app/session/require-reader.server';
import { NotFoundError } from '~/prisma/access/access-denied';
import { cityDate, isIsoDate } from '~/prisma/calendar/city-date';

/** The cited clause in its document, for the source pane. */
export async function loader({ request, context }: LoaderFunctionArgs) {
  const { db, now } = context.services;
  const query = new URL(request.url).searchParams;
  const reader = await getReader(request, context);
  const asked = query.get('asOf') ?? '';
  const passageId = Number(query.get('passage'));
  const source = Number.isSafeInteger(passageId)
    ? await getSource(db, reader, passageId, isIsoDate(asked) ? asked : cityDate(now()))
    : null;
  if (!source) throw new NotFoundError('passage', String(query.get('passage')));
  return json(source);
}
