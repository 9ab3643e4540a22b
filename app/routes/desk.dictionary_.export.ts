import type { LoaderFunctionArgs } from '@remix-run/node';

import { orErrorPage } from '~/app/errors';
import { requireStaff } from '~/app/session/require-reader.server';
import { exportEntries } from '~/knowledge/search/dictionary/export-entries.server';
import { dictionaryRoles } from '~/knowledge/search/dictionary/list-entries.server';
import { cityDate } from '~/prisma/calendar/city-date';

/** The dictionary as a table, in the form in which it is imported. */
export async function loader({ request, context }: LoaderFunctionArgs) {
  return orErrorPage(async () => {
    await requireStaff(request, context, ...dictionaryRoles);
    const { db, now } = context.services;
    return new Response(await exportEntries(db), {
      headers: {
        'Content-Type': 'text/csv; charset=utf-8',
        'Content-Disposition': `attachment; filename="dictionary-${cityDate(now())}.csv"`,
        'Cache-Control': 'no-store',
      },
    });
  });
}
