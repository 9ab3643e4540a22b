import type { LinksFunction, LoaderFunctionArgs, MetaFunction } from '@remix-run/node';
import { Link, useLoaderData } from '@remix-run/react';
import { useTranslation } from 'react-i18next';

import { orErrorPage } from '~/app/errors';
import { listBindableFacts } from '~/app/forms/build/list-bindable-facts.server';
import { suggestBindings } from '~/app/forms/build/suggest-bindings';
import { formsDeps } from '~/app/forms/forms-deps.server';
import { PaperReview } from '~/app/forms/paper/paper-review';
import { requireStaff } from '~/app/session/require-reader.server';
import styles from '~/app/styles/builder.css?url';
import { getFormForDesign } from '~/forms/definition/get-form.server';
import { getFormPaper } from '~/forms/paper/create-from-paper.server';

export const links: LinksFunction = () => [{ rel: 'stylesheet', href: styles }];

export const meta: MetaFunction<typeof loader> = ({ data }) => [
  { title: `${data?.title ?? ''} · 对照原表 · 惠企通` },
];

export async function loader({ request, params, context }: LoaderFunctionArgs) {
  const reader = await requireStaff(request, context, 'designer');
  const deps = formsDeps(context, request);
  const formId = params.id ?? '';
  return orErrorPage(async () => {
    const [view, { working }, facts] = await Promise.all([
      getFormPaper(deps, reader, formId),
      getFormForDesign(deps, reader, formId),
      listBindableFacts(deps.db, deps.locale),
    ]);
    const suggestions = suggestBindings(working.definition, facts);
    return {
      ...view,
      formId,
      title: working.title,
      bindings: Object.fromEntries(suggestions.map(({ key, fact }) => [key, fact.label])),
    };
  });
}

/** 对照原表: the draft's fields beside the cells that they came from. */
export default function FormPaper() {
  const { formId, title, ...view } = useLoaderData<typeof loader>();
  const { t } = useTranslation();
  return (
    <>
      <p className="hq-sm">
        <Link to="/desk/forms">{t('builder.forms')}</Link>
      </p>
      <div className="deskhead">
        <h1>{title}</h1>
        <Link className="btn btn-primary" to={`/desk/forms/${formId}`}>
          <i className="bi bi-pencil-square" aria-hidden="true" /> {t('paper.open-builder')}
        </Link>
      </div>
      <PaperReview {...view} />
    </>
  );
}
