import type { LoaderFunctionArgs } from '@remix-run/node';

import { insightTables, tableOf } from '~/app/helpdesk/insight-tables';
import { readInsights } from '~/app/helpdesk/read-insights.server';
import { localeOf } from '~/app/i18n/remix-i18next.server';
import { requireStaff } from '~/app/session/require-reader.server';
import { translator } from '~/app/words/translator';
import { toCsv } from '~/knowledge/helpdesk/insight-figures';

/** One of the tables as CSV. */
export async function loader({ request, context }: LoaderFunctionArgs) {
  const reader = await requireStaff(request, context, 'helpdesk', 'designer', 'reviewer', 'administrator');
  const query = new URL(request.url).searchParams;
  const table = insightTables.find((name) => name === query.get('table')) ?? 'days';
  const { figures, days } = await readInsights(context.services, reader, query);
  const { head, rows } = tableOf(table, figures, translator(localeOf(request)));
  return new Response(toCsv([head, ...rows]), {
    headers: {
      'Content-Type': 'text/csv; charset=utf-8',
      'Content-Disposition': `attachment; filename="insights-${table}-${days}.csv"`,
      'Cache-Control': 'no-store',
    },
  });
}
