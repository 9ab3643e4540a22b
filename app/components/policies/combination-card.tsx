import { Link } from '@remix-run/react';
import { useTranslation } from 'react-i18next';

import type { CombinationWords } from '~/knowledge/policies/combination/combine-eligible';

/** The best combination of what a firm is eligible for, its sum, and what isn't counted and why. */
export function CombinationCard({ combination }: { combination: CombinationWords }) {
  const { t } = useTranslation();
  const { total, isLeast, chosen, leftOut } = combination;
  return (
    <section className="hq-card combination" aria-labelledby="combination-title">
      <h2 id="combination-title">
        {t('benefits.combination.title')}{' '}
        <b>{t(isLeast ? 'benefits.combination.least' : 'benefits.combination.total', { total })}</b>
      </h2>
      <ul className="combination-list">
        {chosen.map(({ policyId, title, amount }) => (
          <li key={policyId}>
            <Link to={`/policies/${policyId}`}>{title}</Link>
            <span className="figure">{amount ?? t('benefits.combination.unknown')}</span>
          </li>
        ))}
      </ul>
      {leftOut.length > 0 && (
        <details>
          <summary>{t('benefits.combination.left-out', { n: leftOut.length })}</summary>
          <ul className="combination-list">
            {leftOut.map(({ policyId, title, amount, label, instead }) => (
              <li key={policyId}>
                <span>
                  <Link to={`/policies/${policyId}`}>{title}</Link>
                  <span className="hq-sm hq-muted combination-why">
                    {t('benefits.combination.instead', {
                      label,
                      instead: instead.join(t('benefits.combination.and')),
                    })}
                  </span>
                </span>
                <span className="figure">{amount ?? t('benefits.combination.unknown')}</span>
              </li>
            ))}
          </ul>
        </details>
      )}
      <p className="hq-sm hq-muted">{t('benefits.combination.note')}</p>
    </section>
  );
}
