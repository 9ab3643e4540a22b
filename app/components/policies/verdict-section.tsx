import { Link } from '@remix-run/react';
import { useTranslation } from 'react-i18next';

import type { AnswerProblem } from '~/app/policies/answer-question.server';
import type { PolicyPage } from '~/app/policies/get-policy-page.server';

import { QuestionCard } from './question-card';
import { VerdictBadge } from './verdict-badge';

interface VerdictSectionProps {
  page: PolicyPage;
  problem: AnswerProblem | undefined;
  apply: string | null;
}

/** The verdict first, and the one input that is missing beside it. */
export function VerdictSection({ page, problem, apply }: VerdictSectionProps) {
  const { t } = useTranslation();
  const { row, verdict, judged, question } = page;
  if (!judged) {
    return (
      <section className="hq-card">
        <div className="hq-empty">
          <i className="bi bi-buildings" aria-hidden="true" />
          <span>{t('policies.signed-out')}</span>
          <Link
            className="btn btn-primary btn-sm"
            to={`/sign-in?next=${encodeURIComponent(`/policies/${row.id}`)}`}
          >
            {t('policies.signed-out.action')}
          </Link>
        </div>
      </section>
    );
  }
  return (
    <section className="hq-card" aria-labelledby="verdict" aria-live="polite">
      <div className="hq-card-h">
        <VerdictBadge shown={verdict.shown} large />
        <h2 id="verdict" className="grow">
          <Headline page={page} />
        </h2>
        <span className="hq-sm hq-muted">{t('policies.judged-on', { date: page.asOf })}</span>
      </div>
      {question && verdict.shown !== 'expired' ? (
        <QuestionCard
          key={`${question.fact} ${question.period}`}
          className="unlock-in"
          question={question}
          problem={problem?.fact === question.fact ? problem.problem : undefined}
          typed={problem?.fact === question.fact ? problem.typed : undefined}
          noSkip
        />
      ) : page.isPast ? null : (
        <div className="row-x wrapx pad">
          <span className="grow">
            {t(
              verdict.shown === 'to-confirm' && !awaitsPerson(verdict.conditions)
                ? 'policies.advice.to-confirm-data'
                : `policies.advice.${verdict.shown}`,
            )}
          </span>
          {apply && verdict.shown === 'eligible' && (
            <Link className="btn btn-primary hide-m" to={apply}>
              {t('policies.open-form')}
            </Link>
          )}
          {verdict.shown === 'to-confirm' && (
            <Link
              className="btn btn-outline-primary"
              to={`/assistant?q=${encodeURIComponent(t('policies.confirm.ask', { title: row.title }))}`}
            >
              {t('policies.action.to-confirm')}
            </Link>
          )}
        </div>
      )}
    </section>
  );
}

/** Whether a condition is for a person of the department to decide, rather than short of data. */
function awaitsPerson(conditions: PolicyPage['verdict']['conditions']): boolean {
  return conditions.some(
    ({ operator, result, children }) =>
      (operator === 'judged' && result === 'unknown') || awaitsPerson(children ?? []),
  );
}

/** Names what is lacking, or the condition that fails, or the date on which it ended. */
function Headline({ page: { row, verdict } }: { page: PolicyPage }) {
  const { t } = useTranslation();
  const list = row.lacks.join(t('policies.comma'));
  switch (verdict.shown) {
    case 'eligible':
      return <>{t('policies.headline.eligible', { n: verdict.counts.conditions })}</>;
    case 'one-step':
      return <>{t('policies.headline.one-step', { facts: list || (verdict.blocking?.label ?? '') })}</>;
    case 'to-confirm':
      return <>{t('policies.headline.to-confirm', { facts: list })}</>;
    case 'ineligible':
      return <>{t('policies.headline.ineligible', { facts: list })}</>;
    case 'expired':
      return <>{row.ended ? t('policies.ended', { date: row.ended }) : t('policies.out-of-force')}</>;
  }
}
