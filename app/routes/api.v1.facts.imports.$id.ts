import { json, type LoaderFunctionArgs } from '@remix-run/node';

import { factsImportAnswer } from '~/app/facts/import-by-program.server';
import { requireStaff } from '~/app/session/require-reader.server';

/** GET /api/v1/facts/imports/:id: how far the import is, what it wrote and what it couldn't take. */
export async function loader({ request, context, params }: LoaderFunctionArgs) {
  const reader = await requireStaff(request, context, 'designer');
  return json(await factsImportAnswer(context.services, reader, params.id ?? ''));
}
