import { Link } from '@remix-run/react';
import { useTranslation } from 'react-i18next';

import { ResultIcon } from '~/app/components/policies/verdict-badge';

import type { OpportunityPage } from './get-opportunity-page.server';

/** 为什么告知: the fact that changed, the condition that reads it, and the policy's own sentence. */
export function ToldBecause({ page }: { page: OpportunityPage }) {
  const { t } = useTranslation();
  const { facts, reason, toldOn, isByCampaign, department, verdict } = page;
  return (
    <section className="hq-card" aria-labelledby="opp-why">
      <div className="hq-card-h">
        <h2 id="opp-why">{t(toldOn ? 'opportunities.why.title' : 'opportunities.why.grounds')}</h2>
        {toldOn && (
          <span className="hq-sm hq-muted">
            {t(isByCampaign ? 'opportunities.why.by' : 'opportunities.since', { date: toldOn, department })}
          </span>
        )}
      </div>
      {facts.length === 0 ? (
        <p className="hq-card-b">
          {reason} {t('opportunities.why.counts', { all: verdict.counts.conditions, n: verdict.counts.met })}
        </p>
      ) : (
        <ul className="plain fact-list opp-why">
          {facts.map((fact) => (
            <li key={fact.key}>
              <p>
                <b>
                  {fact.label} {fact.text}
                </b>{' '}
                <span className="hq-sm hq-muted">
                  {t('opportunities.why.source', { source: fact.source, date: fact.observedOn })}
                </span>
              </p>
              {fact.conditions.map(({ id, label, result, clause }) => (
                <div key={id} className="opp-clause">
                  <p>
                    <ResultIcon result={result} /> {label}
                  </p>
                  {clause && (
                    <blockquote>
                      {clause.text && <p>{clause.text}</p>}
                      <footer className="hq-sm">
                        {clause.href ? <Link to={clause.href}>{clause.label}</Link> : clause.label}
                      </footer>
                    </blockquote>
                  )}
                </div>
              ))}
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}
