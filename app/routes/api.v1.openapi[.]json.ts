import type { LoaderFunctionArgs } from '@remix-run/node';

import { buildOpenApiDocument } from '~/app/openapi/build-openapi-document';
import { version } from '~/package.json';

/** The API's description, made from the schemas that check the requests. */
export function loader({ request, context }: LoaderFunctionArgs) {
  const url = context.services.settings.PUBLIC_URL ?? new URL(request.url).origin;
  return Response.json(buildOpenApiDocument({ version, url }), {
    headers: { 'Cache-Control': 'public, max-age=300' },
  });
}
