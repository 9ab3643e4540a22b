import { useState } from 'react';
import { useTranslation } from 'react-i18next';

import { findField } from '~/knowledge/policies/rule-context';
import { conditionLabel } from '~/knowledge/policies/condition-words';
import type { SimulationAnswer } from '~/knowledge/policies/simulation/simulation-request';

import { Chart } from '~/app/helpdesk/chart';
import { editAt, leavesWithPath } from './edit-rule';
import type { BuilderContext } from './editor-context';
import { wanYuan } from './wan-yuan';

interface ThresholdProps {
  builder: BuilderContext;
  threshold: SimulationAnswer['threshold'];
  firms: number;
  leafId: string | null;
  choose: (id: string | null) => void;
}

/** 拖动门槛: one threshold moved along what the city's firms have; counts and cost at each place. */
export function ThresholdCard({ builder, threshold, leafId, choose }: ThresholdProps) {
  const { t } = useTranslation();
  const [at, setAt] = useState<number | null>(null);
  const { rule, context, locale } = builder;
  const movable = leavesWithPath(rule).filter(
    ({ leaf }) =>
      ['<', '<=', '>', '>='].includes(leaf.operator) &&
      ['money', 'count', 'share', 'number'].includes(findField(leaf.field ?? '', context)?.type ?? ''),
  );
  const isHere = threshold !== null && threshold.leafId === leafId;
  const index = isHere ? Math.min(at ?? threshold.current, threshold.points.length - 1) : 0;
  const point = isHere ? threshold.points[index] : undefined;
  const own = isHere ? threshold.points[threshold.current] : undefined;
  const adopt = () => {
    const found = movable.find(({ leaf }) => leaf.id === leafId);
    if (!found || !point) return;
    const type = findField(found.leaf.field ?? '', context)?.type;
    const value = type === 'count' ? Number(point.value) : point.value;
    builder.setRule(
      editAt(rule, found.path, (leaf) => {
        // A label that was written for the old figure would now say something else.
        const { label: _label, labelEn: _labelEn, ...rest } = leaf;
        return { ...rest, value };
      }),
      null,
    );
    setAt(null);
  };
  return (
    <section className="hq-card" aria-labelledby="threshold-title">
      <div className="hq-card-h">
        <h2 id="threshold-title">{t('rules.threshold')}</h2>
        <select
          className="form-select pd-select pd-right"
          aria-label={t('rules.threshold.which')}
          value={leafId ?? ''}
          onChange={(event) => {
            setAt(null);
            choose(event.target.value || null);
          }}
        >
          <option value="">{t('rules.threshold.choose')}</option>
          {movable.map(({ leaf }) => (
            <option key={leaf.id} value={leaf.id}>
              {leaf.label || conditionLabel(leaf, findField(leaf.field ?? '', context), '', locale)}
            </option>
          ))}
        </select>
      </div>
      <div className="hq-card-b stack">
        {movable.length === 0 && <p className="hq-sm hq-muted">{t('rules.threshold.none')}</p>}
        {leafId !== null && !isHere && <p className="hq-sm hq-muted">{t('rules.live.asking')}</p>}
        {isHere && point && (
          <>
            <label className="pd-slider">
              <span>{threshold.label}</span>
              <input
                type="range"
                min={0}
                max={threshold.points.length - 1}
                value={index}
                aria-valuetext={t('rules.threshold.at', { value: point.label, n: point.counts.eligible })}
                onChange={(event) => setAt(Number(event.target.value))}
              />
            </label>
            <p aria-live="polite" data-threshold>
              <b className="pd-big">{point.label}</b>{' '}
              {t('rules.threshold.gives', {
                n: point.counts.eligible,
                step: point.counts['one-step'],
                change: signed(point.counts.eligible - (own?.counts.eligible ?? 0)),
              })}
              {point.yuan !== null && ` ${t('rules.cost', { wan: wanYuan(point.yuan) })}`}
            </p>
            {!builder.isReadOnly && (
              <p className="row-x">
                <button
                  type="button"
                  className="btn btn-primary btn-sm"
                  disabled={index === threshold.current}
                  onClick={adopt}
                >
                  {t('rules.threshold.adopt', { value: point.label })}
                </button>
                <button
                  type="button"
                  className="btn btn-outline-primary btn-sm"
                  disabled={index === threshold.current}
                  onClick={() => setAt(null)}
                >
                  {t('rules.threshold.back')}
                </button>
              </p>
            )}
            <Chart
              title={t('rules.threshold.curve')}
              labels={threshold.points.map(({ label }) => label)}
              series={[
                {
                  name: t('policies.shown.eligible'),
                  values: threshold.points.map(({ counts }) => counts.eligible),
                  colour: '#2e8b57',
                },
              ]}
              summary={threshold.points.map(({ label, counts }) => `${label} ${counts.eligible}`).join('；')}
            >
              <table className="table t">
                <thead>
                  <tr>
                    <th scope="col">{t('rules.threshold.value')}</th>
                    <th scope="col">{t('policies.shown.eligible')}</th>
                    <th scope="col">{t('policies.shown.one-step')}</th>
                    <th scope="col">{t('rules.threshold.cost')}</th>
                  </tr>
                </thead>
                <tbody>
                  {threshold.points.map((one) => (
                    <tr key={one.value}>
                      <td>{one.label}</td>
                      <td>{one.counts.eligible}</td>
                      <td>{one.counts['one-step']}</td>
                      <td>{one.yuan === null ? '—' : wanYuan(one.yuan)}</td>
                    </tr>
                  ))}
                </tbody>
              </table>
            </Chart>
          </>
        )}
      </div>
    </section>
  );
}

function signed(n: number): string {
  return n > 0 ? `+${n}` : n < 0 ? `−${-n}` : '±0';
}
