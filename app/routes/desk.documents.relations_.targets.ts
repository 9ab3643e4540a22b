import type { LoaderFunctionArgs } from '@remix-run/node';

import { uploadRoles } from '~/app/documents/upload-roles';
import { requireStaff } from '~/app/session/require-reader.server';
import { searchTargets } from '~/knowledge/documents/relations/search-targets.server';
import { cityDate } from '~/prisma/calendar/city-date';

/** Documents by title or number, for choosing which one a relation means. */
export async function loader({ request, context }: LoaderFunctionArgs) {
  const { db, now } = context.services;
  const reader = await requireStaff(request, context, ...uploadRoles);
  const q = new URL(request.url).searchParams.get('q')?.trim().slice(0, 100) ?? '';
  return { targets: await searchTargets(db, reader, q, cityDate(now())) };
}
