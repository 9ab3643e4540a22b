import type { LoaderFunctionArgs } from '@remix-run/node';

import { orErrorPage } from '~/app/errors';
import { readSearchTest } from '~/app/search-test/get-search-test.server';
import { tryAnswer } from '~/app/search-test/try-answer.server';
import { requireStaff } from '~/app/session/require-reader.server';
import { dictionaryRoles } from '~/knowledge/search/dictionary/list-entries.server';

/** The answer that the assistant would give to the hit test's question; null where nothing is asked. */
export async function loader({ request, context }: LoaderFunctionArgs) {
  return orErrorPage(async () => {
    await requireStaff(request, context, ...dictionaryRoles);
    const { q, asOf } = readSearchTest(new URL(request.url).searchParams);
    if (q === '') return null;
    const { signal } = request;
    return tryAnswer(context.services, { question: q, signal, ...(asOf !== undefined && { asOf }) });
  });
}
