import { useTranslation } from 'react-i18next';

import { inMinutes } from '~/forms/definition/filling-time';

import type { LessAnalysis, LessSuggestion } from './suggest-less';

interface LessPanelProps {
  analysis: LessAnalysis;
  onBind: (suggestions: readonly LessSuggestion[]) => void;
  onBindAll: () => void;
}

/** 少填分析: what firms fill in although it is held already, and the minutes that it costs each of them. */
export function LessPanel({ analysis, onBind, onBindAll }: LessPanelProps) {
  const { t } = useTranslation();
  const { suggestions, seconds, bound, fields } = analysis;
  if (fields === 0) return null;
  return (
    <section className="hq-card" aria-labelledby="suggestions-title">
      <div className="hq-card-h">
        <h2 id="suggestions-title">{t('builder.less')}</h2>
        <span className="hq-sm hq-muted fill-note">{t('builder.less-n', { n: suggestions.length })}</span>
      </div>
      <div className="rail-text">
        <p>
          {t('builder.less-now', {
            bound: bound.length,
            fields,
            now: inMinutes(seconds.now),
            saved: inMinutes(seconds.bare - seconds.now),
          })}
        </p>
        {suggestions.length > 0 && (
          <p>
            <b>{t('builder.less-more', { minutes: inMinutes(seconds.now - seconds.then) })}</b>
          </p>
        )}
        <details>
          <summary>{t('builder.less-how')}</summary>
          <p className="hq-sm hq-muted">{t('builder.less-assumption')}</p>
        </details>
      </div>
      {suggestions.length > 0 && (
        <>
          <ul className="check rail-list">
            {suggestions.map((suggestion) => (
              <li key={suggestion.key}>
                <i className="bi bi-lightbulb c-gap" aria-hidden="true" />
                <span>
                  {suggestion.label}
                  <br />
                  <span className="hq-prov">
                    {t(`builder.less-by.${suggestion.by}`, {
                      source: suggestion.source,
                      what: suggestion.what,
                    })}
                  </span>
                </span>
                <button
                  type="button"
                  className="btn btn-link btn-sm"
                  aria-label={t('builder.bind-field', { field: suggestion.label })}
                  onClick={() => onBind([suggestion])}
                >
                  {t('builder.bind')}
                </button>
              </li>
            ))}
          </ul>
          {suggestions.length > 1 && (
            <p className="rail-text">
              <button type="button" className="btn btn-outline-primary btn-sm" onClick={onBindAll}>
                {t('builder.less-all', { n: suggestions.length })}
              </button>
            </p>
          )}
        </>
      )}
      {bound.length > 0 && (
        <details className="rail-text">
          <summary>{t('builder.less-bound', { n: bound.length })}</summary>
          <ul className="plain">
            {bound.map(({ key, label, source }) => (
              <li key={key}>
                {label} <span className="hq-prov">{source}</span>
              </li>
            ))}
          </ul>
        </details>
      )}
    </section>
  );
}
