import type { LoaderFunctionArgs } from '@remix-run/node';

import { findClauses } from '~/app/policy-design/find-clauses.server';
import { requireStaff } from '~/app/session/require-reader.server';

/** Clauses of public documents in force that a condition may cite. */
export async function loader({ request, context }: LoaderFunctionArgs) {
  await requireStaff(request, context, 'designer');
  const q = new URL(request.url).searchParams.get('q')?.trim().slice(0, 200) ?? '';
  return findClauses(context.services, q);
}
