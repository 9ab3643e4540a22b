import { json, type ActionFunctionArgs } from '@remix-run/node';

import { importByProgram } from '~/app/facts/import-by-program.server';
import { factsImportRequestSchema } from '~/app/facts/facts-import-request';
import { readJsonBody } from '~/app/policies/read-json-body.server';
import { requireStaff } from '~/app/session/require-reader.server';

/** POST /api/v1/facts/imports: rows of a register, for a key of the role designer. */
export async function action({ request, context }: ActionFunctionArgs) {
  const reader = await requireStaff(request, context, 'designer');
  const body = await readJsonBody(request, factsImportRequestSchema);
  return json(await importByProgram(context.services, reader, body), { status: 202 });
}
