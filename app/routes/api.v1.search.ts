import { json, type LoaderFunctionArgs } from '@remix-run/node';

import { readQuery } from '~/app/policies/read-json-body.server';
import { getReader } from '~/app/session/require-reader.server';
import { regionAndParents } from '~/knowledge/search/region-and-parents';
import { searchRequestSchema } from '~/knowledge/search/search-request';

/** GET /api/v1/search: passages by keyword and by vector, with both ranks. A region looks at its parents too. */
export async function loader({ request, context }: LoaderFunctionArgs) {
  const reader = await getReader(request, context);
  const { region, department, ...query } = readQuery(request, searchRequestSchema);
  return json(
    await context.services.search.search({
      ...query,
      reader,
      ...(region !== undefined && { regions: regionAndParents(region) }),
      ...(department !== undefined && { departmentId: department }),
    }),
  );
}
