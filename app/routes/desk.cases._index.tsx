import {
  redirect,
  type ActionFunctionArgs,
  type LinksFunction,
  type LoaderFunctionArgs,
  type MetaFunction,
} from '@remix-run/node';
import { Link, useActionData, useLoaderData } from '@remix-run/react';
import { useTranslation } from 'react-i18next';

import { orErrorPage } from '~/app/errors';
import { changeQueue } from '~/app/forms/cases/change-queue.server';
import { LoadPanel } from '~/app/forms/cases/load-panel';
import { QueueFilters } from '~/app/forms/cases/queue-filters';
import { QueueTable } from '~/app/forms/cases/queue-table';
import { QueueViews } from '~/app/forms/cases/queue-views';
import {
  isNarrowed,
  readQueueQuery,
  toCaseFilter,
  writeQueueQuery,
} from '~/app/forms/cases/read-queue-query';
import { formsDeps } from '~/app/forms/forms-deps.server';
import { pageTitle } from '~/app/policies/page-title';
import { requireStaff } from '~/app/session/require-reader.server';
import styles from '~/app/styles/cases.css?url';
import reviewStyles from '~/app/styles/review.css?url';
import { listLoads } from '~/forms/cases/assign-cases.server';
import { caseStates } from '~/forms/cases/case-views';
import { listCases, listQueueChoices } from '~/forms/cases/list-cases.server';
import { listQueueViews } from '~/forms/cases/queue-views.server';
import { regionName } from '~/knowledge/enterprises/region-code';
import { InvalidInputError } from '~/prisma/access/access-denied';
import { cityDate } from '~/prisma/calendar/city-date';

export const links: LinksFunction = () => [styles, reviewStyles].map((href) => ({ rel: 'stylesheet', href }));

export const meta: MetaFunction = ({ matches }) => pageTitle('cases.title', matches);

export async function loader({ request, context }: LoaderFunctionArgs) {
  const reader = await requireStaff(request, context, 'reviewer');
  const deps = formsDeps(context, request);
  const query = readQueueQuery(new URL(request.url).searchParams);
  const [page, choices, loads, views] = await Promise.all([
    listCases(deps, reader, { ...toCaseFilter(query), limit: 30 }),
    listQueueChoices(deps, reader),
    listLoads(deps, reader, cityDate(deps.now())),
    listQueueViews(deps.db, reader),
  ]);
  const regions = choices.regions.map((code) => ({
    code,
    name: regionName(code, deps.locale === 'en' ? 'en' : 'zh'),
  }));
  return { ...page, query, address: writeQueueQuery(query), forms: choices.forms, regions, ...loads, views };
}

export async function action({ request, context }: ActionFunctionArgs) {
  const reader = await requireStaff(request, context, 'reviewer');
  const form = await request.formData();
  return orErrorPage(async () => {
    try {
      await changeQueue(formsDeps(context, request), reader, form);
      return redirect(`/desk/cases${new URL(request.url).search}`);
    } catch (error) {
      if (error instanceof InvalidInputError) return { errors: Object.values(error.fields) };
      throw error;
    }
  });
}

export default function Cases() {
  const { cases, counts, nextCursor, query, address, forms, regions, reviewers, unassigned, views } =
    useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  const { t } = useTranslation();
  const tabs = [...caseStates, 'overdue' as const, 'all' as const];
  const narrowed = isNarrowed(query);
  return (
    <>
      <div className="deskhead">
        <h1>{t('cases.title')}</h1>
        <Link to="/desk/exports" className="btn btn-outline-primary fill-note">
          {t('cases.export')}
        </Link>
      </div>
      {answer && (
        <p className="hq-note hq-note-no case-gap" role="alert">
          {answer.errors.join('；')}
        </p>
      )}
      <QueueViews views={views} query={address} />
      <nav className="case-tabs" aria-label={t('cases.column.state')}>
        {tabs.map((tab) => (
          <Link
            key={tab}
            to={`?${writeQueueQuery(query, { state: tab })}`}
            className={tab === query.state ? 'on' : ''}
            aria-current={tab === query.state ? 'page' : undefined}
          >
            {tab === 'all' || tab === 'overdue' ? t(`cases.filter.${tab}`) : t(`case.state.${tab}`)}
            {tab !== 'all' && <span className="n">{counts[tab]}</span>}
          </Link>
        ))}
      </nav>
      <QueueFilters query={query} forms={forms} regions={regions} people={reviewers} />
      <section className="hq-card" aria-label={t('cases.title')}>
        {cases.length === 0 ? (
          <div className="hq-empty">
            <i className="bi bi-inbox" aria-hidden="true" />
            <p>{narrowed || query.state !== 'submitted' ? t('cases.empty-filter') : t('cases.empty')}</p>
            {(narrowed || query.state !== 'submitted') && <Link to="/desk/cases">{t('cases.clear')}</Link>}
          </div>
        ) : (
          <QueueTable cases={cases} people={reviewers} />
        )}
      </section>
      {nextCursor && (
        <p className="case-gap">
          <Link to={`?${address}&cursor=${encodeURIComponent(nextCursor)}`}>{t('applications.more')}</Link>
        </p>
      )}
      <LoadPanel reviewers={reviewers} unassigned={unassigned} />
    </>
  );
}
