import {
  redirect,
  type ActionFunctionArgs,
  type LoaderFunctionArgs,
  type MetaFunction,
} from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';

import { orErrorPage } from '~/app/errors';
import { localeOf } from '~/app/i18n/remix-i18next.server';
import { getSearchTest, readSearchTest, settingsTried } from '~/app/search-test/get-search-test.server';
import { SearchTestPage } from '~/app/search-test/search-test-page';
import { requireStaff } from '~/app/session/require-reader.server';
import assistantStyles from '~/app/styles/assistant.css?url';
import styles from '~/app/styles/dictionary.css?url';
import { translator } from '~/app/words/translator';
import { dictionaryRoles } from '~/knowledge/search/dictionary/list-entries.server';
import { proposeSearchSettings } from '~/knowledge/search/settings/propose-search-settings.server';

export const links = () => [
  { rel: 'stylesheet', href: assistantStyles },
  { rel: 'stylesheet', href: styles },
];

export const meta: MetaFunction<typeof loader> = ({ data: page }) => [{ title: page?.title ?? '' }];

export async function loader({ request, context }: LoaderFunctionArgs) {
  return orErrorPage(async () => {
    const reader = await requireStaff(request, context, ...dictionaryRoles);
    const page = await getSearchTest(context.services, reader, new URL(request.url));
    return { page, title: `${translator(localeOf(request))('hit.title')} · 惠企通` };
  });
}

/** Proposes the right-hand settings to the gate, and goes to their check. */
export async function action({ request, context }: ActionFunctionArgs) {
  return orErrorPage(async () => {
    const reader = await requireStaff(request, context, ...dictionaryRoles);
    const tried = settingsTried(readSearchTest(new URL(request.url).searchParams));
    const { changeId } = await proposeSearchSettings(context.services, reader, tried);
    return redirect(`/desk/changes/${changeId}`);
  });
}

export default function SearchTestRoute() {
  return <SearchTestPage page={useLoaderData<typeof loader>().page} />;
}
