import { data, type ActionFunctionArgs, type LoaderFunctionArgs, type MetaFunction } from '@remix-run/node';
import { useActionData, useLoaderData } from '@remix-run/react';

import { useKept } from '~/app/desk/use-kept';
import { actOnDictionary, sayOutcome } from '~/app/dictionary/act-on-dictionary.server';
import { DictionaryPage } from '~/app/dictionary/dictionary-page';
import { getDictionaryPage } from '~/app/dictionary/get-dictionary-page.server';
import { readUpload } from '~/app/documents/read-upload.server';
import { orErrorPage } from '~/app/errors';
import { localeOf } from '~/app/i18n/remix-i18next.server';
import { requireStaff } from '~/app/session/require-reader.server';
import styles from '~/app/styles/dictionary.css?url';
import documentStyles from '~/app/styles/documents.css?url';
import { translator } from '~/app/words/translator';
import { dictionaryRoles } from '~/knowledge/search/dictionary/list-entries.server';
import { InvalidInputError } from '~/prisma/access/access-denied';

export const links = () => [
  { rel: 'stylesheet', href: documentStyles },
  { rel: 'stylesheet', href: styles },
];

export const meta: MetaFunction<typeof loader> = ({ data: page }) => [{ title: page?.title ?? '' }];

/** A table of 5,000 entries is about half a megabyte. */
const tableLimitMb = 2;

export async function loader({ request, context }: LoaderFunctionArgs) {
  return orErrorPage(async () => {
    const reader = await requireStaff(request, context, ...dictionaryRoles);
    const page = await getDictionaryPage(context.services, reader, new URL(request.url));
    return { page, title: `${translator(localeOf(request))('dictionary.title')} · 惠企通` };
  });
}

export async function action({ request, context }: ActionFunctionArgs) {
  return orErrorPage(async () => {
    const reader = await requireStaff(request, context, ...dictionaryRoles);
    const isUpload = request.headers.get('content-type')?.startsWith('multipart/') ?? false;
    const upload = isUpload
      ? await readUpload(request, tableLimitMb)
      : { ok: true as const, form: await request.formData() };
    if (!upload.ok) {
      const message = translator(localeOf(request))('dictionary.did.too-large', { n: tableLimitMb });
      throw new InvalidInputError({ file: message });
    }
    const done = await actOnDictionary(context.services, reader, upload.form);
    const outcome = sayOutcome(done, localeOf(request));
    return data(outcome, { status: outcome.did === 'refused' ? 422 : 200 });
  });
}

export default function DictionaryRoute() {
  const { page } = useLoaderData<typeof loader>();
  return <DictionaryPage page={page} outcome={useKept(useActionData<typeof action>())} />;
}
