import {
  redirect,
  type ActionFunctionArgs,
  type LinksFunction,
  type LoaderFunctionArgs,
  type MetaFunction,
} from '@remix-run/node';
import { Form, Link, useActionData, useLoaderData, useNavigation } from '@remix-run/react';
import { useTranslation } from 'react-i18next';

import { orErrorPage } from '~/app/errors';
import { ImportPreviewPart } from '~/app/forms/build/import-preview';
import { listOwnDepartments } from '~/app/forms/build/list-own-departments.server';
import { importForm, previewImport, readExportText } from '~/app/forms/build/read-import.server';
import { formsDeps } from '~/app/forms/forms-deps.server';
import { pageTitle } from '~/app/policies/page-title';
import { requireStaff } from '~/app/session/require-reader.server';
import styles from '~/app/styles/builder.css?url';

export const links: LinksFunction = () => [{ rel: 'stylesheet', href: styles }];

export const meta: MetaFunction = ({ matches }) => pageTitle('builder.import', matches);

export async function loader({ request, context }: LoaderFunctionArgs) {
  const reader = await requireStaff(request, context, 'designer');
  return { departments: await listOwnDepartments(context.services.db, reader) };
}

export async function action({ request, context }: ActionFunctionArgs) {
  const reader = await requireStaff(request, context, 'designer');
  const deps = formsDeps(context, request);
  const sent = await request.formData();
  if (sent.get('intent') !== 'create') return previewImport(await readExportText(sent), deps.locale);
  return orErrorPage(async () => {
    const made = await importForm(deps, reader, sent);
    return 'formId' in made ? redirect(`/desk/forms/${made.formId}`) : made;
  });
}

export default function ImportForm() {
  const { departments } = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  const { t } = useTranslation();
  const busy = useNavigation().state !== 'idle';
  return (
    <>
      <p className="hq-sm">
        <Link to="/desk/forms">{t('builder.forms')}</Link>
      </p>
      <div className="deskhead">
        <h1>{t('builder.import')}</h1>
      </div>
      {answer && 'preview' in answer ? (
        <ImportPreviewPart {...answer} departments={departments} busy={busy} />
      ) : (
        <section className="hq-card import-card">
          <Form method="post" encType="multipart/form-data" className="hq-card-b stack">
            <p>{t('builder.import-what')}</p>
            <div>
              <label className="form-label" htmlFor="file">
                {t('builder.import-file')}
              </label>
              <input
                id="file"
                name="file"
                type="file"
                accept=".json,application/json"
                className={answer ? 'form-control is-invalid' : 'form-control'}
                aria-describedby={answer ? 'import-problem' : undefined}
              />
              {answer && 'problem' in answer && (
                <p id="import-problem" className="invalid-feedback" role="alert">
                  {answer.problem}
                </p>
              )}
            </div>
            <div>
              <label className="form-label" htmlFor="text">
                {t('builder.import-paste')}
              </label>
              <textarea
                id="text"
                name="text"
                rows={8}
                className="form-control import-text"
                spellCheck={false}
              />
            </div>
            <button className="btn btn-primary" disabled={busy}>
              {busy ? t('builder.import-reading') : t('builder.import-read')}
            </button>
          </Form>
        </section>
      )}
    </>
  );
}
