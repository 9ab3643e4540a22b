import type { LoaderFunctionArgs } from '@remix-run/node';

import { orErrorPage } from '~/app/errors';
import { readFeed } from '~/app/opportunities/calendar-feed.server';

/** A firm's deadlines for a calendar program: whoever has the link reads them, as calendars can't sign in. */
export function loader({ request, params, context }: LoaderFunctionArgs) {
  return orErrorPage(async () => {
    const calendar = await readFeed(context.services, params.token ?? '', new URL(request.url).origin);
    return new Response(calendar, {
      headers: {
        'Content-Type': 'text/calendar; charset=utf-8',
        'Content-Disposition': 'inline; filename="huiqitong.ics"',
        'Cache-Control': 'private, no-store',
        'X-Robots-Tag': 'noindex',
        'Referrer-Policy': 'no-referrer',
      },
    });
  });
}
