import {
  json,
  type ActionFunctionArgs,
  type LinksFunction,
  type LoaderFunctionArgs,
  type MetaFunction,
} from '@remix-run/node';
import { Link, useActionData, useLoaderData } from '@remix-run/react';
import type { TFunction } from 'i18next';
import { useTranslation } from 'react-i18next';

import { AmountSection } from '~/app/components/policies/amount-section';
import { ConditionTree } from '~/app/components/policies/condition-tree';
import { GuideSection } from '~/app/components/policies/guide-section';
import { PastDayForm, PastDayNotice } from '~/app/components/policies/past-day';
import { PolicyRail } from '~/app/components/policies/policy-rail';
import { VerdictSection } from '~/app/components/policies/verdict-section';
import { answerQuestion, skippedQuestions } from '~/app/policies/answer-question.server';
import { getPolicyPage } from '~/app/policies/get-policy-page.server';
import { pastDayOf } from '~/app/policies/past-day';
import { pageLocale } from '~/app/policies/page-locale';
import { namedTitle } from '~/app/policies/page-title';
import { getReader, requireMember } from '~/app/session/require-reader.server';
import type { PolicyVerdict } from '~/knowledge/policies/judge-policy';
import styles from '~/app/styles/policies.css?url';

export const links: LinksFunction = () => [{ rel: 'stylesheet', href: styles }];
export const meta: MetaFunction<typeof loader> = ({ data, matches }) =>
  data ? namedTitle(data.row.title, matches) : [];

export async function loader({ request, context, params }: LoaderFunctionArgs) {
  const reader = await getReader(request, context);
  const query = {
    id: params.id ?? '',
    reader,
    locale: pageLocale(request),
    skip: skippedQuestions(request),
    pastDay: pastDayOf(request),
  };
  return json(await getPolicyPage(context.services, query));
}

export async function action({ request, context }: ActionFunctionArgs) {
  const reader = await requireMember(request, context);
  const answer = await answerQuestion(request, await request.formData(), context.services, reader);
  return json(answer, { status: 422 });
}

/** A policy: my verdict and what is missing, the amount, the five elements, every condition with its evidence. */
export default function Policy() {
  const page = useLoaderData<typeof loader>();
  const problem = useActionData<typeof action>();
  const { t } = useTranslation();
  const { row, verdict, judged, sources } = page;
  const apply = page.formPath && row.shown !== 'expired' ? `/apply/${page.formPath}?policy=${row.id}` : null;
  return (
    <div className="wrap policy-page">
      <nav className="crumb" aria-label={t('policies.place')}>
        <Link to="/policies">{t('nav.policies')}</Link>
        <i className="bi bi-chevron-right" aria-hidden="true" />
        <Link to={`/policies?topic=${row.topic}`}>{t(`policies.topic.${row.topic}`)}</Link>
        <i className="bi bi-chevron-right" aria-hidden="true" />
        <span>{row.title}</span>
      </nav>
      <div className="head">
        <div>
          <div className="row-x wrapx policy-status">
            <span className={`st ${page.inForce ? 'st-on' : 'st-off'}`}>
              <i
                className={`bi ${page.inForce ? 'bi-check-circle-fill' : 'bi-clock-history'}`}
                aria-hidden="true"
              />
              {t(page.inForce ? 'policies.in-force' : 'policies.out-of-force')}
            </span>
            <span className="hq-sm hq-muted">
              {[row.documentNumber, row.department, t('policies.checked', { date: page.asOf })]
                .filter(Boolean)
                .join(' · ')}
            </span>
          </div>
          <h1>{row.title}</h1>
          <p className="hq-muted policy-summary">{row.summary}</p>
        </div>
        <div className="row-x hide-m elder-hide">
          <Link className="btn btn-outline-primary" to={`/assistant?q=${encodeURIComponent(row.title)}`}>
            <i className="bi bi-chat-square-text" aria-hidden="true" />
            {t('policies.ask')}
          </Link>
        </div>
      </div>
      {page.isPast && <PastDayNotice asOf={page.asOf} home={`/policies/${row.id}`} />}
      <div className="lay">
        <div className="stack policy-main">
          <VerdictSection page={page} problem={problem} apply={apply} />
          {verdict.amount && judged && <AmountSection amount={verdict.amount} sources={sources} />}
          <GuideSection page={page} />
          <section className="hq-card" aria-labelledby="tree">
            <div className="hq-card-h">
              <h2 id="tree">{t(judged ? 'policies.tree' : 'policies.conditions')}</h2>
              {judged && (
                <>
                  <span className="hq-sm hq-muted">{countWords(verdict.counts, t)}</span>
                  <Link className="hq-sm card-link" to="/my/facts">
                    {t('policies.dispute')}
                  </Link>
                </>
              )}
            </div>
            <ConditionTree
              conditions={verdict.conditions}
              sources={sources}
              asOf={page.asOf}
              blockingId={verdict.blocking?.id}
              plain={!judged}
            />
            <div className="hq-card-b">
              <PastDayForm asOf={page.asOf} today={page.today} />
            </div>
          </section>
        </div>
        <PolicyRail page={page} apply={apply} />
      </div>
      {apply && (
        <div className="sticky-cta only-m">
          {row.deadline && <b className="hq-sm">{t('policies.days-left', { n: row.deadline.daysLeft })}</b>}
          <Link className="btn btn-primary" to={apply}>
            {t('policies.open-form')}
          </Link>
        </div>
      )}
    </div>
  );
}

/** 5 项条件，4 项满足，1 项缺数据: what there is none of is left out. */
function countWords(counts: PolicyVerdict['counts'], t: TFunction): string {
  return (['conditions', 'met', 'notMet', 'unknown'] as const)
    .filter((name) => counts[name] > 0)
    .map((name) => t(`policies.counts.${name}`, { n: counts[name] }))
    .join(t('policies.counts.comma'));
}
