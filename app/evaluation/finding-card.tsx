import { Link } from '@remix-run/react';
import { useTranslation } from 'react-i18next';

import { showInstant } from '~/app/forms/cases/show-instant';
import { mayPublishItself, type GateFinding } from '~/knowledge/evaluation/gate/gate-finding';

import { TurnedQuestions } from './turned-questions';

/** What the check of a change found: the verdict, the counts, and each question that it turns. */
export function FindingCard({ finding, hidden }: { finding: GateFinding; hidden: number }) {
  const { t } = useTranslation();
  const { outcome, questions, rightBefore, rightAfter, worse, explained, better, refusal } = finding;
  const { askedAfter, together, trial } = finding;
  const isFine = mayPublishItself(finding);
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
        {askedAfter !== undefined && askedAfter < questions && (
          <p className="hq-sm">
            {t('gate.asked-after', { asked: askedAfter, stand: questions - askedAfter })}
          </p>
        )}
        {together > 1 && <p className="hq-sm">{t('gate.together', { count: together })}</p>}
        {trial && <TrialTable trial={trial} />}
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

/** What a chat model did with the standard questions. */
function TrialTable({ trial }: { trial: NonNullable<GateFinding['trial']> }) {
  const { t } = useTranslation();
  return (
    <>
      <p className="hq-sm">
        {t('gate.trial-note')}
        {trial.charactersPerSecond !== null && ` ${t('gate.trial-speed', { n: trial.charactersPerSecond })}`}
      </p>
      <ul className="plain ev-trial">
        {trial.answers.map(({ question, outcome, shown, dropped, failure }) => (
          <li key={question}>
            <p>
              <span className={outcome === 'right' ? 'ev-ok' : 'ev-no'}>
                <i
                  className={`bi ${outcome === 'right' ? 'bi-check-circle-fill' : 'bi-x-circle-fill'}`}
                  aria-hidden="true"
                />
                {t(`gate.trial.${outcome}`)}
              </span>{' '}
              <b>{question}</b>
            </p>
            {shown.length > 0 && <p className="hq-sm">{shown.join('')}</p>}
            {dropped.length > 0 && (
              <p className="hq-sm hq-muted">{t('gate.trial-dropped', { text: dropped.join('') })}</p>
            )}
            {failure !== undefined && <p className="hq-sm hq-muted">{failure}</p>}
          </li>
        ))}
      </ul>
    </>
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
