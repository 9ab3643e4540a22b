import { Form } from '@remix-run/react';
import { useId } from 'react';
import { useTranslation } from 'react-i18next';

import { DisputeFields } from '~/app/components/dispute-fields';
import type { AnswerProblem } from '~/app/policies/answer-question.server';
import type { FactValueRow, MyFact } from '~/app/policies/get-my-facts.server';
import type { DisputeProblem } from '~/app/policies/raise-dispute.server';

import { Provenance } from './provenance';
import { QuestionCard } from './question-card';

interface FactRowProps {
  fact: MyFact;
  asOf: string;
  problem: AnswerProblem | DisputeProblem | undefined;
}

/** A fact with its source, what came before, and how to correct or dispute it. */
export function FactRow({ fact, asOf, problem }: FactRowProps) {
  const { t } = useTranslation();
  return (
    <li className="fact" id={`${fact.key}${fact.period}`}>
      <div className="fact-name">
        {fact.label}
        {fact.period && <span className="hq-muted hq-sm"> {fact.period}</span>}
      </div>
      <div className="fact-value num">{fact.current.text}</div>
      <div className="fact-source">
        <Provenance of={fact.current} asOf={asOf} chip />
        {fact.current.reference && <span className="hq-xs hq-muted">{fact.current.reference}</span>}
        {fact.dispute?.state === 'open' && (
          <span className="hq-prov hq-prov-chip prov-dispute">
            <i className="bi bi-flag" aria-hidden="true" />
            <b>{t('facts.disputed')}</b> ·{' '}
            {t('facts.disputed.on', { date: fact.dispute.on, department: fact.authority })}
          </span>
        )}
      </div>
      <div className="fact-more">
        {fact.history.length > 0 && <History rows={fact.history} asOf={asOf} />}
        {fact.authoritative ? (
          fact.dispute?.state !== 'open' && <DisputeForm fact={fact} problem={problem} />
        ) : (
          <details open={problem !== undefined}>
            <summary>{t('facts.correct')}</summary>
            <QuestionCard
              question={fact.ask}
              noSkip
              problem={problem && 'problem' in problem ? problem.problem : undefined}
              typed={problem?.typed}
            />
          </details>
        )}
      </div>
    </li>
  );
}

function History({ rows, asOf }: { rows: readonly FactValueRow[]; asOf: string }) {
  const { t } = useTranslation();
  return (
    <details>
      <summary>{t('facts.history', { n: rows.length })}</summary>
      <ul className="plain fact-history">
        {rows.map((row) => (
          <li key={row.id}>
            <span className="num">{row.text}</span> <Provenance of={row} asOf={asOf} />
          </li>
        ))}
      </ul>
    </details>
  );
}

function DisputeForm({ fact, problem }: Pick<FactRowProps, 'fact' | 'problem'>) {
  const { t } = useTranslation();
  const id = useId();
  const typed = problem && 'reason' in problem ? problem : undefined;
  const replies = fact.ask.replies;
  return (
    <details open={typed !== undefined}>
      <summary>{t('facts.dispute')}</summary>
      <Form method="post" encType="multipart/form-data" className="dispute stack" preventScrollReset>
        <input type="hidden" name="intent" value="dispute" />
        <input type="hidden" name="fact" value={fact.key} />
        <input type="hidden" name="period" value={fact.period} />
        <DisputeFields
          id={id}
          typed={typed}
          value={
            replies.length > 0 &&
            fact.ask.type !== 'number' && (
              <select id={`${id}-value`} name="value" className="form-select" defaultValue={typed?.typed}>
                {replies.map(({ label, value }) => (
                  <option key={String(value)} value={String(value)}>
                    {label}
                  </option>
                ))}
              </select>
            )
          }
        />
        <p className="hq-sm hq-muted">{t('facts.dispute.help', { department: fact.authority })}</p>
        <button className="btn btn-outline-primary btn-sm">{t('facts.dispute.send')}</button>
      </Form>
    </details>
  );
}
