import {
  json,
  type ActionFunctionArgs,
  type LinksFunction,
  type LoaderFunctionArgs,
  type MetaFunction,
} from '@remix-run/node';
import { Link, useActionData, useLoaderData, useSearchParams } from '@remix-run/react';
import type { TFunction } from 'i18next';
import { useTranslation } from 'react-i18next';

import { CombinationCard } from '~/app/components/policies/combination-card';
import { PolicyRow } from '~/app/components/policies/policy-row';
import { QuestionCard } from '~/app/components/policies/question-card';
import { ShownTabs } from '~/app/components/policies/shown-tabs';
import { VerdictBadge } from '~/app/components/policies/verdict-badge';
import { answerQuestion, skippedQuestions } from '~/app/policies/answer-question.server';
import { getMyBenefits } from '~/app/policies/get-my-benefits.server';
import { pageLocale } from '~/app/policies/page-locale';
import { pageTitle } from '~/app/policies/page-title';
import { requireMember } from '~/app/session/require-reader.server';
import styles from '~/app/styles/policies.css?url';
import { shownOrder } from '~/knowledge/policies/shown';

export const links: LinksFunction = () => [{ rel: 'stylesheet', href: styles }];
export const meta: MetaFunction<typeof loader> = ({ matches }) => pageTitle('benefits.title', matches);

export async function loader({ request, context }: LoaderFunctionArgs) {
  const reader = await requireMember(request, context);
  const skip = skippedQuestions(request);
  return json(await getMyBenefits(context.services, { reader, locale: pageLocale(request), skip }));
}

/** Keeps the answer to the question (also for other pages, by `returnTo`). */
export async function action({ request, context }: ActionFunctionArgs) {
  const reader = await requireMember(request, context);
  const answer = await answerQuestion(request, await request.formData(), context.services, reader);
  return json(answer, { status: 422 });
}

type Asked = NonNullable<Awaited<ReturnType<typeof getMyBenefits>>['question']>;

/** Why this question comes first: whom it concerns, what is at stake, what else could be asked. */
function whyAsked({ why, mostMoney }: Asked, t: TFunction): string {
  const stake = t(mostMoney === null ? 'benefits.why.plain' : 'benefits.why.money', {
    n: why.policies,
    amount: mostMoney,
  });
  return why.others === 0
    ? t('benefits.why.only', { stake })
    : t('benefits.why.first', { stake, n: why.others });
}

/** 我的惠企: what the firm may have, what it is one step away from, what has to be confirmed, what it may not. */
export default function MyBenefits() {
  const { enterprise, profile, rows, counts, combination, question, asOf } = useLoaderData<typeof loader>();
  const problem = useActionData<typeof action>();
  const [search] = useSearchParams();
  const { t } = useTranslation();
  const only = search.get('shown');
  const groups = shownOrder
    .filter((shown) => !only || shown === only)
    .map((shown) => ({ shown, rows: rows.filter((row) => row.shown === shown) }))
    .filter((group) => group.rows.length > 0);
  return (
    <div className="wrap page">
      <div className="benefits-sum">
        <h1>
          {t('benefits.sum.eligible')} <em>{counts.eligible}</em> {t('benefits.sum.step')}{' '}
          <em className="g">{counts['one-step']}</em> {t('benefits.sum.items')}
        </h1>
      </div>
      <p className="hq-sm hq-muted benefits-profile">
        {[enterprise.name, ...profile].join(' · ')}{' '}
        <Link className="nowrap" to="/my/facts">
          {t('benefits.facts')}
        </Link>{' '}
        <Link className="nowrap" to="/my/opportunities">
          {t('benefits.opportunities')}
        </Link>{' '}
        <Link className="nowrap" to="/my/grants">
          {t('mygrants.title')}
        </Link>
      </p>
      {question && (
        <QuestionCard
          key={`${question.fact} ${question.period}`}
          question={question}
          unlocks={question.unlockTitles}
          decides={question.decides}
          why={whyAsked(question, t)}
          problem={problem?.fact === question.fact ? problem.problem : undefined}
          typed={problem?.fact === question.fact ? problem.typed : undefined}
        />
      )}
      {combination && <CombinationCard combination={combination} />}
      <section className="hq-card benefits" aria-label={t('benefits.title')}>
        <ShownTabs counts={counts} total={rows.length} />
        {groups.map((group) => (
          <div key={group.shown} className="benefits-group">
            <h2>
              <VerdictBadge shown={group.shown} />
              <span className="hq-sm hq-muted">
                {t(`benefits.group.${group.shown}`, { n: group.rows.length })}
              </span>
            </h2>
            {group.rows.map((row) => (
              <PolicyRow key={row.id} row={row} />
            ))}
          </div>
        ))}
        {groups.length === 0 && (
          <div className="hq-empty">
            <i className="bi bi-inbox" aria-hidden="true" />
            <span>{t('benefits.none')}</span>
            <Link to="/my/benefits">{t('benefits.none.action')}</Link>
          </div>
        )}
      </section>
      <p className="hq-sm hq-muted benefits-asof">{t('benefits.as-of', { date: asOf })}</p>
    </div>
  );
}
