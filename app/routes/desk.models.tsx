import { data, type ActionFunctionArgs, type LoaderFunctionArgs, type MetaFunction } from '@remix-run/node';
import { useActionData, useLoaderData } from '@remix-run/react';

import { orErrorPage } from '~/app/errors';
import { localeOf } from '~/app/i18n/remix-i18next.server';
import { actOnEmbedding } from '~/app/models/act-on-embedding.server';
import { actOnModels } from '~/app/models/act-on-models.server';
import { getModelsPage } from '~/app/models/get-models-page.server';
import { ModelsPage } from '~/app/models/models-page';
import { requireStaff } from '~/app/session/require-reader.server';
import styles from '~/app/styles/models.css?url';
import { translator } from '~/app/words/translator';

export const links = () => [{ rel: 'stylesheet', href: styles }];

export const meta: MetaFunction<typeof loader> = ({ data: page }) => [{ title: page?.title ?? '' }];

export async function loader({ request, context }: LoaderFunctionArgs) {
  return orErrorPage(async () => {
    await requireStaff(request, context, 'administrator');
    const title = `${translator(localeOf(request))('models.title')} · 惠企通`;
    return { title, page: await getModelsPage(context.services) };
  });
}

export async function action({ request, context }: ActionFunctionArgs) {
  return orErrorPage(async () => {
    const reader = await requireStaff(request, context, 'administrator');
    const form = await request.formData();
    const outcome =
      (await actOnEmbedding(context.services, reader, form, localeOf(request))) ??
      (await actOnModels(context.services, reader, form));
    return data(outcome, { status: /refused$/.test(outcome.did) ? 422 : 200 });
  });
}

export default function ModelsRoute() {
  const { page } = useLoaderData<typeof loader>();
  return <ModelsPage page={page} outcome={useActionData<typeof action>() ?? null} />;
}
