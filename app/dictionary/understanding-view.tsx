import { useTranslation } from 'react-i18next';

import type { UnderstoodQuestion } from '~/knowledge/search/understanding/understand-question';

/** What was understood of a question: the steps in order, the words added, numbers and titles recognised. */
export function UnderstandingView({ understood }: { understood: UnderstoodQuestion }) {
  const { t } = useTranslation();
  const { normal, meant, steps, expansions, numbers, titles, phrases } = understood;
  const isPlain = steps.length === 0 && numbers.length === 0 && titles.length === 0;
  return (
    <div className="und">
      <dl className="kv">
        <dt>{t('dictionary.try.searched')}</dt>
        <dd>{meant}</dd>
        {meant !== normal && (
          <>
            <dt>{t('dictionary.try.own')}</dt>
            <dd>{normal}</dd>
          </>
        )}
        {expansions.length > 0 && (
          <>
            <dt>{t('dictionary.try.added')}</dt>
            <dd className="und-chips">
              {expansions.map(({ text, weight }) => (
                <span key={text} className="und-chip">
                  {text} <small className="num">×{weight}</small>
                </span>
              ))}
            </dd>
          </>
        )}
        {numbers.length > 0 && (
          <>
            <dt>{t('dictionary.try.numbers')}</dt>
            <dd>{numbers.join('、')}</dd>
          </>
        )}
        {titles.length > 0 && (
          <>
            <dt>{t('dictionary.try.titles')}</dt>
            <dd>{titles.map((title) => `《${title}》`).join('、')}</dd>
          </>
        )}
        {phrases.length > 0 && (
          <>
            <dt>{t('dictionary.try.phrases')}</dt>
            <dd>{phrases.join('、')}</dd>
          </>
        )}
      </dl>
      {isPlain ? (
        <p className="hq-sm hq-muted">{t('dictionary.try.plain')}</p>
      ) : (
        <ol className="und-steps" aria-label={t('dictionary.try.steps')}>
          {steps.map(({ kind, from, to }, at) => (
            <li key={at}>
              <span className="und-kind">{t(`dictionary.step.${kind}`)}</span>
              <span>{from}</span>
              <i className="bi bi-arrow-right" role="img" aria-label={t('dictionary.step.to')} />
              <b>{to}</b>
            </li>
          ))}
        </ol>
      )}
    </div>
  );
}
