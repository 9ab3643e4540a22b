import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';

import { Chart } from '~/app/helpdesk/chart';
import type { PolicyDraft } from '~/knowledge/policies/design/policy-draft';
import type { CostFigures, SimulationAnswer } from '~/knowledge/policies/simulation/simulation-request';

import type { BuilderContext } from './editor-context';
import { FirmList } from './firm-list';
import type { Simulation } from './run-simulation.server';
import { ThresholdCard } from './threshold-card';
import { wanYuan } from './wan-yuan';

interface SandboxProps {
  policyId: string;
  builder: BuilderContext;
  content: PolicyDraft;
  simulation: Simulation | null;
  thresholdId: string | null;
  setThreshold: (id: string | null) => void;
  baseNumber: number | null;
  /** The change against the version in force has been on the screen. */
  onSeen: () => void;
}

const kinds = ['district', 'industry', 'size'] as const;

/** 政策沙盘: against the version in force, by district, industry and size, what it costs, and what a threshold does. */
export function SandboxTab(props: SandboxProps) {
  const { policyId, builder, content, simulation, baseNumber, onSeen } = props;
  const { t } = useTranslation();
  const answer = simulation?.ok ? simulation.answer : null;
  const hasDetails = answer?.splits !== null && answer !== null;
  const seen = useRef(onSeen);
  seen.current = onSeen;
  useEffect(() => {
    // Once for each set of figures that is shown.
    if (hasDetails) seen.current();
  }, [answer, hasDetails]);
  if (!answer)
    return (
      <section className="hq-card hq-empty">
        <i className="bi bi-bar-chart" aria-hidden="true" />
        <p>{t(simulation ? 'rules.live.unfinished' : 'rules.live.loading')}</p>
      </section>
    );
  return (
    <>
      <Impact answer={answer} baseNumber={baseNumber} />
      <ThresholdCard
        builder={builder}
        threshold={answer.threshold}
        firms={answer.firms}
        leafId={props.thresholdId}
        choose={props.setThreshold}
      />
      {answer.splits &&
        kinds.map((kind) => {
          const lines = answer.splits![kind];
          const shown = lines.slice(0, 12);
          const title = t(`rules.split.${kind}`);
          return (
            <Chart
              key={kind}
              title={title}
              labels={shown.map(({ label }) => label)}
              series={[
                {
                  name: t('policies.shown.eligible'),
                  values: shown.map(({ eligible }) => eligible),
                  colour: '#2e8b57',
                },
              ]}
              isLying
              summary={shown
                .map(({ label, eligible, firms }) => t('rules.split.line', { label, eligible, firms }))
                .join('；')}
            >
              <table className="table t">
                <thead>
                  <tr>
                    <th scope="col">{title}</th>
                    <th scope="col">{t('rules.split.firms')}</th>
                    <th scope="col">{t('policies.shown.eligible')}</th>
                    {baseNumber !== null && <th scope="col">{t('rules.split.base', { v: baseNumber })}</th>}
                  </tr>
                </thead>
                <tbody>
                  {lines.map((line) => (
                    <tr key={line.key}>
                      <td>{line.label}</td>
                      <td>{line.firms}</td>
                      <td>{line.eligible}</td>
                      {baseNumber !== null && <td>{line.base ?? '—'}</td>}
                    </tr>
                  ))}
                </tbody>
              </table>
            </Chart>
          );
        })}
      <FirmList policyId={policyId} content={content} answer={answer} />
    </>
  );
}

/** What changes against the version in force, and what it costs. */
function Impact({ answer, baseNumber }: { answer: SimulationAnswer; baseNumber: number | null }) {
  const { t } = useTranslation();
  const { changes, cost, baseCost } = answer;
  return (
    <section className="hq-card" aria-labelledby="impact-title">
      <div className="hq-card-h">
        <h2 id="impact-title">{t('rules.impact')}</h2>
      </div>
      <div className="hq-card-b stack">
        <p data-impact>
          {changes && baseNumber !== null
            ? t('rules.impact.changes', {
                v: baseNumber,
                gained: changes.gained,
                lost: changes.lost,
                any: changes.any,
              })
            : t('rules.impact.first', { n: answer.counts.eligible })}
        </p>
        {cost ? (
          <>
            <p>
              <b className="pd-big">{t('rules.cost', { wan: wanOf(cost) })}</b>{' '}
              {baseCost && baseNumber !== null && (
                <span className="hq-muted">
                  {t('rules.cost.base', { v: baseNumber, wan: wanOf(baseCost) })}
                </span>
              )}
            </p>
            <p className="hq-sm hq-muted">
              {t('rules.cost.counted', { n: cost.counted, open: cost.open })}
              {cost.capped > 0 && t('rules.cost.capped', { n: cost.capped, wan: wanYuan(cost.savedYuan) })}
            </p>
          </>
        ) : (
          <p className="hq-sm hq-muted">{t('rules.cost.none')}</p>
        )}
      </div>
    </section>
  );
}

function wanOf({ yuan }: CostFigures): string {
  return wanYuan(yuan);
}
