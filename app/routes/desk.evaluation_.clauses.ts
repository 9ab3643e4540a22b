import type { LoaderFunctionArgs } from '@remix-run/node';

import { requireStaff } from '~/app/session/require-reader.server';
import { gateRoles } from '~/knowledge/evaluation/gate/change-rights';
import { titleKey } from '~/knowledge/documents/title-key';

/** The clauses that search finds for a text, to be picked as a question's basis. */
export async function loader({ request, context }: LoaderFunctionArgs) {
  const reader = await requireStaff(request, context, ...gateRoles);
  const query = new URL(request.url).searchParams;
  const q = (query.get('q') ?? '').trim().slice(0, 500);
  const asOf = query.get('asOf') ?? '';
  if (q === '') return { q, clauses: [] };
  const { results } = await context.services.search.search({
    ...{ q, reader, limit: 8 },
    ...(/^\d{4}-\d{2}-\d{2}$/.test(asOf) && { asOf }),
  });
  return {
    q,
    clauses: results.map(({ title, documentNumber, path, text }) => ({
      ...{ documentTitle: title, titleKey: titleKey(title), documentNumber, path },
      text: text.slice(0, 160),
    })),
  };
}
