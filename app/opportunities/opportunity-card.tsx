import { Form, Link } from '@remix-run/react';
import { useId } from 'react';
import { useTranslation } from 'react-i18next';

import { VerdictBadge } from '~/app/components/policies/verdict-badge';
import { dismissReasons } from '~/knowledge/policies/opportunities/dismiss-reason';

import type { OpportunityRow } from './get-opportunities-page.server';

/** One opportunity: verdict first, why the firm hears of it, what it can do. */
export function OpportunityCard({
  row,
  answer,
}: {
  row: OpportunityRow;
  answer: { problem: string; note: string } | undefined;
}) {
  const { t } = useTranslation();
  return (
    <li id={row.id}>
      <div className="row-x wrapx">
        {row.group === 'under-way' ? (
          <span className="tag tag-b">{t(`opportunities.state.${row.state}`)}</span>
        ) : (
          <VerdictBadge shown={row.shown} />
        )}
        <h3 className="grow fact-name">
          <Link to={`/my/opportunities/${row.id}`}>{row.title}</Link>
        </h3>
      </div>
      <p className="opp-meta hq-sm">
        {row.amount && <span>{row.amount}</span>}
        {row.deadline && <span>{row.deadline}</span>}
        <span className="hq-muted">
          {t(row.isTold ? 'opportunities.since' : 'opportunities.found', { date: row.since })}
        </span>
      </p>
      <p className="hq-sm hq-muted">
        {t(row.isTold ? 'opportunities.why' : 'opportunities.why.found')}
        {row.reason} <Link to={`/my/opportunities/${row.id}`}>{t('opportunities.why.see')}</Link>
      </p>
      {row.missing.length > 0 && row.group === 'open' && (
        <p className="hq-sm">
          {t('opportunities.missing', { facts: row.missing.join(t('policies.comma')) })}
        </p>
      )}
      {row.group === 'open' && (
        <div className="opp-acts">
          <Form method="post" action={`/my/opportunities/${row.id}/open`}>
            <button className="btn btn-primary btn-sm">
              {t(
                row.shown !== 'eligible'
                  ? 'opportunities.complete'
                  : row.hasForm
                    ? 'opportunities.open'
                    : 'opportunities.open-policy',
              )}
            </button>
          </Form>
          <DismissForm row={row} answer={answer} />
        </div>
      )}
      {row.group === 'dismissed' && (
        <Form method="post" className="opp-acts" preventScrollReset>
          <span className="hq-sm">
            {t('opportunities.dismissed', {
              reason: t(`opportunities.reason.${row.dismissReason ?? 'other'}`),
            })}{' '}
            {row.dismissNote}
          </span>
          <input type="hidden" name="id" value={row.id} />
          <button className="btn btn-outline-primary btn-sm" name="intent" value="reopen">
            {t('opportunities.reopen')}
          </button>
        </Form>
      )}
    </li>
  );
}

function DismissForm({
  row,
  answer,
}: {
  row: OpportunityRow;
  answer: { problem: string; note: string } | undefined;
}) {
  const { t } = useTranslation();
  const id = useId();
  return (
    <details open={answer !== undefined}>
      <summary>{t('opportunities.dismiss')}</summary>
      <Form method="post" className="opp-dismiss" preventScrollReset>
        <input type="hidden" name="id" value={row.id} />
        <div>
          <label className="form-label" htmlFor={`${id}-reason`}>
            {t('opportunities.dismiss.reason')}
          </label>
          <select id={`${id}-reason`} name="reason" className="form-select" required defaultValue="">
            <option value="" disabled>
              {t('opportunities.dismiss.choose')}
            </option>
            {dismissReasons.map((reason) => (
              <option key={reason} value={reason}>
                {t(`opportunities.reason.${reason}`)}
              </option>
            ))}
          </select>
        </div>
        <div>
          <label className="form-label" htmlFor={`${id}-note`}>
            {t('opportunities.dismiss.note')}
          </label>
          <textarea
            id={`${id}-note`}
            name="note"
            className="form-control"
            rows={2}
            maxLength={500}
            defaultValue={answer?.note}
          />
        </div>
        <label className="form-check opp-named">
          <input type="checkbox" className="form-check-input" name="named" value="yes" />
          <span className="form-check-label">{t('opportunities.dismiss.named')}</span>
        </label>
        {answer && (
          <p className="hq-note hq-note-no" role="alert">
            {answer.problem}
          </p>
        )}
        <p className="hq-sm hq-muted">{t('opportunities.dismiss.help')}</p>
        <div>
          <button className="btn btn-outline-primary btn-sm" name="intent" value="dismiss">
            {t('opportunities.dismiss.send')}
          </button>
        </div>
      </Form>
    </details>
  );
}
