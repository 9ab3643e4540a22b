import { Link } from '@remix-run/react';
import { useTranslation } from 'react-i18next';

export interface RecentImport {
  id: string;
  title: string;
  on: string;
  createdByName: string;
  state: string;
  total: number;
  open: number;
  taken: number;
  unchanged: number;
  refused: number;
  changeState: string | null;
}

/** The newest imports, each a click from where it stands. */
export function RecentImports({ imports }: { imports: RecentImport[] }) {
  const { t } = useTranslation();
  if (imports.length === 0) return null;
  return (
    <details className="hq-card wb-recent" open={imports.some(({ open }) => open > 0)}>
      <summary className="hq-card-h">
        <h2>{t('workbench.imports')}</h2>
        <span className="hq-sm hq-muted num">{imports.length}</span>
        <i className="bi bi-chevron-down wb-turn" aria-hidden="true" />
      </summary>
      <ul className="plain doc-results">
        {imports.map((run) => (
          <li key={run.id}>
            <span className="hq-muted num">{run.on}</span>
            <span>
              <Link to={`/desk/documents/upload?run=${run.id}`}>{run.title}</Link>{' '}
              <span className="hq-muted">
                {run.createdByName} ·{' '}
                {run.state === 'mapping'
                  ? t('workbench.imports.mapping')
                  : t('workbench.run.summary', {
                      all: run.total,
                      taken: run.taken,
                      unchanged: run.unchanged,
                      refused: run.refused,
                      open: run.open,
                    })}
                {run.changeState && ` ${t(`workbench.change.${run.changeState}`)}`}
              </span>
            </span>
          </li>
        ))}
      </ul>
    </details>
  );
}
