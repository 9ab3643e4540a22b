import { json, type LoaderFunctionArgs } from '@remix-run/node';

import { toPolicyDetailJson } from '~/app/policies/policy-json';
import { getReader } from '~/app/session/require-reader.server';
import { listPublishedPolicies } from '~/knowledge/policies/list-published-policies.server';
import { NotFoundError } from '~/prisma/access/access-denied';
import { cityDate } from '~/prisma/calendar/city-date';

/** GET /api/v1/policies/:id: one published policy, also when it has ended. */
export async function loader({ request, context, params }: LoaderFunctionArgs) {
  await getReader(request, context);
  const { db, now } = context.services;
  const at = cityDate(now());
  const [policy] = await listPublishedPolicies(db, { at, ids: [params.id ?? ''], alsoOutOfForce: true });
  if (!policy) throw new NotFoundError('policy', params.id ?? '');
  return json(toPolicyDetailJson(policy, at));
}
