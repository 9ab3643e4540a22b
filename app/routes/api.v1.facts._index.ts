import { json, type LoaderFunctionArgs } from '@remix-run/node';

import { pageOf } from '~/app/policies/page-of';
import { readQuery } from '~/app/policies/read-json-body.server';
import { getReader } from '~/app/session/require-reader.server';
import { builtInDerived } from '~/knowledge/enterprises/derived-catalogue';
import { loadCatalogue } from '~/knowledge/enterprises/load-catalogue.server';
import { listQuerySchema } from '~/knowledge/policies/match-request';

/** GET /api/v1/facts: the catalogue, by key, with the derived facts that every policy may use. */
export async function loader({ request, context }: LoaderFunctionArgs) {
  await getReader(request, context);
  const query = readQuery(request, listQuerySchema);
  const definitions = [...(await loadCatalogue(context.services.db)).values()]
    .map((definition) => ({ id: definition.key, ...definition }))
    .sort((a, b) => (a.id < b.id ? -1 : 1));
  return json({ ...pageOf(definitions, query), derived: [...builtInDerived.values()] });
}
