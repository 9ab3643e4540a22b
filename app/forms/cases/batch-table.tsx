import { Link } from '@remix-run/react';
import { useTranslation } from 'react-i18next';

import type { BatchLine, BatchResult } from '~/forms/cases/batch-line';

interface BatchTableProps {
  lines: readonly BatchLine[];
  /** Empty before it was done. */
  results: readonly BatchResult[];
}

const looks: Record<string, [verdict: string, icon: string]> = {
  decide: ['ok', 'bi-check-circle-fill'],
  confirm: ['ok', 'bi-check-circle-fill'],
  propose: ['ask', 'bi-people-fill'],
  blocked: ['no', 'bi-x-circle-fill'],
  approved: ['ok', 'bi-check-circle-fill'],
  refused: ['no', 'bi-x-circle-fill'],
  proposed: ['ask', 'bi-people-fill'],
  changed: ['old', 'bi-slash-circle'],
  failed: ['no', 'bi-exclamation-circle-fill'],
};

/** What the batch would do to each case and why not, or what it did. */
export function BatchTable({ lines, results }: BatchTableProps) {
  const { t } = useTranslation();
  if (lines.length === 0) {
    return (
      <div className="hq-card hq-empty">
        <i className="bi bi-inbox" aria-hidden="true" />
        <p>{t('batch.empty')}</p>
        <Link to="/desk/cases">{t('batch.back')}</Link>
      </div>
    );
  }
  return (
    <section className="hq-card case-table" aria-label={t('batch.title')}>
      <table className="table">
        <thead>
          <tr>
            <th scope="col">{t('cases.column.title')}</th>
            <th scope="col">{t('cases.column.enterprise')}</th>
            <th scope="col">{t(results.length > 0 ? 'batch.result' : 'batch.preview')}</th>
          </tr>
        </thead>
        <tbody>
          {lines.map((line) => {
            const result = results.find(({ caseId }) => caseId === line.caseId);
            const outcome = result?.outcome ?? line.outcome;
            const [verdict, icon] = looks[outcome] ?? ['old', 'bi-circle'];
            return (
              <tr key={line.caseId}>
                <td>
                  <Link to={`/desk/cases/${line.caseId}`}>{line.title}</Link>
                  <br />
                  <span className="hq-prov">{line.number}</span>
                </td>
                <td>{line.enterpriseName}</td>
                <td>
                  <span className={`hq-v hq-v-${verdict}`}>
                    <i className={`bi ${icon}`} aria-hidden="true" />
                    {t(`batch.outcome.${outcome}`)}
                  </span>
                  {line.why && (
                    <span className="hq-sm ev-fact">
                      {line.why.code === 'state'
                        ? t('batch.why.state', { state: t(`case.state.${line.why.first}`) })
                        : t(`batch.why.${line.why.code}`, { n: line.why.n, first: line.why.first })}
                    </span>
                  )}
                  {result?.message && <span className="hq-sm ev-fact">{result.message}</span>}
                </td>
              </tr>
            );
          })}
        </tbody>
      </table>
    </section>
  );
}
