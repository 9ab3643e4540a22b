import { Link } from '@remix-run/react';
import { useTranslation } from 'react-i18next';

import type { ConditionJson } from '~/knowledge/policies/condition-json';
import type { PolicyVerdict } from '~/knowledge/policies/judge-policy';

import { valueWords } from './condition-tree';
import { missingOf, sourcesOf } from './evidence';
import { Provenance } from './provenance';
import { ResultIcon, VerdictBadge } from './verdict-badge';

/** What the card needs of a verdict: the contract's fields, and the counts if they are there. */
export type CardVerdict = Pick<PolicyVerdict, 'policyId' | 'title' | 'shown' | 'conditions'> &
  Partial<Pick<PolicyVerdict, 'amount'>>;

/** A policy's verdict in a conversation: n conditions, m met, each with its value and source. */
export function EligibilityCard({ verdict, asOf }: { verdict: CardVerdict; asOf: string }) {
  const { t } = useTranslation();
  const met = verdict.conditions.filter(({ result }) => result === 'met' || result === 'declared').length;
  return (
    <section className="elig hq-card" aria-label={verdict.title}>
      <div className="hd">
        <VerdictBadge shown={verdict.shown} />
        <Link to={`/policies/${verdict.policyId}`} className="elig-title">
          {verdict.title}
        </Link>
        <span className="hq-sm hq-muted elig-count">
          {t('policies.counts.card', { n: verdict.conditions.length, met })}
        </span>
      </div>
      <ul className="cond">
        {verdict.conditions.map((condition) => (
          <CardRow key={condition.id} condition={condition} asOf={asOf} />
        ))}
      </ul>
      {verdict.amount && (
        <p className="elig-amount hq-sm">
          {t(`policies.amount.${verdict.amount.kind}`, { amount: verdict.amount.text })}
          <span className="hq-muted"> · {t('policies.amount.estimate')}</span>
        </p>
      )}
    </section>
  );
}

function CardRow({ condition, asOf }: { condition: ConditionJson; asOf: string }) {
  const { t } = useTranslation();
  const missing = missingOf(condition);
  const sources = sourcesOf(allFacts(condition));
  const words = valueWords(condition, t);
  return (
    <li>
      <ResultIcon result={condition.result} />
      <div>
        {condition.label}
        {words && <span className="num elig-value">{words}</span>}
        {condition.children && (
          <ul className="sub">
            {condition.children.map((child) => (
              <li key={child.id}>
                <ResultIcon result={child.result} />
                <span>
                  {child.label} <span className="hq-muted">{valueWords(child, t)}</span>
                </span>
              </li>
            ))}
          </ul>
        )}
      </div>
      <div className="ev">
        {sources.slice(0, 2).map((fact) => (
          <Provenance key={`${fact.source ?? ''}${fact.sourceKind ?? ''}`} of={fact} asOf={asOf} />
        ))}
      </div>
      {missing.length > 0 && (
        <div className="miss">
          {t('policies.lacks', { facts: missing.map(({ label }) => label).join(t('policies.comma')) })}
        </div>
      )}
    </li>
  );
}

function allFacts(condition: ConditionJson): ConditionJson['facts'] {
  return [...condition.facts, ...(condition.children ?? []).flatMap(allFacts)];
}
