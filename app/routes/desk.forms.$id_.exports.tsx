import { data, type ActionFunctionArgs, type LoaderFunctionArgs, type MetaFunction } from '@remix-run/node';
import { Link, useActionData, useLoaderData, useNavigate } from '@remix-run/react';
import { useTranslation } from 'react-i18next';

import { useLookAgain } from '~/app/desk/use-look-again';
import { orErrorPage } from '~/app/errors';
import { actOnExports } from '~/app/forms/exports/act-on-exports.server';
import { ExportForm } from '~/app/forms/exports/export-form';
import { ExportList } from '~/app/forms/exports/export-list';
import { exportsDeps } from '~/app/forms/exports/exports-deps.server';
import { getExportsPage } from '~/app/forms/exports/get-exports-page.server';
import { pageTitle } from '~/app/policies/page-title';
import { requireStaff } from '~/app/session/require-reader.server';
import styles from '~/app/styles/exports.css?url';

export const links = () => [{ rel: 'stylesheet', href: styles }];
export const meta: MetaFunction<typeof loader> = ({ matches }) => pageTitle('exports.title', matches);

export async function loader({ request, params, context }: LoaderFunctionArgs) {
  return orErrorPage(async () => {
    const reader = await requireStaff(request, context, 'reviewer');
    const { EXPORT_KEPT_DAYS: keptDays } = context.services.settings;
    return getExportsPage(exportsDeps(context, request), reader, { formId: params.id ?? '', keptDays });
  });
}

export async function action({ request, params, context }: ActionFunctionArgs) {
  return orErrorPage(async () => {
    const reader = await requireStaff(request, context, 'reviewer');
    const form = await request.formData();
    const answer = await actOnExports(exportsDeps(context, request), reader, params.id ?? '', form);
    return 'errors' in answer ? data(answer, { status: 422 }) : answer;
  });
}

/** 导出申报数据: a form's applications as a file, written by a job. */
export default function Exports() {
  const { formId, forms, exports } = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  const { t } = useTranslation();
  const navigate = useNavigate();
  useLookAgain(exports.some(({ state }) => state === 'waiting' || state === 'running'));
  const form = forms.find((one) => one.formId === formId);
  return (
    <>
      <p className="hq-sm">
        <Link to="/desk/cases">{t('exports.back')}</Link>
      </p>
      <div className="deskhead">
        <h1>{t('exports.title')}</h1>
        <Link className="ms-auto" to={`/desk/forms/${formId}/webhooks`}>
          {t('webhooks.title')}
        </Link>
      </div>
      <div className="exports-form-choice">
        <label className="form-label" htmlFor="form">
          {t('exports.form')}
        </label>
        <select
          id="form"
          className="form-select"
          value={formId}
          onChange={(event) => navigate(`/desk/forms/${event.target.value}/exports`)}
        >
          {forms.map((one) => (
            <option key={one.formId} value={one.formId}>
              {t('exports.form.option', { title: one.title, n: one.applications })}
            </option>
          ))}
        </select>
      </div>
      <div className="exports-lay">
        <section className="hq-card" aria-labelledby="new-export">
          <div className="hq-card-h">
            <h2 id="new-export">{t('exports.new')}</h2>
          </div>
          {form?.applications === 0 ? (
            <div className="hq-empty">
              <i className="bi bi-inbox" aria-hidden="true" />
              <p>{t('exports.no-applications')}</p>
            </div>
          ) : (
            <ExportForm key={formId} answer={answer} count={form?.applications ?? 0} />
          )}
        </section>
        <section className="hq-card exports-list" aria-labelledby="exports">
          <div className="hq-card-h">
            <h2 id="exports">{t('exports.list')}</h2>
          </div>
          <ExportList exports={exports} formId={formId} />
        </section>
      </div>
    </>
  );
}
