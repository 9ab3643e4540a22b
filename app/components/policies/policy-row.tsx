import { Link } from '@remix-run/react';
import { useTranslation } from 'react-i18next';

import type { PolicyRowData } from '~/app/policies/policy-row-data';

import { VerdictBadge } from './verdict-badge';

/** A policy in a list: verdict, what is lacking or when it ends, the estimate, one verb. */
export function PolicyRow({ row }: { row: PolicyRowData }) {
  const { t } = useTranslation();
  return (
    <div className="pol">
      <div className="x">
        <div className="row-x wrapx pol-head">
          {row.shown && <VerdictBadge shown={row.shown} />}
          <Link className="t" to={`/policies/${row.id}`}>
            {row.title}
          </Link>
        </div>
        <div className="m">
          <RowNotes row={row} />
        </div>
      </div>
      <div className="amt">
        {row.amount ? (
          <>
            <b>{t(`policies.amount.${row.amount.kind}`, { amount: row.amount.text })}</b>
            <span className="hq-muted hq-sm">{row.benefitLabel}</span>
          </>
        ) : (
          <span className="hq-muted hq-sm">
            {row.shown === 'ineligible' || row.shown === 'expired' ? '—' : row.benefitLabel}
          </span>
        )}
      </div>
      <Link
        className={`btn btn-sm ${row.shown === 'one-step' ? 'btn-primary' : 'btn-outline-primary'}`}
        to={`/policies/${row.id}`}
      >
        {t(row.shown ? `policies.action.${row.shown}` : 'policies.action.open')}
      </Link>
    </div>
  );
}

function RowNotes({ row }: { row: PolicyRowData }) {
  const { t } = useTranslation();
  const lacking = row.lacks.join(t('policies.comma'));
  const notes = [
    row.shown === 'one-step' && lacking && t('policies.still-lacks', { facts: lacking }),
    row.shown === 'to-confirm' && lacking && t('policies.to-confirm', { facts: lacking }),
    row.shown === 'ineligible' && lacking && t('policies.not-met', { facts: lacking }),
    row.shown !== 'one-step' && row.shown !== 'ineligible' && row.documentNumber,
    (!row.shown || row.shown === 'eligible') && t(`policies.channel.${row.channel}`),
  ].filter(Boolean);
  return (
    <>
      {notes.join(' · ')}
      {notes.length > 0 && (row.deadline ?? row.until) ? ' · ' : ''}
      {row.shown === 'expired' && row.ended ? (
        t('policies.ended', { date: row.ended })
      ) : row.deadline ? (
        <span className={row.deadline.daysLeft <= 30 ? 'soon' : ''}>
          {t('policies.deadline', { date: row.deadline.date, n: row.deadline.daysLeft })}
        </span>
      ) : row.until ? (
        t('policies.until', { date: row.until })
      ) : null}
    </>
  );
}
