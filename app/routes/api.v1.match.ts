import { json, type ActionFunctionArgs } from '@remix-run/node';

import { readJsonBody } from '~/app/policies/read-json-body.server';
import { getReader } from '~/app/session/require-reader.server';
import { matchPolicies } from '~/knowledge/policies/match-policies.server';
import { matchRequestSchema } from '~/knowledge/policies/match-request';
import { UnauthenticatedError } from '~/prisma/access/unauthenticated';

/** POST /api/v1/match: the published policies judged over facts as given, or over a firm's. */
export async function action({ request, context }: ActionFunctionArgs) {
  const reader = await getReader(request, context);
  const query = await readJsonBody(request, matchRequestSchema);
  if (query.enterpriseId !== undefined && reader.kind === 'anonymous') throw new UnauthenticatedError();
  return json(await matchPolicies(context.services, { ...query, reader }));
}
