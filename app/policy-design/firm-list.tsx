import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';

import { ResultIcon, VerdictBadge } from '~/app/components/policies/verdict-badge';
import type { PolicyDraft } from '~/knowledge/policies/design/policy-draft';
import type { ConditionResult } from '~/knowledge/policies/evaluate-rule';
import type { FirmQuery, SimulationAnswer } from '~/knowledge/policies/simulation/simulation-request';

import { askSimulation } from './use-simulation';

type Choice = 'gained' | 'lost' | 'any' | 'eligible' | 'one-step' | 'to-confirm' | 'ineligible';
const size = 20;

/** 企业清单: firms of a kind with what each condition came to; those whose verdict changes first. */
export function FirmList({
  policyId,
  content,
  answer,
}: {
  policyId: string;
  content: PolicyDraft;
  answer: SimulationAnswer;
}) {
  const { t } = useTranslation();
  const choices: Choice[] = [
    ...(answer.changes ? (['gained', 'lost', 'any'] as const) : []),
    'eligible',
    'one-step',
    'to-confirm',
    'ineligible',
  ];
  const [choice, setChoice] = useState<Choice | ''>('');
  const [lacking, setLacking] = useState('');
  const [page, setPage] = useState(0);
  const [list, setList] = useState<SimulationAnswer['list']>(null);
  const [isAsking, setAsking] = useState(false);
  // The question holds all that the answer depends on; what it is asked with may be another object each time.
  const question = JSON.stringify([content.rule, content.derived, choice, lacking, page]);
  const asked = useRef({ content, choice, lacking, page });
  asked.current = { content, choice, lacking, page };
  useEffect(() => {
    const { content, choice, lacking, page } = asked.current;
    if (choice === '' && lacking === '') return;
    let isGone = false;
    setAsking(true);
    const query: FirmQuery = {
      ...(choice === 'gained' || choice === 'lost' || choice === 'any'
        ? { change: choice }
        : choice !== '' && { shown: choice }),
      ...(lacking !== '' && { lacking }),
      offset: page * size,
      limit: size,
    };
    askSimulation(policyId, content, { firms: query })
      .then((found) => {
        if (!isGone) setList(found.ok ? found.answer.list : null);
      })
      .catch((error: unknown) => reportError(error))
      .finally(() => {
        if (!isGone) setAsking(false);
      });
    return () => {
      isGone = true;
    };
  }, [policyId, question]);
  const isOpen = choice !== '' || lacking !== '';
  return (
    <section className="hq-card" aria-labelledby="firms-title">
      <div className="hq-card-h">
        <h2 id="firms-title">{t('rules.firms.title')}</h2>
        <select
          className="form-select pd-select pd-right"
          aria-label={t('rules.firms.which')}
          value={choice}
          onChange={(event) => {
            setChoice(event.target.value as Choice);
            setPage(0);
          }}
        >
          <option value="">{t('rules.choose')}</option>
          {choices.map((item) => (
            <option key={item} value={item}>
              {t(`rules.firms.${item}`)}
            </option>
          ))}
        </select>
        <select
          className="form-select pd-select"
          aria-label={t('rules.firms.lacking')}
          value={lacking}
          onChange={(event) => {
            setLacking(event.target.value);
            setPage(0);
          }}
        >
          <option value="">{t('rules.firms.lacking')}</option>
          {answer.funnel.map(({ id, label }) => (
            <option key={id} value={id}>
              {label}
            </option>
          ))}
        </select>
      </div>
      <div className="hq-card-b" aria-live="polite">
        {!isOpen && <p className="hq-sm hq-muted">{t('rules.firms.help')}</p>}
        {isOpen && isAsking && !list && <p className="hq-sm hq-muted">{t('rules.live.asking')}</p>}
        {isOpen && list && (
          <>
            <p className="hq-sm">{t('rules.firms.total', { n: list.total })}</p>
            <table className="table t" data-firm-list>
              <tbody>
                {list.lines.map((firm) => (
                  <tr key={firm.id}>
                    <td>
                      {firm.name}
                      <br />
                      <span className="hq-xs hq-muted">{firm.creditCode}</span>
                    </td>
                    <td className="nowrap">
                      {firm.was && firm.was !== firm.shown && (
                        <>
                          <VerdictBadge shown={firm.was} /> → <br />
                        </>
                      )}
                      <VerdictBadge shown={firm.shown} />
                      {firm.amount && <div className="hq-xs hq-muted">{firm.amount}</div>}
                    </td>
                    <td className="hq-xs">
                      {[...firm.reasons]
                        .sort((a, b) => Number(a.result === 'met') - Number(b.result === 'met'))
                        .slice(0, 4)
                        .map((reason) => (
                          <div key={reason.id}>
                            <ResultIcon result={reason.result as ConditionResult} /> {reason.label}
                            {reason.text && <b> {reason.text}</b>}
                            {reason.missing.length > 0 && (
                              <span className="hq-muted">
                                {' '}
                                {t('rules.firms.missing', { facts: reason.missing.join('、') })}
                              </span>
                            )}
                          </div>
                        ))}
                    </td>
                  </tr>
                ))}
              </tbody>
            </table>
            {list.total > size && (
              <p className="row-x">
                <button
                  type="button"
                  className="btn btn-outline-primary btn-sm"
                  disabled={page === 0}
                  onClick={() => setPage(page - 1)}
                >
                  {t('rules.firms.before')}
                </button>
                <span className="hq-sm">
                  {t('rules.firms.page', { n: page + 1, of: Math.ceil(list.total / size) })}
                </span>
                <button
                  type="button"
                  className="btn btn-outline-primary btn-sm"
                  disabled={(page + 1) * size >= list.total}
                  onClick={() => setPage(page + 1)}
                >
                  {t('rules.firms.next')}
                </button>
              </p>
            )}
          </>
        )}
      </div>
    </section>
  );
}
