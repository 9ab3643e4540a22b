import { data, type ActionFunctionArgs, type LoaderFunctionArgs, type MetaFunction } from '@remix-run/node';
import { Form, Link, useActionData, useLoaderData } from '@remix-run/react';
import { useTranslation } from 'react-i18next';

import { ConditionTree } from '~/app/components/policies/condition-tree';
import { QuestionCard } from '~/app/components/policies/question-card';
import { VerdictBadge } from '~/app/components/policies/verdict-badge';
import { orErrorPage } from '~/app/errors';
import { localeOf } from '~/app/i18n/remix-i18next.server';
import { getOpportunityPage } from '~/app/opportunities/get-opportunity-page.server';
import { ToldBecause } from '~/app/opportunities/told-because';
import { useSeen } from '~/app/opportunities/use-seen';
import { answerQuestion, skippedQuestions } from '~/app/policies/answer-question.server';
import { namedTitle } from '~/app/policies/page-title';
import { requirePerson } from '~/app/session/require-reader.server';
import factStyles from '~/app/styles/facts.css?url';
import styles from '~/app/styles/policies.css?url';
import { requireOwnOpportunity } from '~/knowledge/policies/opportunities/follow-opportunity.server';

export const links = () => [
  { rel: 'stylesheet', href: styles },
  { rel: 'stylesheet', href: factStyles },
];
export const meta: MetaFunction<typeof loader> = ({ data: page, matches }) =>
  namedTitle(page?.title ?? '', matches);

export async function loader({ request, params, context }: LoaderFunctionArgs) {
  return orErrorPage(async () => {
    const reader = await requirePerson(request, context);
    return getOpportunityPage(context.services, reader, {
      id: params.id ?? '',
      locale: localeOf(request),
      skip: skippedQuestions(request),
    });
  });
}

/** Keeps the answer to the one missing question, for the firm that the opportunity is of. */
export async function action({ request, params, context }: ActionFunctionArgs) {
  return orErrorPage(async () => {
    const reader = await requirePerson(request, context);
    const { enterpriseId } = await requireOwnOpportunity(context.services.db, reader, params.id ?? '');
    const acting = { ...reader, enterpriseId };
    const problem = await answerQuestion(request, await request.formData(), context.services, acting);
    return data(problem, { status: 422 });
  });
}

/** 惠企机会: why the firm was told of this policy, how it stands today, and the way to the filled form. */
export default function OpportunityRoute() {
  const page = useLoaderData<typeof loader>();
  const problem = useActionData<typeof action>();
  const { t } = useTranslation();
  const { verdict, question, state } = page;
  const { shown } = verdict;
  useSeen(page.id);
  const isUnderWay = state === 'applied' || state === 'granted';
  return (
    <div className="wrap page stack">
      <nav className="crumb" aria-label={t('policies.place')}>
        <Link to="/my/opportunities">{t('opportunities.title')}</Link>
        <i className="bi bi-chevron-right" aria-hidden="true" />
        <span aria-current="page">{page.title}</span>
      </nav>
      <div>
        <div className="row-x wrapx policy-status">
          {isUnderWay ? (
            <span className="tag tag-b">{t(`opportunities.state.${state}`)}</span>
          ) : (
            <VerdictBadge shown={shown} large />
          )}
          <span className="hq-sm hq-muted">
            {[page.enterprise, page.department, t('policies.judged-on', { date: page.asOf })].join(' · ')}
          </span>
        </div>
        <h1>{page.title}</h1>
      </div>
      {page.isOtherFirm && (
        <p className="hq-note">{t('opportunities.other-firm', { name: page.enterprise })}</p>
      )}
      <section className="hq-card hq-card-b stack" aria-label={t('opportunities.next')} aria-live="polite">
        {(page.amount || page.deadline) && (
          <p className="opp-figures">
            {[page.amount, page.deadline].filter(Boolean).map((text) => (
              <span key={text}>{text}</span>
            ))}
          </p>
        )}
        {!isUnderWay && question && shown === 'one-step' && (
          <QuestionCard
            key={`${question.fact} ${question.period}`}
            question={question}
            problem={problem?.fact === question.fact ? problem.problem : undefined}
            typed={problem?.fact === question.fact ? problem.typed : undefined}
          />
        )}
        <div className="opp-acts">
          {isUnderWay ? (
            <Link className="btn btn-primary" to="/my/applications">
              {t('opportunities.see-application')}
            </Link>
          ) : (
            <Form method="post" action={`/my/opportunities/${page.id}/open`}>
              <button className="btn btn-primary">
                {t(page.hasForm ? 'opportunities.open-form' : 'opportunities.open-policy')}
              </button>
            </Form>
          )}
          <Link className="btn btn-outline-primary" to={`/policies/${page.policyId}`}>
            {t('opportunities.read-policy')}
          </Link>
          {!isUnderWay && (
            <Link className="btn btn-link" to={`/my/opportunities#${page.id}`}>
              {t('opportunities.dismiss')}
            </Link>
          )}
        </div>
      </section>
      <ToldBecause page={page} />
      <section className="hq-card" aria-labelledby="opp-tree">
        <div className="hq-card-h">
          <h2 id="opp-tree">{t('policies.tree')}</h2>
          <Link className="hq-sm card-link" to="/my/facts">
            {t('policies.dispute')}
          </Link>
        </div>
        <ConditionTree
          conditions={verdict.conditions}
          sources={page.sources}
          asOf={page.asOf}
          blockingId={verdict.blocking?.id}
        />
      </section>
    </div>
  );
}
