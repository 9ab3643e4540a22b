import type { LinksFunction, LoaderFunctionArgs, MetaFunction } from '@remix-run/node';
import { Form, Link, useLoaderData } from '@remix-run/react';
import { useTranslation } from 'react-i18next';
import { z } from 'zod';

import { CaseState, DueMark } from '~/app/forms/cases/case-marks';
import { showInstant } from '~/app/forms/cases/show-instant';
import { formsDeps } from '~/app/forms/forms-deps.server';
import { requireStaff } from '~/app/session/require-reader.server';
import styles from '~/app/styles/cases.css?url';
import { caseStates } from '~/forms/cases/case-views';
import { listCases } from '~/forms/cases/list-cases.server';
import { cityDate } from '~/prisma/calendar/city-date';

export const links: LinksFunction = () => [{ rel: 'stylesheet', href: styles }];

export const meta: MetaFunction = () => [{ title: '办件审核 · 惠企通' }];

const query = z.object({
  state: z.enum([...caseStates, 'overdue', 'all']).catch('submitted'),
  q: z.string().trim().max(100).catch(''),
  cursor: z.string().max(100).optional().catch(undefined),
});

export async function loader({ request, context }: LoaderFunctionArgs) {
  const reader = await requireStaff(request, context, 'reviewer');
  const deps = formsDeps(context, request);
  const { state, q, cursor } = query.parse(Object.fromEntries(new URL(request.url).searchParams));
  const page = await listCases(deps, reader, {
    ...(state === 'overdue' ? { overdue: true } : state !== 'all' && { state }),
    ...(q && { q }),
    ...(cursor && { cursor }),
    limit: 30,
  });
  return { ...page, state, q, today: cityDate(deps.now()) };
}

export default function Cases() {
  const { cases, counts, nextCursor, state, q, today } = useLoaderData<typeof loader>();
  const { t } = useTranslation();
  const tabs = [...caseStates, 'overdue' as const, 'all' as const];
  const address = (next: string) => `?${new URLSearchParams({ state: next, ...(q && { q }) }).toString()}`;
  return (
    <>
      <div className="deskhead">
        <h1>{t('cases.title')}</h1>
        <Form method="get" role="search" className="case-search">
          <input type="hidden" name="state" value={state} />
          <input
            className="form-control"
            type="search"
            name="q"
            defaultValue={q}
            aria-label={t('cases.search')}
            placeholder={t('cases.search')}
          />
          <button className="btn btn-outline-primary">{t('cases.search-go')}</button>
        </Form>
        <Link to="/desk/exports" className="btn btn-outline-primary">
          {t('cases.export')}
        </Link>
      </div>
      <nav className="case-tabs" aria-label={t('cases.column.state')}>
        {tabs.map((tab) => (
          <Link
            key={tab}
            to={address(tab)}
            className={tab === state ? 'on' : ''}
            aria-current={tab === state ? 'page' : undefined}
          >
            {tab === 'all' || tab === 'overdue' ? t(`cases.filter.${tab}`) : t(`case.state.${tab}`)}
            {tab !== 'all' && <span className="n">{counts[tab]}</span>}
          </Link>
        ))}
      </nav>
      <section className="hq-card case-table" aria-label={t('cases.title')}>
        {cases.length === 0 ? (
          <div className="hq-empty">
            <i className="bi bi-inbox" aria-hidden="true" />
            <p>{q || state !== 'submitted' ? t('cases.empty-filter') : t('cases.empty')}</p>
            {(q || state !== 'submitted') && <Link to="/desk/cases">{t('cases.clear')}</Link>}
          </div>
        ) : (
          <table className="table">
            <thead>
              <tr>
                {['title', 'enterprise', 'submitted', 'due', 'state'].map((column) => (
                  <th key={column} scope="col">
                    {t(`cases.column.${column}`)}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {cases.map((one) => (
                <tr key={one.caseId}>
                  <td>
                    <Link to={`/desk/cases/${one.caseId}`}>{one.title}</Link>
                    <br />
                    <span className="hq-prov">
                      {one.number}
                      {one.submissions > 1 && ` · ${t('cases.again', { n: one.submissions })}`}
                    </span>
                  </td>
                  <td>{one.enterpriseName}</td>
                  <td>{showInstant(one.submittedAt)}</td>
                  <td>
                    <DueMark dueOn={one.dueOn} today={today} state={one.state} />
                  </td>
                  <td>
                    <CaseState state={one.state} />
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        )}
      </section>
      {nextCursor && (
        <p className="case-gap">
          <Link to={`${address(state)}&cursor=${encodeURIComponent(nextCursor)}`}>
            {t('applications.more')}
          </Link>
        </p>
      )}
    </>
  );
}
