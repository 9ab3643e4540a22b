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
  ].filter((note): note is string => Boolean(note));
  return (
    <>
      {notes.map((note) => (
        <span key={note}>{note}</span>
      ))}
      <RowDate row={row} />
    </>
  );
}

/** When it ended, closes or runs to; a date never breaks across lines. */
function RowDate({ row }: { row: PolicyRowData }) {
  const { t } = useTranslation();
  if (row.shown === 'expired' && row.ended)
    return <span className="nowrap">{t('policies.ended', { date: row.ended })}</span>;
  if (row.deadline) {
    const { date, daysLeft } = row.deadline;
    return (
      <span className={daysLeft <= 30 ? 'nowrap soon' : 'nowrap'}>
        {t('policies.deadline', { date, n: daysLeft })}
      </span>
    );
  }
  return row.until ? <span className="nowrap">{t('policies.until', { date: row.until })}</span> : null;
}
