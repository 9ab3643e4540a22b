import type { LinksFunction, LoaderFunctionArgs, MetaFunction } from '@remix-run/node';
import { Link, useLoaderData } from '@remix-run/react';
import { useTranslation } from 'react-i18next';

import { CaseState } from '~/app/forms/cases/case-marks';
import { showInstant } from '~/app/forms/cases/show-instant';
import { formsDeps } from '~/app/forms/forms-deps.server';
import { pageTitle } from '~/app/policies/page-title';
import { requireMember } from '~/app/session/require-reader.server';
import styles from '~/app/styles/cases.css?url';
import { listDrafts } from '~/forms/submission/list-drafts.server';
import { FirmLines } from '~/app/policies/firm-lines';
import { listFirmLines } from '~/knowledge/policies/quota/read-firm-place.server';
import { listSubmissions } from '~/forms/submission/list-submissions.server';

export const links: LinksFunction = () => [{ rel: 'stylesheet', href: styles }];

export const meta: MetaFunction = ({ matches }) => pageTitle('applications.title', matches);

export async function loader({ request, context }: LoaderFunctionArgs) {
  const reader = await requireMember(request, context);
  const deps = formsDeps(context, request);
  const cursor = new URL(request.url).searchParams.get('cursor') ?? undefined;
  const { enterpriseId } = reader;
  const [lines, drafts, page] = await Promise.all([
    cursor ? [] : listFirmLines(deps, enterpriseId),
    cursor ? [] : listDrafts(deps, reader, enterpriseId),
    listSubmissions(deps, reader, { enterpriseId, cursor, limit: 20 }),
  ]);
  return { lines, drafts, ...page, isEnglish: deps.locale === 'en' };
}

export default function Applications() {
  const { lines, drafts, submissions, nextCursor, isEnglish } = useLoaderData<typeof loader>();
  const { t } = useTranslation();
  const titleOf = (item: { title: string; titleEn: string | null }) =>
    isEnglish ? (item.titleEn ?? item.title) : item.title;
  return (
    <div className="wrap narrow page-top">
      <h1>{t('applications.title')}</h1>
      <FirmLines lines={lines} />
      {lines.length === 0 && drafts.length === 0 && submissions.length === 0 && (
        <div className="hq-card hq-empty">
          <i className="bi bi-inbox" aria-hidden="true" />
          <p>{t('applications.empty')}</p>
          <p className="hq-sm">{t('applications.empty-help')}</p>
          <Link className="btn btn-primary" to="/my/benefits">
            {t('applications.benefits')}
          </Link>
        </div>
      )}
      {drafts.length > 0 && (
        <section className="hq-card" aria-labelledby="drafts-title">
          <div className="hq-card-h">
            <h2 id="drafts-title">{t('applications.drafts')}</h2>
          </div>
          <ul className="plain">
            {drafts.map((draft) => (
              <li key={draft.draftId} className="application">
                <div>
                  <b>{titleOf(draft)}</b>
                  <p className="hq-prov">
                    {draft.caseId && `${t('applications.correcting')} · `}
                    {t('applications.draft-saved', { date: showInstant(draft.updatedAt) })}
                  </p>
                </div>
                <Link
                  className="btn btn-outline-primary btn-sm"
                  to={`/drafts/${draft.draftId}`}
                  aria-label={t('applications.continue-title', { title: titleOf(draft) })}
                >
                  {t('applications.continue')}
                </Link>
              </li>
            ))}
          </ul>
        </section>
      )}
      {submissions.length > 0 && (
        <section className="hq-card" aria-labelledby="submitted-title">
          <div className="hq-card-h">
            <h2 id="submitted-title">{t('applications.submitted')}</h2>
          </div>
          <ul className="plain">
            {submissions.map((one) => (
              <li key={one.caseId} className="application">
                <div>
                  <Link to={`/my/applications/${one.caseId}`}>
                    <b>{titleOf(one)}</b>
                  </Link>
                  <p className="hq-prov">
                    {t('applications.number', { number: one.caseNumber })} ·{' '}
                    {t('applications.submitted-on', { date: showInstant(one.submittedAt) })} ·{' '}
                    {t('applications.department', { name: one.departmentName })}
                    {one.state === 'submitted' && ` · ${t('applications.due', { date: one.dueOn })}`}
                  </p>
                  {one.reason && ['returned', 'refused'].includes(one.state) && (
                    <p className="hq-sm">{one.reason}</p>
                  )}
                </div>
                <CaseState state={one.state} />
              </li>
            ))}
          </ul>
        </section>
      )}
      {nextCursor && <Link to={`?cursor=${encodeURIComponent(nextCursor)}`}>{t('applications.more')}</Link>}
    </div>
  );
}
