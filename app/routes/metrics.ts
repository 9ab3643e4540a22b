import type { LoaderFunctionArgs } from '@remix-run/node';

import { isLocalRequest } from '~/app/metrics/is-local-request';
import { getReader } from '~/app/session/require-reader.server';
import { requireRight } from '~/prisma/access/rights';

/** Figures for Prometheus: for administrators (also by key), or from this machine. */
export async function loader({ request, context }: LoaderFunctionArgs) {
  const { settings, metrics } = context.services;
  if (!isLocalRequest(context.address, request.headers, settings.TRUST_PROXY !== undefined)) {
    requireRight(await getReader(request, context), 'metrics:read');
  }
  if (!metrics) return new Response('no metrics are kept\n', { status: 503 });
  const { text, contentType } = await metrics.read();
  return new Response(text, { headers: { 'Content-Type': contentType, 'Cache-Control': 'no-store' } });
}
