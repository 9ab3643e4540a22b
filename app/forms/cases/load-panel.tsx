import { Form, Link, useNavigation } from '@remix-run/react';
import { useTranslation } from 'react-i18next';

import type { ReviewerLoad } from '~/forms/cases/assign-cases.server';

interface LoadPanelProps {
  reviewers: readonly ReviewerLoad[];
  unassigned: number;
}

/** How much each reviewer has on the desk, and a button that shares out what nobody has. */
export function LoadPanel({ reviewers, unassigned }: LoadPanelProps) {
  const { t } = useTranslation();
  const isBusy = useNavigation().state === 'submitting';
  const most = Math.max(1, ...reviewers.map(({ open }) => open));
  return (
    <details className="hq-card load-panel">
      <summary className="hq-card-h">
        {t('cases.load')}
        <span className="hq-sm hq-muted fill-note">{t('cases.load.unassigned', { n: unassigned })}</span>
      </summary>
      <div className="hq-card-b">
        <ul className="plain load-rows">
          {reviewers.map(({ personId, name, open, late }) => (
            <li key={personId}>
              <Link to={`?state=submitted&assignee=${encodeURIComponent(personId)}`}>{name}</Link>
              <meter min={0} max={most} value={open} aria-label={t('cases.load.of', { name, n: open })} />
              <span>
                {t('cases.load.open', { n: open })}
                {late > 0 && <b className="c-no"> · {t('cases.load.late', { n: late })}</b>}
              </span>
            </li>
          ))}
        </ul>
        <Form method="post">
          <button
            className="btn btn-outline-primary"
            name="do"
            value="balance"
            disabled={isBusy || unassigned === 0}
          >
            {t('cases.load.balance', { n: unassigned })}
          </button>
          <span className="hq-sm hq-muted"> {t('cases.load.balance-help')}</span>
        </Form>
      </div>
    </details>
  );
}
