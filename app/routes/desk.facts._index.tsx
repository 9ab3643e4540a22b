import { data, redirect, type ActionFunctionArgs, type LoaderFunctionArgs } from '@remix-run/node';
import { Form, Link, useActionData, useLoaderData, useNavigation } from '@remix-run/react';
import { useTranslation } from 'react-i18next';

import { ScrollRegion } from '~/app/components/scroll-region';
import { orErrorPage } from '~/app/errors';
import { ImportStateBadge } from '~/app/facts/import-state-badge';
import { factDeskRoles } from '~/app/facts/fact-desk-roles';
import { readTable } from '~/app/facts/read-table.server';
import { requireStaff } from '~/app/session/require-reader.server';
import { firstProblem } from '~/app/words/say-problem';
import { localeOf } from '~/app/i18n/remix-i18next.server';
import { listFactImports } from '~/knowledge/enterprises/imports/get-fact-import.server';
import {
  requireFactDepartment,
  startFactImport,
} from '~/knowledge/enterprises/imports/start-fact-import.server';
import { InvalidInputError } from '~/prisma/access/access-denied';
import { hasRole } from '~/prisma/access/reader';

export async function loader({ request, context }: LoaderFunctionArgs) {
  return orErrorPage(async () => {
    const reader = await requireStaff(request, context, ...factDeskRoles);
    return {
      mayImport: hasRole(reader, 'designer'),
      megabytes: context.services.settings.UPLOAD_LIMIT_MB,
      imports: await listFactImports(context.services.db, reader),
    };
  });
}

/** Takes a table and leads to its page. */
export async function action({ request, context }: ActionFunctionArgs) {
  return orErrorPage(async () => {
    const { services } = context;
    const reader = await requireStaff(request, context, 'designer');
    try {
      const { bytes, name } = await readTable(request, services.settings.UPLOAD_LIMIT_MB);
      const deps = { db: services.db, now: services.now, filesDir: services.settings.filesDir };
      const departmentId = requireFactDepartment(reader);
      const id = await startFactImport(deps, reader, { title: name, bytes, origin: 'file', departmentId });
      return redirect(`/desk/facts/imports/${id}`);
    } catch (error) {
      if (!(error instanceof InvalidInputError)) throw error;
      return data({ problem: firstProblem(localeOf(request), error.fields) }, { status: 422 });
    }
  });
}

/** Bringing a register in, and the imports so far. */
export default function FactImports() {
  const { imports, mayImport, megabytes } = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  const { t } = useTranslation();
  const sending = useNavigation().formMethod === 'POST';
  return (
    <>
      {mayImport && (
        <section className="hq-card hq-card-b" aria-labelledby="fact-new">
          <h2 id="fact-new">{t('factdesk.import.title')}</h2>
          <p className="hq-sm hq-muted">{t('factdesk.import.lead', { mb: megabytes })}</p>
          <Form method="post" encType="multipart/form-data" className="fact-upload">
            <div className="grow">
              <label className="form-label" htmlFor="fact-file">
                {t('factdesk.import.file')}
              </label>
              <input
                id="fact-file"
                name="file"
                type="file"
                required
                accept=".xlsx,.xls,.csv,.json,.jsonl,.ndjson"
                className={answer?.problem ? 'form-control is-invalid' : 'form-control'}
                aria-describedby={answer?.problem ? 'fact-file-problem' : undefined}
              />
              {answer?.problem && (
                <p id="fact-file-problem" className="invalid-feedback" role="alert">
                  {answer.problem}
                </p>
              )}
            </div>
            <button className="btn btn-primary" disabled={sending}>
              <i className="bi bi-upload" aria-hidden="true" />
              {t(sending ? 'factdesk.import.sending' : 'factdesk.import.send')}
            </button>
          </Form>
        </section>
      )}
      <section className="hq-card" aria-labelledby="fact-imports">
        <div className="hq-card-h">
          <h2 id="fact-imports">{t('factdesk.imports.title')}</h2>
        </div>
        {imports.length === 0 ? (
          <div className="hq-empty">
            <i className="bi bi-table" aria-hidden="true" />
            <span>{t(mayImport ? 'factdesk.imports.none' : 'factdesk.imports.not-yours')}</span>
          </div>
        ) : (
          <ScrollRegion className="fact-scroll" label={t('factdesk.imports.title')}>
            <table className="table">
              <thead>
                <tr>
                  <th scope="col">{t('factdesk.imports.file')}</th>
                  <th scope="col">{t('factdesk.imports.state')}</th>
                  <th scope="col" className="num">
                    {t('factdesk.imports.rows')}
                  </th>
                  <th scope="col" className="num">
                    {t('factdesk.imports.written')}
                  </th>
                  <th scope="col">{t('factdesk.imports.by')}</th>
                </tr>
              </thead>
              <tbody>
                {imports.map((one) => (
                  <tr key={one.id}>
                    <th scope="row">
                      <Link to={`/desk/facts/imports/${one.id}`}>{one.title}</Link>
                    </th>
                    <td>
                      <ImportStateBadge state={one.state} />
                    </td>
                    <td className="num">{one.rows.toLocaleString()}</td>
                    <td className="num">{one.written?.toLocaleString() ?? '—'}</td>
                    <td className="hq-muted">
                      {one.createdByName} · <span className="num nowrap">{one.on}</span>
                    </td>
                  </tr>
                ))}
              </tbody>
            </table>
          </ScrollRegion>
        )}
      </section>
    </>
  );
}
