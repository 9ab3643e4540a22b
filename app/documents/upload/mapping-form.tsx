import { useFetcher } from '@remix-run/react';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';

import { SavedChoice } from '~/app/components/saved-choice';
import { guideFields, type ColumnTarget, type GuideMapping } from '~/knowledge/documents/import/guide-field';

export interface MappingPreview {
  items: {
    row: number;
    title: string;
    department: string | null;
    region: string | null;
    aspects: { name: string; lines: string[] }[];
  }[];
  total: number;
  errorCount: number;
  errors: { row: number; sentence: string }[];
}

/** What a table's columns mean: guessed, corrected by a person, seen on the first items before anything is written. */
export function MappingForm({
  runId,
  columns,
  rows,
  guess,
  samples,
  saved,
  error,
}: {
  runId: string;
  columns: string[];
  rows: number;
  guess: GuideMapping;
  samples: Record<string, string>;
  saved: { name: string; columns: GuideMapping }[];
  error: string | null;
}) {
  const { t } = useTranslation();
  const [mapping, setMapping] = useState<Record<string, ColumnTarget>>({ ...guess });
  const [saveAs, setSaveAs] = useState('');
  const preview = useFetcher<{ preview: MappingPreview | null }>();
  const taking = useFetcher<{ error?: string }>();
  const address = `/desk/documents/upload?run=${runId}`;
  const asked = useRef('');
  useEffect(() => {
    const json = JSON.stringify(mapping);
    if (asked.current === json) return;
    const timer = setTimeout(() => {
      asked.current = json;
      void preview.submit({ intent: 'preview', mapping: json }, { method: 'post', action: address });
    }, 300);
    return () => {
      clearTimeout(timer);
    };
  }, [mapping, preview, address]);
  const shown = preview.data?.preview ?? null;
  const wrong = taking.data?.error ?? error;
  const hasTitle = Object.values(mapping).includes('title');
  return (
    <section className="hq-card" aria-labelledby="wb-mapping">
      <div className="hq-card-h">
        <h2 id="wb-mapping">{t('workbench.map.title')}</h2>
        <span className="hq-muted hq-sm">
          {t('workbench.map.read', { rows: rows.toLocaleString(), columns: columns.length })}
        </span>
      </div>
      <div className="hq-card-b wb-map">
        <div className="stack">
          <p className="hq-sm">{t('workbench.map.lead')}</p>
          <SavedChoice
            id="wb-saved"
            label={t('workbench.map.saved')}
            unsaved={t('workbench.map.guessed')}
            names={saved.map(({ name }) => name)}
            choose={(wanted) => {
              const chosen = saved.find(({ name }) => name === wanted)?.columns ?? guess;
              setMapping(Object.fromEntries(columns.map((column) => [column, chosen[column] ?? 'skip'])));
            }}
          />
          <table className="table wb-columns">
            <thead>
              <tr>
                <th scope="col">{t('workbench.map.column')}</th>
                <th scope="col">{t('workbench.map.sample')}</th>
                <th scope="col">{t('workbench.map.means')}</th>
              </tr>
            </thead>
            <tbody>
              {columns.map((column, i) => (
                <tr key={column}>
                  <th scope="row">
                    <label htmlFor={`wb-col-${i}`}>{column}</label>
                  </th>
                  <td className="hq-muted hq-xs">{samples[column]}</td>
                  <td>
                    <select
                      id={`wb-col-${i}`}
                      className="form-select form-select-sm"
                      value={mapping[column] ?? 'skip'}
                      onChange={({ target }) => {
                        setMapping({ ...mapping, [column]: target.value as ColumnTarget });
                      }}
                    >
                      <option value="skip">{t('workbench.field.skip')}</option>
                      <option value="extra">{t('workbench.field.extra')}</option>
                      {guideFields.map((field) => (
                        <option key={field} value={field}>
                          {t(`workbench.field.${field}`)}
                        </option>
                      ))}
                    </select>
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
        <div className="stack wb-preview" aria-live="polite" aria-busy={preview.state !== 'idle'}>
          <h3>{t('workbench.map.preview')}</h3>
          {!hasTitle && <p className="hq-note hq-note-gap">{t('workbench.map.no-title')}</p>}
          {shown === null && <p className="hq-muted hq-sm">{t('workbench.map.reading')}</p>}
          {shown && (
            <>
              <p className="hq-sm">
                {t('workbench.map.becomes', {
                  n: shown.total.toLocaleString(),
                  errors: shown.errorCount.toLocaleString(),
                })}
              </p>
              {shown.items.map((item) => (
                <details key={item.row} className="wb-item" open={item === shown.items[0]}>
                  <summary>{item.title}</summary>
                  <dl className="hq-sm">
                    {item.aspects.map(({ name, lines }) => (
                      <div key={name}>
                        <dt>{name}</dt>
                        <dd>{lines.join('\n')}</dd>
                      </div>
                    ))}
                  </dl>
                </details>
              ))}
              {shown.errors.length > 0 && (
                <details className="wb-item">
                  <summary>{t('workbench.map.errors', { n: shown.errorCount })}</summary>
                  <ul className="plain hq-sm">
                    {shown.errors.map(({ row, sentence }) => (
                      <li key={row}>{sentence}</li>
                    ))}
                  </ul>
                </details>
              )}
            </>
          )}
          <label className="form-label" htmlFor="wb-save-as">
            {t('workbench.map.save-as')}
          </label>
          <input
            id="wb-save-as"
            className="form-control"
            maxLength={60}
            value={saveAs}
            onChange={({ target }) => {
              setSaveAs(target.value);
            }}
          />
          {wrong && (
            <p className="hq-note hq-note-no" role="alert">
              {wrong}
            </p>
          )}
          <button
            type="button"
            className="btn btn-primary"
            disabled={!hasTitle || taking.state !== 'idle'}
            onClick={() => {
              void taking.submit(
                { intent: 'import-table', mapping: JSON.stringify(mapping), saveAs },
                { method: 'post', action: address },
              );
            }}
          >
            {t('workbench.map.take-in', { n: (shown?.total ?? 0).toLocaleString() })}
          </button>
        </div>
      </div>
    </section>
  );
}
