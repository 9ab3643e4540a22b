import { useTranslation } from 'react-i18next';

import { shownLooks } from '~/app/components/policies/shown-looks';
import type { SimulationAnswer } from '~/knowledge/policies/simulation/simulation-request';

import type { Simulation } from './run-simulation.server';

const kinds = ['eligible', 'one-step', 'to-confirm', 'ineligible'] as const;

interface LiveProps {
  simulation: Simulation | null;
  isAsking: boolean;
  hasFailed: boolean;
  baseNumber: number | null;
  openSandbox: () => void;
}

/** 试算: how many firms the rule lets through as it stands, and what stops the others. */
export function LiveCard({ simulation, isAsking, hasFailed, baseNumber, openSandbox }: LiveProps) {
  const { t } = useTranslation();
  const answer = simulation?.ok ? simulation.answer : null;
  return (
    <section className="hq-card" aria-labelledby="live-title">
      <div className="hq-card-h">
        <h2 id="live-title">{t('rules.live')}</h2>
        <span className="hq-muted hq-sm" role="status">
          {isAsking
            ? t('rules.live.asking')
            : answer
              ? t('rules.live.firms', { n: answer.firms.toLocaleString(), ms: answer.tookMs })
              : ''}
        </span>
        <button type="button" className="btn btn-outline-primary btn-sm pd-right" onClick={openSandbox}>
          {t('rules.live.open')}
        </button>
      </div>
      {hasFailed && <p className="hq-card-b c-no hq-sm">{t('rules.live.failed')}</p>}
      {!answer && !hasFailed && (
        <p className="hq-card-b hq-sm hq-muted">
          {t(simulation ? 'rules.live.unfinished' : 'rules.live.loading')}
        </p>
      )}
      {answer && (
        <>
          <div className="pd-counts" data-firms={answer.firms}>
            {kinds.map((kind) => {
              const { tone, icon } = shownLooks[kind];
              const change = answer.base ? answer.counts[kind] - answer.base[kind] : null;
              return (
                <div key={kind} data-count={kind}>
                  <span className={`hq-v hq-v-bare hq-v-${tone}`}>
                    <i className={`bi ${icon}`} aria-hidden="true" />
                    {t(`policies.shown.${kind}`)}
                  </span>
                  <b>
                    {answer.counts[kind].toLocaleString()} <small>{t('rules.firms')}</small>
                  </b>
                  {change !== null && baseNumber !== null && (
                    <small>
                      {change === 0
                        ? t('rules.live.same', { v: baseNumber })
                        : t(change > 0 ? 'rules.live.more' : 'rules.live.fewer', {
                            v: baseNumber,
                            n: Math.abs(change),
                          })}
                    </small>
                  )}
                </div>
              );
            })}
          </div>
          <ShownBar answer={answer} />
          <Funnel answer={answer} />
        </>
      )}
    </section>
  );
}

/** One bar of all firms. */
function ShownBar({ answer }: { answer: SimulationAnswer }) {
  const { t } = useTranslation();
  const label = kinds.map((kind) => `${t(`policies.shown.${kind}`)} ${answer.counts[kind]}`).join('，');
  let at = 0;
  return (
    <svg className="pd-bar" viewBox="0 0 1000 22" preserveAspectRatio="none" role="img" aria-label={label}>
      <defs>
        <pattern id="almost" width="8" height="8" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
          <rect width="4" height="8" className="pd-hatch" />
        </pattern>
      </defs>
      {kinds.map((kind) => {
        const width = answer.firms === 0 ? 0 : (answer.counts[kind] / answer.firms) * 1000;
        const x = at;
        at += width;
        return <rect key={kind} x={x} y={0} width={width} height={22} className={`pd-bar-${kind}`} />;
      })}
    </svg>
  );
}

/** 卡在哪一条: what remains after each condition, in their order, and whom one alone holds back. */
function Funnel({ answer }: { answer: SimulationAnswer }) {
  const { t } = useTranslation();
  const alone = answer.funnel
    .filter(({ aloneNotMet, aloneUnknown }) => aloneNotMet + aloneUnknown > 0)
    .sort((a, b) => b.aloneNotMet + b.aloneUnknown - (a.aloneNotMet + a.aloneUnknown));
  const width = (n: number) => `${answer.firms === 0 ? 0 : (n / answer.firms) * 100}%`;
  return (
    <div className="hq-card-b">
      <h3 className="pd-h3">
        {t('rules.funnel')} <span className="hq-muted hq-sm">{t('rules.funnel.note')}</span>
      </h3>
      <ol className="plain pd-funnel">
        <li>
          <span className="pd-fn">{t('rules.funnel.all')}</span>
          <span className="pd-fb">
            <i style={{ width: '100%' }} />
          </span>
          <b>{answer.firms.toLocaleString()}</b>
        </li>
        {answer.funnel.map((step, index) => {
          const before = index === 0 ? answer.firms : answer.funnel[index - 1]!.remaining;
          return (
            <li
              key={step.id}
              title={t('rules.funnel.step', {
                label: step.label,
                met: step.met,
                no: step.notMet,
                open: step.unknown,
              })}
            >
              <span className="pd-fn">{step.label}</span>
              <span className="pd-fb">
                <i style={{ width: width(step.remaining) }} />
              </span>
              <b>
                {step.remaining.toLocaleString()}
                {before > step.remaining && <small> −{(before - step.remaining).toLocaleString()}</small>}
              </b>
            </li>
          );
        })}
      </ol>
      {alone.length > 0 && (
        <>
          <h3 className="pd-h3">{t('rules.alone')}</h3>
          <ul className="plain pd-funnel pd-alone">
            {alone.slice(0, 6).map((step) => (
              <li key={step.id}>
                <span className="pd-fn">{step.label}</span>
                <span className="pd-fb">
                  <i style={{ width: width(step.aloneNotMet + step.aloneUnknown) }} />
                </span>
                <b>
                  {step.aloneNotMet + step.aloneUnknown}
                  {step.aloneUnknown > 0 && <small> {t('rules.alone.open', { n: step.aloneUnknown })}</small>}
                </b>
              </li>
            ))}
          </ul>
        </>
      )}
      <details className="pd-data">
        <summary>{t('insights.table')}</summary>
        <table className="table t">
          <thead>
            <tr>
              {['condition', 'met', 'not-met', 'unknown', 'remaining', 'alone'].map((head) => (
                <th key={head} scope="col">
                  {t(`rules.funnel.${head}`)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {answer.funnel.map((step) => (
              <tr key={step.id}>
                <td>{step.label}</td>
                <td>{step.met}</td>
                <td>{step.notMet}</td>
                <td>{step.unknown}</td>
                <td>{step.remaining}</td>
                <td>{step.aloneNotMet + step.aloneUnknown}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </details>
    </div>
  );
}
