import { useTranslation } from 'react-i18next';

import type { DerivedFactInput } from '~/knowledge/enterprises/derived-fact-schema';
import { findField } from '~/knowledge/policies/rule-context';

import type { BuilderContext } from './editor-context';
import { FactSelect } from './fact-select';
import { shiftDecimal } from './shift-decimal';
import { DecimalInput } from './value-editor';

type Score = Extract<DerivedFactInput['formula'], { kind: 'score' }>;
type Indicator = Score['indicators'][number];
type Route = Indicator['routes'][number];
type Band = Route['bands'][number];

interface ScoreProps {
  builder: BuilderContext;
  factKey: string;
  indicators: Indicator[];
  onChange: (indicators: Indicator[], mark: string | null) => void;
}

/** 评分表: each indicator with its most points, the facts that earn them and the bands of points. */
export function ScoreEditor({ builder, factKey, indicators, onChange }: ScoreProps) {
  const { t } = useTranslation();
  const change = (at: number, next: Indicator, mark: string | null) =>
    onChange(
      indicators.map((old, index) => (index === at ? next : old)),
      mark,
    );
  const most = indicators.reduce((sum, { max }) => sum + max, 0);
  return (
    <div className="stack">
      {indicators.map((indicator, at) => (
        <div
          key={at}
          className="pd-indicator"
          role="group"
          aria-label={indicator.label || t('rules.score.indicator-n', { n: at + 1 })}
        >
          <div className="pd-row">
            <input
              className="form-control pd-label"
              aria-label={t('rules.score.name', { n: at + 1 })}
              placeholder={t('rules.score.name', { n: at + 1 })}
              value={indicator.label}
              onChange={(event) => change(at, { ...indicator, label: event.target.value }, `indicator ${at}`)}
            />
            <label className="pd-inline">
              {t('rules.score.max')}
              <input
                type="number"
                min={1}
                className="form-control pd-short"
                value={indicator.max}
                onChange={(event) =>
                  change(at, { ...indicator, max: Number(event.target.value) || 1 }, `max ${at}`)
                }
              />
            </label>
            <button
              type="button"
              className="pd-x"
              aria-label={t('rules.score.remove', { name: indicator.label })}
              onClick={() =>
                onChange(
                  indicators.filter((_, index) => index !== at),
                  null,
                )
              }
            >
              <i className="bi bi-trash" aria-hidden="true" />
            </button>
          </div>
          {indicator.routes.map((route, index) => (
            <RouteEditor
              key={index}
              builder={builder}
              factKey={factKey}
              route={route}
              n={index + 1}
              onChange={(next, mark) =>
                change(
                  at,
                  {
                    ...indicator,
                    routes: indicator.routes.map((old, place) => (place === index ? next : old)),
                  },
                  mark && `${mark} ${at} ${index}`,
                )
              }
              onRemove={
                indicator.routes.length > 1
                  ? () =>
                      change(
                        at,
                        { ...indicator, routes: indicator.routes.filter((_, place) => place !== index) },
                        null,
                      )
                  : undefined
              }
            />
          ))}
          <button
            type="button"
            className="btn btn-link btn-sm"
            onClick={() => change(at, { ...indicator, routes: [...indicator.routes, newRoute()] }, null)}
          >
            <i className="bi bi-plus-lg" aria-hidden="true" /> {t('rules.score.add-route')}
          </button>
        </div>
      ))}
      <p className="row-x wrapx">
        <button
          type="button"
          className="btn btn-outline-primary btn-sm"
          onClick={() =>
            onChange(
              [...indicators, { id: freeId(indicators), label: '', max: 10, routes: [newRoute()] }],
              null,
            )
          }
        >
          <i className="bi bi-plus-lg" aria-hidden="true" /> {t('rules.score.add')}
        </button>
        <span className="hq-sm hq-muted">{t('rules.score.most', { n: most })}</span>
      </p>
    </div>
  );
}

function newRoute(): Route {
  return { of: '', bands: [{ points: 0 }], otherwise: 0 };
}

function freeId(indicators: readonly Indicator[]): string {
  let number = indicators.length + 1;
  while (indicators.some(({ id }) => id === `i${number}`)) number += 1;
  return `i${number}`;
}

interface RouteProps {
  builder: BuilderContext;
  factKey: string;
  route: Route;
  n: number;
  onChange: (route: Route, mark: string | null) => void;
  onRemove: (() => void) | undefined;
}

/** One way to the points: a fact and its bands, from the highest down; the first that holds counts. */
function RouteEditor({ builder, factKey, route, n, onChange, onRemove }: RouteProps) {
  const { t } = useTranslation();
  const key = typeof route.of === 'string' ? route.of : route.of.key;
  const field = findField(key, builder.context);
  const bands = (next: Band[], mark: string | null) => onChange({ ...route, bands: next }, mark);
  const changeBand = (at: number, next: Band, mark: string | null) =>
    bands(
      route.bands.map((old, index) => (index === at ? next : old)),
      mark && `${mark} ${at}`,
    );
  return (
    <div className="pd-route">
      <div className="pd-row">
        <span className="hq-sm hq-muted">{n > 1 ? t('rules.score.or') : t('rules.score.by')}</span>
        <FactSelect
          builder={builder}
          label={t('rules.score.fact', { n })}
          value={key}
          types={['money', 'count', 'share', 'number', 'boolean', 'code']}
          without={factKey}
          onChange={(next) => {
            const isSame = findField(next, builder.context)?.type === field?.type;
            onChange({ ...route, of: next, bands: isSame ? route.bands : [{ points: 0 }] }, null);
          }}
        />
        {onRemove && (
          <button
            type="button"
            className="pd-x"
            aria-label={t('rules.score.remove-route', { n })}
            onClick={onRemove}
          >
            <i className="bi bi-x" aria-hidden="true" />
          </button>
        )}
      </div>
      {field && (
        <table className="table sc">
          <thead>
            <tr>
              <th scope="col">
                {t(field.type === 'boolean' || field.type === 'code' ? 'rules.score.is' : 'rules.score.from')}
              </th>
              {field.type !== 'boolean' && field.type !== 'code' && (
                <th scope="col">{t('rules.score.to')}</th>
              )}
              <th scope="col">{t('rules.score.points')}</th>
              <th scope="col">
                <span className="visually-hidden">{t('rules.more')}</span>
              </th>
            </tr>
          </thead>
          <tbody>
            {route.bands.map((band, at) => (
              <tr key={at}>
                {field.type === 'boolean' || field.type === 'code' ? (
                  <td>
                    <select
                      className="form-select pd-select"
                      aria-label={t('rules.score.is-n', { n: at + 1 })}
                      value={String(band.equals ?? '')}
                      onChange={(event) =>
                        changeBand(
                          at,
                          {
                            points: band.points,
                            equals:
                              field.type === 'boolean' ? event.target.value === 'true' : event.target.value,
                          },
                          null,
                        )
                      }
                    >
                      <option value="" disabled>
                        {t('rules.choose')}
                      </option>
                      {field.type === 'boolean'
                        ? ['true', 'false'].map((value) => (
                            <option key={value} value={value}>
                              {t(`rules.bool.${value}`)}
                            </option>
                          ))
                        : [...(field.words ?? [])].map(([code, words]) => (
                            <option key={code} value={code}>
                              {words[builder.locale]}
                            </option>
                          ))}
                    </select>
                  </td>
                ) : (
                  <>
                    <td>
                      <Limit
                        label={t('rules.score.from-n', { n: at + 1 })}
                        isShare={field.type === 'share'}
                        value={band.from}
                        onChange={(from) => changeBand(at, withLimit(band, 'from', from), 'from')}
                      />
                    </td>
                    <td>
                      <Limit
                        label={t('rules.score.to-n', { n: at + 1 })}
                        isShare={field.type === 'share'}
                        value={band.to}
                        onChange={(to) => changeBand(at, withLimit(band, 'to', to), 'to')}
                      />
                    </td>
                  </>
                )}
                <td>
                  <input
                    type="number"
                    className="form-control pd-short"
                    aria-label={t('rules.score.points-n', { n: at + 1 })}
                    value={band.points}
                    onChange={(event) =>
                      changeBand(at, { ...band, points: Math.round(Number(event.target.value)) }, 'points')
                    }
                  />
                </td>
                <td>
                  <button
                    type="button"
                    className="pd-x"
                    aria-label={t('rules.score.remove-band', { n: at + 1 })}
                    disabled={route.bands.length === 1}
                    onClick={() =>
                      bands(
                        route.bands.filter((_, index) => index !== at),
                        null,
                      )
                    }
                  >
                    <i className="bi bi-x" aria-hidden="true" />
                  </button>
                </td>
              </tr>
            ))}
            <tr>
              <td colSpan={field.type === 'boolean' || field.type === 'code' ? 1 : 2}>
                {t('rules.score.otherwise')}
              </td>
              <td>
                <input
                  type="number"
                  className="form-control pd-short"
                  aria-label={t('rules.score.otherwise')}
                  value={route.otherwise ?? 0}
                  onChange={(event) =>
                    onChange({ ...route, otherwise: Math.round(Number(event.target.value)) }, 'otherwise')
                  }
                />
              </td>
              <td>
                <button
                  type="button"
                  className="btn btn-link btn-sm nowrap"
                  onClick={() => bands([...route.bands, { points: 0 }], null)}
                >
                  <i className="bi bi-plus-lg" aria-hidden="true" /> {t('rules.score.add-band')}
                </button>
              </td>
            </tr>
          </tbody>
        </table>
      )}
    </div>
  );
}

function withLimit(band: Band, end: 'from' | 'to', value: string): Band {
  const { [end]: _old, ...rest } = band;
  return value === '' ? rest : { ...rest, [end]: value };
}

interface LimitProps {
  label: string;
  isShare: boolean;
  value: number | string | undefined;
  onChange: (value: string) => void;
}

/** An end of a band; shares are written in per cent. Empty: open. */
function Limit({ label, isShare, value, onChange }: LimitProps) {
  const text = value === undefined ? '' : String(value);
  return (
    <span className="pd-unit">
      <DecimalInput
        label={label}
        text={isShare && text !== '' ? (shiftDecimal(text, 2) ?? '') : text}
        disabled={false}
        onText={(next) => onChange(isShare && next !== '' ? (shiftDecimal(next, -2) ?? '') : next)}
      />
      {isShare && <span>%</span>}
    </span>
  );
}
