import { redirect, type ActionFunctionArgs } from '@remix-run/node';

import { readSessionToken } from '~/app/session/session-cookie';
import { endedSessionCookie, endSession } from '~/app/session/start-session.server';

/** Ends this session, here and in the database; copies of drafts that this browser still held are wiped. */
export async function action({ request, context }: ActionFunctionArgs) {
  const token = readSessionToken(request.headers.get('cookie'));
  if (token) await endSession(context.services.db, token);
  return redirect('/', {
    headers: {
      'Set-Cookie': endedSessionCookie(context.services.settings),
      'Clear-Site-Data': '"storage"',
    },
  });
}

export function loader() {
  return redirect('/');
}
