import { json, type LoaderFunctionArgs } from '@remix-run/node';

import { pageOf } from '~/app/policies/page-of';
import { toPolicyJson } from '~/app/policies/policy-json';
import { readQuery } from '~/app/policies/read-json-body.server';
import { getReader } from '~/app/session/require-reader.server';
import { listPublishedPolicies } from '~/knowledge/policies/list-published-policies.server';
import { policyListQuerySchema } from '~/knowledge/policies/match-request';
import { cityDate } from '~/prisma/calendar/city-date';

/** GET /api/v1/policies: the published policies in force, by id. */
export async function loader({ request, context }: LoaderFunctionArgs) {
  await getReader(request, context);
  const { asOf, region, ...page } = readQuery(request, policyListQuerySchema);
  const { db, now } = context.services;
  const at = asOf ?? cityDate(now());
  const policies = await listPublishedPolicies(db, { at, region });
  const { items, nextCursor } = pageOf(policies, page);
  return json({ items: items.map((policy) => toPolicyJson(policy, at)), ...(nextCursor && { nextCursor }) });
}
