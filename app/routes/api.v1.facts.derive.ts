import { json, type ActionFunctionArgs } from '@remix-run/node';

import { readJsonBody } from '~/app/policies/read-json-body.server';
import { getReader } from '~/app/session/require-reader.server';
import { deriveRequestedFacts } from '~/knowledge/policies/derive-requested-facts.server';
import { deriveRequestSchema } from '~/knowledge/policies/match-request';

/** POST /api/v1/facts/derive: derived facts computed from facts as given. */
export async function action({ request, context }: ActionFunctionArgs) {
  await getReader(request, context);
  const query = await readJsonBody(request, deriveRequestSchema);
  return json({ values: await deriveRequestedFacts(context.services, query) });
}
