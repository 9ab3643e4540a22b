import type { LinksFunction, LoaderFunctionArgs, MetaFunction } from '@remix-run/node';
import { Link, useLoaderData } from '@remix-run/react';
import { useTranslation } from 'react-i18next';

import { orErrorPage } from '~/app/errors';
import { showInstant } from '~/app/forms/cases/show-instant';
import { formsDeps } from '~/app/forms/forms-deps.server';
import { requirePerson } from '~/app/session/require-reader.server';
import styles from '~/app/styles/cases.css?url';
import { getReceipt } from '~/forms/submission/get-receipt.server';
import { showVerifyCode } from '~/forms/submission/verify-code';
import { canActFor } from '~/prisma/access/reader';

export const links: LinksFunction = () => [{ rel: 'stylesheet', href: styles }];

export const meta: MetaFunction<typeof loader> = ({ data }) => [
  { title: `${data?.receipt.number ?? ''} · 申报回执 · 惠企通` },
];

export async function loader({ request, params, context }: LoaderFunctionArgs) {
  const reader = await requirePerson(request, context);
  const deps = formsDeps(context, request);
  const receipt = await orErrorPage(() => getReceipt(deps, reader, params.number ?? ''));
  return { receipt, isOwn: canActFor(reader, receipt.enterpriseId), isEnglish: deps.locale === 'en' };
}

export default function Receipt() {
  const { receipt, isOwn, isEnglish } = useLoaderData<typeof loader>();
  const { t } = useTranslation();
  const rows: [string, string][] = [
    [t('receipt.number'), receipt.number],
    [t('receipt.case-number'), receipt.caseNumber],
    [t('receipt.form'), isEnglish ? (receipt.titleEn ?? receipt.title) : receipt.title],
    [t('receipt.enterprise'), `${receipt.enterpriseName}（${receipt.creditCode}）`],
    [t('receipt.at'), showInstant(receipt.issuedAt)],
    [t('receipt.by'), receipt.submittedBy],
    [t('receipt.department'), receipt.departmentName],
    ...(receipt.departmentPhone ? [[t('receipt.phone'), receipt.departmentPhone] as [string, string]] : []),
    [t('receipt.digest'), receipt.digest],
    ...(receipt.code ? [[t('verify.code'), showVerifyCode(receipt.code)] as [string, string]] : []),
  ];
  return (
    <div className="wrap narrow">
      <nav className="crumb" aria-label={t('fill.place')}>
        <Link to="/my/applications">{t('applications.title')}</Link>
        <i className="bi bi-chevron-right" aria-hidden="true" />
        <span>{t('receipt.title')}</span>
      </nav>
      <article className="hq-card receipt">
        <header className="receipt-head">
          <i className="bi bi-check-circle-fill c-ok" aria-hidden="true" />
          <div>
            <h1>{t('receipt.done')}</h1>
            <p className="receipt-number">{receipt.number}</p>
          </div>
        </header>
        <dl className="receipt-rows">
          {rows.map(([name, value]) => (
            <div key={name}>
              <dt>{name}</dt>
              <dd>{value}</dd>
            </div>
          ))}
        </dl>
        <section className="receipt-next" aria-labelledby="next-title">
          <h2 id="next-title">{t('receipt.next')}</h2>
          <ol>
            <li>{t('receipt.next-1', { department: receipt.departmentName, date: receipt.dueOn })}</li>
            <li>{t('receipt.next-2')}</li>
            <li>{t('receipt.next-3')}</li>
          </ol>
        </section>
        <footer className="sv">
          <a className="btn btn-primary" href={`/receipts/${receipt.number}.pdf`} download>
            <i className="bi bi-file-earmark-pdf" aria-hidden="true" />
            {t('receipt.pdf')}
          </a>
          <a className="btn btn-outline-primary" href={`/receipts/${receipt.number}/form.pdf`} download>
            <i className="bi bi-printer" aria-hidden="true" />
            {t('receipt.print')}
          </a>
          {receipt.code && (
            <Link className="btn btn-outline-primary" to={`/verify/${receipt.code}`}>
              {t('receipt.verify')}
            </Link>
          )}
          {isOwn && (
            <Link className="btn btn-outline-primary" to={`/my/applications/${receipt.caseId}`}>
              {t('receipt.progress')}
            </Link>
          )}
        </footer>
      </article>
    </div>
  );
}
