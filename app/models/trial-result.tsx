import { useTranslation } from 'react-i18next';

import type { ModelTrial } from '~/knowledge/answers/models/try-model.server';

/** What came of a model's trial, in a word, with the answers behind it. */
export function TrialResult({ trial }: { trial: ModelTrial | undefined }) {
  const { t } = useTranslation();
  if (!trial) return <span className="hq-muted">{t('models.trial.none')}</span>;
  const first = trial.answers.map(({ firstMs }) => firstMs).filter((ms) => ms !== null);
  const seconds = first.length > 0 ? (Math.max(...first) / 1_000).toFixed(1) : null;
  return (
    <details>
      <summary>
        <strong>{t(`models.trial.${trial.verdict}`)}</strong>{' '}
        {seconds !== null && t('models.trial.speed', { seconds, characters: trial.charactersPerSecond ?? 0 })}
      </summary>
      <ol>
        {trial.answers.map(({ question, shown, dropped, outcome, failure }) => (
          <li key={question}>
            <div>{question}</div>
            <div>{shown.length > 0 ? shown.join('') : t('models.trial.said-nothing')}</div>
            {dropped.length > 0 && (
              <div className="hq-muted">{t('models.trial.dropped', { words: dropped.join('') })}</div>
            )}
            <div>
              <strong>{t(`models.trial.outcome.${outcome}`)}</strong> {failure ?? ''}
            </div>
          </li>
        ))}
      </ol>
    </details>
  );
}
