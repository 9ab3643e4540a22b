import type { LoaderFunctionArgs } from '@remix-run/node';

import { requireStaff } from '~/app/session/require-reader.server';
import { policyDeskRoles } from '~/knowledge/policies/design/policy-rights';
import { cityDate } from '~/prisma/calendar/city-date';

/** For how many firms the city holds each fact. The page doesn't wait for it: the first answer takes a moment. */
export async function loader({ request, context }: LoaderFunctionArgs) {
  await requireStaff(request, context, ...policyDeskRoles);
  const { population, now } = context.services;
  return Response.json(await population.coverage(cityDate(now())));
}
