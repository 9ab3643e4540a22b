import { useTranslation } from 'react-i18next';

import type { DerivedFactInput } from '~/knowledge/enterprises/derived-fact-schema';

import { CodePicker } from './code-picker';
import type { BuilderContext } from './editor-context';
import { FormulaEditor } from './formula-editor';

interface OverridesProps {
  builder: BuilderContext;
  fact: DerivedFactInput;
  onChange: (fact: DerivedFactInput, mark: string | null) => void;
}

/** 例外: another formula in a region, or from one day to another. */
export function OverridesEditor({ builder, fact, onChange }: OverridesProps) {
  const { t } = useTranslation();
  const overrides = fact.overrides ?? [];
  type Override = (typeof overrides)[number];
  const write = (next: Override[], mark: string | null) => {
    const { overrides: _overrides, ...rest } = fact;
    onChange(next.length === 0 ? rest : { ...rest, overrides: next }, mark);
  };
  const change = (at: number, next: Override, mark: string | null) =>
    write(
      overrides.map((old, index) => (index === at ? next : old)),
      mark,
    );
  return (
    <div className="stack">
      {overrides.map((override, at) => (
        <div key={at} className="pd-indicator" role="group" aria-label={t('rules.override.n', { n: at + 1 })}>
          <div className="pd-row">
            <b className="hq-sm">{t('rules.override.n', { n: at + 1 })}</b>
            <CodePicker
              kind="region"
              label={t('rules.override.region')}
              chosen={override.region === undefined ? [] : [override.region]}
              disabled={builder.isReadOnly}
              onChange={(codes) => {
                const { region: _region, ...rest } = override;
                const chosen = codes.at(-1);
                change(at, chosen === undefined ? rest : { ...rest, region: chosen }, null);
              }}
            />
            {(['from', 'until'] as const).map((end) => (
              <label key={end} className="pd-inline">
                {t(`rules.override.${end}`)}
                <input
                  type="date"
                  className="form-control pd-date"
                  value={override[end] ?? ''}
                  onChange={(event) => {
                    const { [end]: _old, ...rest } = override;
                    change(
                      at,
                      event.target.value === '' ? rest : { ...rest, [end]: event.target.value },
                      `${end} ${at}`,
                    );
                  }}
                />
              </label>
            ))}
            <button
              type="button"
              className="pd-x"
              aria-label={t('rules.override.remove', { n: at + 1 })}
              onClick={() =>
                write(
                  overrides.filter((_, index) => index !== at),
                  null,
                )
              }
            >
              <i className="bi bi-trash" aria-hidden="true" />
            </button>
          </div>
          <FormulaEditor
            builder={builder}
            fact={fact}
            formula={override.formula}
            onChange={(formula, _more, mark) =>
              change(at, { ...override, formula }, mark && `override ${at} ${mark}`)
            }
          />
        </div>
      ))}
      {!builder.isReadOnly && (
        <button
          type="button"
          className="btn btn-link btn-sm"
          onClick={() => write([...overrides, { region: '359900', formula: fact.formula }], null)}
        >
          <i className="bi bi-plus-lg" aria-hidden="true" /> {t('rules.override.add')}
        </button>
      )}
    </div>
  );
}
