import type { LoaderFunctionArgs } from '@remix-run/node';

/** Whether the process can serve: 503 with the reason until it can, and while it stops. */
export function loader({ context }: LoaderFunctionArgs) {
  const headers = { 'Cache-Control': 'no-store' };
  const { ready, reason } = context.services.ready;
  if (!ready)
    return Response.json({ status: 'unavailable', reason: reason ?? 'starting' }, { status: 503, headers });
  try {
    context.services.sql.get('SELECT 1');
  } catch (error) {
    context.services.log.error({ err: error }, 'the database does not answer');
    return Response.json({ status: 'unavailable', reason: 'database' }, { status: 503, headers });
  }
  return Response.json({ status: 'ok' }, { headers });
}
