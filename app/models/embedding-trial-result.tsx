import { useTranslation } from 'react-i18next';

import type { EmbeddingTrial } from '~/knowledge/search/embedding/trial/embedding-trial';

/** What came of trying an embedding model: its dimension, its speed, and whether it found the right passages. */
export function EmbeddingTrialResult({ trial }: { trial: EmbeddingTrial | null }) {
  const { t } = useTranslation();
  if (trial === null) return <p className="hq-muted">{t('models.vector.untried')}</p>;
  if ('failure' in trial) {
    return (
      <p className="hq-note hq-note-no">
        {t(`models.vector.failure.${trial.failure}`)} <code>{trial.said}</code>
      </p>
    );
  }
  const right = trial.answers.filter(({ isRight }) => isRight).length;
  return (
    <details>
      <summary>
        <strong>{t('models.vector.right', { right, n: trial.answers.length })}</strong>{' '}
        {t('models.vector.measured', {
          dimension: trial.dimension,
          question: trial.questionMs,
          passage: trial.passageMs,
        })}
      </summary>
      <ol>
        {trial.answers.map(({ question, isRight, scores }, at) => (
          <li key={question}>
            {question} <strong>{t(isRight ? 'models.vector.found' : 'models.vector.missed')}</strong>{' '}
            <span className="hq-muted">
              {t('models.vector.scores', {
                own: scores[at],
                others: scores.filter((_, other) => other !== at).join(' / '),
              })}
            </span>
          </li>
        ))}
      </ol>
    </details>
  );
}
