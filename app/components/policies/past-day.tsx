import { Form, Link } from '@remix-run/react';
import { useTranslation } from 'react-i18next';

/** Above a page that tells of a past day: which, by what, and the way back. */
export function PastDayNotice({ asOf, home }: { asOf: string; home: string }) {
  const { t } = useTranslation();
  return (
    <div className="hq-card past-day-notice" role="status">
      <div className="hq-card-b row-x wrapx">
        <i className="bi bi-clock-history" aria-hidden="true" />
        <span>{t('policies.past.notice', { date: asOf })}</span>
        <Link to={home}>{t('policies.past.back')}</Link>
      </div>
    </div>
  );
}

/** Asks for the verdict of a past day. */
export function PastDayForm({ asOf, today }: { asOf: string; today: string }) {
  const { t } = useTranslation();
  return (
    <Form method="get" className="row-x wrapx past-day-form">
      <label htmlFor="past-day" className="hq-sm">
        {t('policies.past.ask')}
      </label>
      <input
        id="past-day"
        name="asOf"
        type="date"
        className="form-control form-control-sm"
        max={today}
        defaultValue={asOf}
        required
      />
      <button className="btn btn-sm btn-outline-primary">{t('policies.past.show')}</button>
    </Form>
  );
}
