import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';

import { orErrorPage } from '~/app/errors';
import { localeOf } from '~/app/i18n/remix-i18next.server';
import { getSearchTest } from '~/app/search-test/get-search-test.server';
import { SearchTestPage } from '~/app/search-test/search-test-page';
import { requireStaff } from '~/app/session/require-reader.server';
import styles from '~/app/styles/dictionary.css?url';
import { translator } from '~/app/words/translator';
import { dictionaryRoles } from '~/knowledge/search/dictionary/list-entries.server';

export const links = () => [{ rel: 'stylesheet', href: styles }];

export const meta: MetaFunction<typeof loader> = ({ data: page }) => [{ title: page?.title ?? '' }];

export async function loader({ request, context }: LoaderFunctionArgs) {
  return orErrorPage(async () => {
    const reader = await requireStaff(request, context, ...dictionaryRoles);
    const page = await getSearchTest(context.services, reader, new URL(request.url));
    return { page, title: `${translator(localeOf(request))('hit.title')} · 惠企通` };
  });
}

export default function SearchTestRoute() {
  return <SearchTestPage page={useLoaderData<typeof loader>().page} />;
}
