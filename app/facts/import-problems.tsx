import { useTranslation } from 'react-i18next';

import { ScrollRegion } from '~/app/components/scroll-region';

/** The rows and cells that couldn't be taken, and all of them as a table to send back. */
export function ImportProblems({
  id,
  problems,
  count,
}: {
  id: string;
  problems: readonly { row: number; column: string; cell: string; problem: string }[];
  count: number;
}) {
  const { t } = useTranslation();
  return (
    <section className="hq-card" aria-labelledby="fact-problems">
      <div className="hq-card-h">
        <h3 id="fact-problems">{t('factdesk.problems.title', { n: count.toLocaleString() })}</h3>
        <a className="btn btn-outline-primary btn-sm" href={`/desk/facts/imports/${id}/problems.csv`}>
          {t('factdesk.problems.csv')}
        </a>
      </div>
      <ScrollRegion
        className="fact-scroll"
        label={t('factdesk.problems.title', { n: count.toLocaleString() })}
      >
        <table className="table">
          <thead>
            <tr>
              <th scope="col" className="num">
                {t('factdesk.sample.row')}
              </th>
              <th scope="col">{t('factdesk.map.column')}</th>
              <th scope="col">{t('factdesk.problems.cell')}</th>
              <th scope="col">{t('factdesk.problems.problem')}</th>
            </tr>
          </thead>
          <tbody>
            {problems.map(({ row, column, cell, problem }) => (
              <tr key={`${row} ${column}`}>
                <td className="num">{row}</td>
                <td>{column}</td>
                <td className="fact-cell">{cell}</td>
                <td>{problem}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </ScrollRegion>
      {count > problems.length && (
        <p className="hq-card-b hq-sm hq-muted">{t('factdesk.problems.more', { n: problems.length })}</p>
      )}
    </section>
  );
}
