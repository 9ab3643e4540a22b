import { data, type LinksFunction, type LoaderFunctionArgs, type MetaFunction } from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import { useTranslation } from 'react-i18next';

import { showInstant } from '~/app/forms/cases/show-instant';
import { VerifyForm } from '~/app/forms/cases/verify-form';
import { formsDeps } from '~/app/forms/forms-deps.server';
import { pageTitle } from '~/app/policies/page-title';
import { clientAddress } from '~/app/session/client-address.server';
import { giveBackAttempt, takeAttempt } from '~/app/session/count-attempts.server';
import styles from '~/app/styles/cases.css?url';
import reviewStyles from '~/app/styles/review.css?url';
import { verifyReceipt } from '~/forms/submission/verify-receipt.server';

export const links: LinksFunction = () => [styles, reviewStyles].map((href) => ({ rel: 'stylesheet', href }));

export const meta: MetaFunction = ({ matches }) => [
  ...pageTitle('verify.title', matches),
  { name: 'robots', content: 'noindex' },
];

const headers = { 'Cache-Control': 'no-store', 'Referrer-Policy': 'no-referrer' };

/** Anybody may ask; so many wrong codes from one sender, and the sender waits. */
export async function loader({ request, params, context }: LoaderFunctionArgs) {
  const { db, now, locale } = formsDeps(context, request);
  const typed = params.code ?? '';
  const key = { purpose: 'verify:address', subject: clientAddress(context) } as const;
  const attempt = await takeAttempt(db, [key], now());
  if (!attempt.admitted) {
    const retryAfter = Math.ceil((attempt.until.valueOf() - now().valueOf()) / 1000);
    const body = { typed, receipt: null, isEnglish: locale === 'en', waits: true };
    return data(body, { status: 429, headers: { ...headers, 'Retry-After': String(retryAfter) } });
  }
  const receipt = await verifyReceipt(db, typed);
  if (receipt) await giveBackAttempt(db, key);
  const body = { typed, receipt, isEnglish: locale === 'en', waits: false };
  return data(body, { status: receipt ? 200 : 404, headers });
}

export default function VerifyCode() {
  const { typed, receipt, isEnglish, waits } = useLoaderData<typeof loader>();
  const { t } = useTranslation();
  return (
    <div className="wrap narrow page-top">
      <h1>{t('verify.title')}</h1>
      {!receipt && (
        <div className="hq-note hq-note-no" role="alert">
          <i className="bi bi-x-circle-fill" aria-hidden="true" />
          <span>{t(waits ? 'verify.wait' : 'verify.unknown')}</span>
        </div>
      )}
      {receipt && (
        <article className="hq-card receipt">
          <header className="receipt-head">
            <i
              className={receipt.isUnchanged ? 'bi bi-patch-check-fill c-ok' : 'bi bi-x-octagon-fill c-no'}
              aria-hidden="true"
            />
            <div>
              <h2>{t(receipt.isUnchanged ? 'verify.unchanged' : 'verify.changed')}</h2>
              <p className="hq-muted hq-sm">{t('verify.no-data')}</p>
            </div>
          </header>
          <dl className="receipt-rows">
            {[
              [t('receipt.number'), receipt.number],
              [t('receipt.form'), isEnglish ? (receipt.titleEn ?? receipt.title) : receipt.title],
              [t('receipt.department'), receipt.departmentName],
              [t('receipt.at'), showInstant(receipt.issuedAt)],
              [t('receipt.digest'), receipt.digest],
            ].map(([name, value]) => (
              <div key={name}>
                <dt>{name}</dt>
                <dd>{value}</dd>
              </div>
            ))}
          </dl>
          <footer className="sv hq-sm hq-muted">{t('verify.compare')}</footer>
        </article>
      )}
      <VerifyForm code={receipt ? '' : typed} />
    </div>
  );
}
