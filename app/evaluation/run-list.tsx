import { Link } from '@remix-run/react';
import { useTranslation } from 'react-i18next';

import { ScrollRegion } from '~/app/components/scroll-region';
import { showInstant } from '~/app/forms/cases/show-instant';
import type { RunView } from '~/knowledge/evaluation/runs/get-run.server';

import { ProgressBar } from './progress-bar';
import { showShare } from './show-share';

/** The newest runs with their three figures. */
export function RunList({ runs }: { runs: RunView[] }) {
  const { t } = useTranslation();
  if (runs.length === 0) return <p className="hq-note">{t('evaluation.no-runs')}</p>;
  return (
    <ScrollRegion className="hq-card table-responsive" label={t('evaluation.runs')}>
      <table className="table ev-table">
        <thead>
          <tr>
            <th scope="col">{t('evaluation.runs')}</th>
            <th scope="col">{t('evaluation.right-of')}</th>
            <th scope="col">{t('evaluation.cited-share')}</th>
            <th scope="col">{t('evaluation.declined-share')}</th>
            <th scope="col">{t('evaluation.refused-share')}</th>
          </tr>
        </thead>
        <tbody>
          {runs.slice(0, 5).map(({ id, createdAt, role, state, figures, progress, startedBy }) => (
            <tr key={id}>
              <td className="nowrap">
                <Link to={`/desk/evaluation/runs/${id}`}>{showInstant(createdAt)}</Link>{' '}
                <span className="hq-xs hq-muted">
                  {role === 'baseline' ? t('evaluation.by-gate') : (startedBy ?? t('gate.by-system'))}
                </span>
              </td>
              {figures === null ? (
                <td colSpan={4}>
                  {progress ? (
                    <ProgressBar label={t('evaluation.running')} {...progress} />
                  ) : (
                    t(`evaluation.run-state.${state}`)
                  )}
                </td>
              ) : (
                <>
                  <td className="num">
                    {figures.right} / {figures.questions}
                  </td>
                  <td className="num">{showShare(figures.citedShare)}</td>
                  <td className="num">{showShare(figures.declinedShare)}</td>
                  <td className="num">{showShare(figures.refusedShare)}</td>
                </>
              )}
            </tr>
          ))}
        </tbody>
      </table>
    </ScrollRegion>
  );
}
