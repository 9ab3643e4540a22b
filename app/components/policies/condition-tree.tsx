import { Link } from '@remix-run/react';
import { useTranslation } from 'react-i18next';

import type { ConditionJson } from '~/knowledge/policies/condition-json';

import { inputsOf, missingOf, scoreOf, sourcesOf, whereToGet } from './evidence';
import { Provenance } from './provenance';
import { ScoreTable } from './score-table';
import { ResultIcon } from './verdict-badge';

/** A source of the policy as the tree cites it. */
export interface CitedSource {
  id: string;
  n: number;
  label: string;
  /** The document's page, at the clause. */
  href: string | null;
}

interface TreeProps {
  conditions: readonly ConditionJson[];
  sources: readonly CitedSource[];
  asOf: string;
  /** The one condition that is lacking: the only one tinted. */
  blockingId?: string | undefined;
  /** Without facts (a reader who isn't signed in) no result is shown. */
  plain?: boolean;
}

/** Each condition with its value, source and date; 且 all of them, 或 one of them. */
export function ConditionTree(props: TreeProps) {
  const { t } = useTranslation();
  return (
    <div className="tree">
      <span className="op">
        <i className="k">{t('policies.all')}</i>
        {t('policies.all.words')}
      </span>
      <Branches {...props} conditions={props.conditions} />
    </div>
  );
}

function Branches({ conditions, ...props }: TreeProps) {
  return (
    <ol className="br">
      {conditions.map((condition) => (
        <li key={condition.id}>
          <Node condition={condition} {...props} />
        </li>
      ))}
    </ol>
  );
}

function Node({ condition, ...props }: Omit<TreeProps, 'conditions'> & { condition: ConditionJson }) {
  const { t } = useTranslation();
  const { children } = condition;
  const isHit = condition.id === props.blockingId;
  const node = (
    <>
      <div className={`leaf${props.plain ? ' leaf-plain' : ''}`}>
        {props.plain ? (
          <i className="bi bi-dot hq-muted" aria-hidden="true" />
        ) : (
          <ResultIcon result={condition.result} />
        )}
        <div>
          {children && (
            <span className="op op-in">
              <i className={`k${condition.combinator === 'or' ? ' or' : ''}`}>
                {t(
                  condition.not
                    ? 'policies.not'
                    : condition.combinator === 'or'
                      ? 'policies.any'
                      : 'policies.all',
                )}
              </i>
            </span>
          )}
          {condition.label} <Cite source={condition.source} sources={props.sources} />
        </div>
        {!props.plain && <div className="val num">{valueWords(condition, t)}</div>}
        {!props.plain && !children && <EvidenceLine condition={condition} asOf={props.asOf} />}
      </div>
      {!props.plain && <ScoreTable condition={condition} />}
      {children && <Branches {...props} conditions={children} />}
    </>
  );
  return isHit ? <div className="hit">{node}</div> : node;
}

function Cite({ source, sources }: { source: string | undefined; sources: readonly CitedSource[] }) {
  const { t } = useTranslation();
  const cited = sources.find(({ id }) => id === source);
  if (!cited) return null;
  const label = t('policies.cite', { n: cited.n });
  return cited.href ? (
    <Link className="hq-cite" to={cited.href} aria-label={label} title={cited.label}>
      {cited.n}
    </Link>
  ) : (
    <a className="hq-cite" href={`#source-${cited.n}`} aria-label={label} title={cited.label}>
      {cited.n}
    </a>
  );
}

type T = ReturnType<typeof useTranslation>['t'];

/** What stands at the right of a condition. */
export function valueWords(condition: ConditionJson, t: T): string {
  if (condition.children) {
    if (condition.combinator !== 'or') return '';
    return t('policies.any.met', { n: condition.children.filter(({ result }) => result === 'met').length });
  }
  if (condition.result === 'declared') return t('policies.declared');
  if (condition.operator === 'judged') return t('policies.judged');
  const score = scoreOf(condition);
  if (score) return t(score.open ? 'policies.score.reached' : 'policies.score.is', { n: score.low });
  if (condition.value) return condition.value.text;
  return condition.bounds ?? '';
}

/** What is missing, whose record it is, and whether the firm's own word will do. */
function Lacks({ group }: { group: ReturnType<typeof whereToGet>[number] }) {
  const { t } = useTranslation();
  const { labels, authority, stateable } = group;
  return (
    <span className="hq-sm c-ask-text">
      {t('policies.lacks', { facts: labels.join(t('policies.comma')) })}{' '}
      {authority !== null && (
        <span className="hq-muted">
          {t(stateable ? 'policies.lacks.stateable' : 'policies.lacks.record', { authority })}
        </span>
      )}
    </span>
  );
}

function EvidenceLine({ condition, asOf }: { condition: ConditionJson; asOf: string }) {
  const { t } = useTranslation();
  const missing = missingOf(condition);
  const inputs = condition.score ? [] : inputsOf(condition);
  const sources = sourcesOf(condition.facts);
  if (missing.length + inputs.length + sources.length === 0) return null;
  return (
    <div className="ev">
      {whereToGet(missing).map((group) => (
        <Lacks key={group.labels.join()} group={group} />
      ))}
      {inputs.length > 0 && (
        <span className="hq-xs hq-muted">
          {inputs
            .map((fact) => `${fact.period ? `${fact.period} ` : ''}${fact.label} ${fact.text ?? ''}`)
            .join(t('policies.semicolon'))}
        </span>
      )}
      {sources.map((fact) => (
        <Provenance key={`${fact.source ?? ''}${fact.sourceKind ?? ''}`} of={fact} asOf={asOf} />
      ))}
    </div>
  );
}
