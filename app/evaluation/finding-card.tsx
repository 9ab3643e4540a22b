import { Link } from '@remix-run/react';
import { useTranslation } from 'react-i18next';

import { showInstant } from '~/app/forms/cases/show-instant';
import type { GateFinding } from '~/knowledge/evaluation/gate/gate-finding';

import { TurnedQuestions } from './turned-questions';

/** What the check of a change found: the verdict, the counts, and each question that it turns. */
export function FindingCard({ finding, hidden }: { finding: GateFinding; hidden: number }) {
  const { t } = useTranslation();
  const { outcome, questions, rightBefore, rightAfter, worse, explained, better, refusal } = finding;
  const isFine = outcome === 'no-worse';
  return (
    <div className="stack">
      <section className="hq-card hq-card-b" aria-label={t('gate.finding')}>
        <p className={isFine ? 'ev-ok' : 'ev-no'}>
          <i
            className={`bi ${isFine ? 'bi-check-circle-fill' : 'bi-exclamation-triangle-fill'}`}
            aria-hidden="true"
          />
          <b>{t(`gate.outcome.${outcome}`, { count: worse.length + hidden })}</b>
        </p>
        {refusal !== undefined && <p>{refusal}</p>}
        {questions > 0 && (
          <dl className="ev-counts">
            <Count word={t('gate.questions')} n={questions} />
            <Count word={t('gate.right-before')} n={rightBefore} />
            <Count word={t('gate.right-after')} n={rightAfter} />
            <Count word={t('gate.worse')} n={worse.length + hidden} />
            <Count word={t('gate.better')} n={better.length} />
          </dl>
        )}
        <p className="hq-xs hq-muted">
          {t('gate.checked-at', {
            at: showInstant(finding.checkedAt),
            seconds: Math.max(1, Math.round(finding.tookMs / 1000)),
          })}{' '}
          {finding.candidateRunId !== null && (
            <Link to={`/desk/evaluation/runs/${finding.candidateRunId}`}>{t('gate.all-answers')}</Link>
          )}
        </p>
      </section>
      {hidden > 0 && <p className="hq-note">{t('gate.hidden', { count: hidden })}</p>}
      <TurnedQuestions title={t('gate.worse-title')} note={t('gate.worse-note')} questions={worse} />
      <TurnedQuestions
        title={t('gate.explained-title')}
        note={t('gate.explained-note')}
        questions={explained}
      />
      <TurnedQuestions title={t('gate.better-title')} note={t('gate.better-note')} questions={better} />
    </div>
  );
}

function Count({ word, n }: { word: string; n: number }) {
  return (
    <div>
      <dt>{word}</dt>
      <dd className="num">{n}</dd>
    </div>
  );
}
