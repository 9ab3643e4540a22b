import formioStyles from '@formio/js/dist/formio.full.min.css?url';
import { redirect, type LinksFunction, type LoaderFunctionArgs, type MetaFunction } from '@remix-run/node';
import { Link, useLoaderData } from '@remix-run/react';
import { useTranslation } from 'react-i18next';

import { orErrorPage } from '~/app/errors';
import { FormBuilder } from '~/app/forms/build/form-builder';
import { listCatalogueFacts } from '~/app/forms/build/less/list-catalogue-facts.server';
import { listEarlierFields } from '~/app/forms/build/less/list-earlier-fields.server';
import { formsDeps } from '~/app/forms/forms-deps.server';
import { requireStaff } from '~/app/session/require-reader.server';
import fillStyles from '~/app/styles/fill.css?url';
import styles from '~/app/styles/builder.css?url';
import { findForGate } from '~/forms/definition/check-form-gate.server';
import { getFormForDesign } from '~/forms/definition/get-form.server';
import { AccessDeniedError } from '~/prisma/access/access-denied';
import { hasRole } from '~/prisma/access/reader';

export const links: LinksFunction = () =>
  [formioStyles, fillStyles, styles].map((href) => ({ rel: 'stylesheet', href }));

export const meta: MetaFunction<typeof loader> = ({ data }) => [
  { title: `${data?.title ?? ''} · 申报表单 · 惠企通` },
];

export async function loader({ request, params, context }: LoaderFunctionArgs) {
  const reader = await requireStaff(request, context, 'designer');
  const deps = formsDeps(context, request);
  return orErrorPage(async () => {
    const form = await getFormForDesign(deps, reader, params.id ?? '');
    if (!hasRole(reader, 'designer', form.departmentId)) throw new AccessDeniedError('design-form');
    const facts = await listCatalogueFacts(deps.db, deps.locale);
    const { working, published } = form;
    // What the second person looks at isn't changed meanwhile: it is taken back there first.
    if (working.state === 'in-review') return redirect(`/desk/forms/${form.formId}/versions`);
    return {
      formId: form.formId,
      path: form.path,
      title: working.title,
      titleEn: working.titleEn ?? '',
      definition: working.definition,
      revision: working.revision,
      savedAt: working.updatedAt.toISOString(),
      draftNumber: working.state === 'draft' ? working.number : null,
      published: published && {
        ...{ number: published.number, title: published.title, definition: published.definition },
      },
      versions: form.versions,
      findings: await findForGate(deps.db, working.definition),
      facts,
      earlier: await listEarlierFields(deps.db, form),
      hasPaper: (await deps.db.formPaper.count({ where: { formId: form.formId } })) > 0,
    };
  });
}

export default function DesignForm() {
  const form = useLoaderData<typeof loader>();
  const { t } = useTranslation();
  return (
    <>
      <p className="hq-sm">
        <Link to="/desk/forms">{t('builder.forms')}</Link> ·{' '}
        <Link to={`/desk/forms/${form.formId}/review`}>{t('setup.link')}</Link>
        {form.hasPaper && (
          <>
            {' · '}
            <Link to={`/desk/forms/${form.formId}/paper`}>{t('paper.beside')}</Link>
          </>
        )}
      </p>
      <FormBuilder key={form.formId} {...form} />
    </>
  );
}
