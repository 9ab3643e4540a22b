import { useTranslation } from 'react-i18next';

import type { AmountEstimate } from '~/knowledge/policies/estimate-amount';

import type { CitedSource } from './condition-tree';

/** The estimate with its arithmetic: each figure with what it is, each rate with its clause. */
export function AmountSection({
  amount,
  sources,
}: {
  amount: AmountEstimate;
  sources: readonly CitedSource[];
}) {
  const { t } = useTranslation();
  const [figure, unit] = amount.text.split(' ');
  return (
    <section className="hq-card" aria-labelledby="amount">
      <div className="hq-card-h">
        <h2 id="amount">{t('policies.amount')}</h2>
        <span className="hq-sm hq-muted card-link">{t('policies.amount.estimate')}</span>
      </div>
      <div className="amount">
        <div className="big">
          {amount.kind !== 'exact' && <small>{t(`policies.amount.${amount.kind}.word`)}</small>}
          {figure}
          <span>{unit}</span>
        </div>
        <div className="calc">
          {amount.steps.map((step, index) => {
            const cited = sources.find(({ id }) => id === step.source);
            return (
              <span key={index} className="calc-part">
                {step.sign !== '' && <b>{step.sign === 'cap' ? t('policies.amount.cap') : step.sign}</b>}
                <span>
                  {step.text}
                  <small>
                    {step.label}
                    {cited && (
                      <a
                        className="hq-cite"
                        href={`#source-${cited.n}`}
                        aria-label={t('policies.cite', { n: cited.n })}
                      >
                        {cited.n}
                      </a>
                    )}
                  </small>
                </span>
              </span>
            );
          })}
        </div>
      </div>
    </section>
  );
}
