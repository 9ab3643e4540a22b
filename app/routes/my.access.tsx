import {
  redirect,
  type ActionFunctionArgs,
  type LoaderFunctionArgs,
  type MetaFunction,
} from '@remix-run/node';
import { Form, Link, useLoaderData } from '@remix-run/react';
import { useTranslation } from 'react-i18next';

import { orErrorPage } from '~/app/errors';
import { readPreferences } from '~/app/i18n/preferences';
import { cityTime } from '~/app/people/city-time';
import { pageTitle } from '~/app/policies/page-title';
import { requireMember } from '~/app/session/require-reader.server';
import styles from '~/app/styles/facts.css?url';
import { consentPurposes, decideConsent, givesConsent } from '~/knowledge/enterprises/consent.server';
import { loadCatalogue } from '~/knowledge/enterprises/load-catalogue.server';
import { listAccess } from '~/knowledge/enterprises/note-access.server';

export const links = () => [{ rel: 'stylesheet', href: styles }];
export const meta: MetaFunction<typeof loader> = ({ matches }) => pageTitle('access.title', matches);

export async function loader({ request, context }: LoaderFunctionArgs) {
  return orErrorPage(async () => {
    const { db } = context.services;
    const reader = await requireMember(request, context);
    const short = readPreferences(request).locale === 'en' ? 'en' : 'zh';
    const catalogue = await loadCatalogue(db);
    const lines = await listAccess(db, reader, reader.enterpriseId);
    const consents = await Promise.all(
      consentPurposes.map(async (purpose) => ({
        purpose,
        given: await givesConsent(db, reader.enterpriseId, purpose),
      })),
    );
    return {
      consents,
      lines: lines.map(({ keys, ...line }) => ({
        ...line,
        facts: keys.map((key) => catalogue.get(key)?.label[short] ?? key),
      })),
    };
  });
}

export async function action({ request, context }: ActionFunctionArgs) {
  return orErrorPage(async () => {
    const { db, now } = context.services;
    const reader = await requireMember(request, context);
    const form = await request.formData();
    const purpose = consentPurposes.find((one) => one === form.get('purpose'));
    if (purpose)
      await decideConsent(db, reader, {
        enterpriseId: reader.enterpriseId,
        purpose,
        given: form.get('given') === 'true',
        at: now(),
      });
    return redirect('/my/access');
  });
}

/** 授权与查阅记录: what the firm allows, and which department saw its facts, when and what for. */
export default function AccessPage() {
  const { lines, consents } = useLoaderData<typeof loader>();
  const { t } = useTranslation();
  return (
    <div className="wrap page">
      <nav className="crumb" aria-label={t('policies.place')}>
        <Link to="/my/facts">{t('facts.title')}</Link>
        <i className="bi bi-chevron-right" aria-hidden="true" />
        <span aria-current="page">{t('access.title')}</span>
      </nav>
      <h1>{t('access.title')}</h1>
      <div className="stack">
        <section className="hq-card" aria-labelledby="consents">
          <div className="hq-card-h">
            <h2 id="consents">{t('access.consents')}</h2>
          </div>
          <ul className="plain fact-list">
            {consents.map(({ purpose, given }) => (
              <li key={purpose}>
                <Form method="post" className="row-x wrapx" preventScrollReset>
                  <input type="hidden" name="purpose" value={purpose} />
                  <input type="hidden" name="given" value={String(!given)} />
                  <div className="grow">
                    <b>{t(`access.consent.${purpose}`)}</b>
                    <p className="hq-sm hq-muted">{t(`access.consent.${purpose}.help`)}</p>
                  </div>
                  <span className="tag">{t(given ? 'access.given' : 'access.not-given')}</span>
                  <button
                    className="btn btn-outline-primary btn-sm"
                    aria-label={t(given ? 'access.withdraw-of' : 'access.give-of', {
                      purpose: t(`access.consent.${purpose}`),
                    })}
                  >
                    {t(given ? 'access.withdraw' : 'access.give')}
                  </button>
                </Form>
              </li>
            ))}
          </ul>
        </section>
        <section className="hq-card" aria-labelledby="log">
          <div className="hq-card-h">
            <h2 id="log">{t('access.log')}</h2>
          </div>
          {lines.length === 0 ? (
            <div className="hq-empty">
              <i className="bi bi-eye" aria-hidden="true" />
              <span>{t('access.none')}</span>
            </div>
          ) : (
            <ul className="plain fact-list">
              {lines.map((line) => (
                <li key={line.id}>
                  <span className="num hq-muted">{cityTime(line.at)}</span>{' '}
                  {line.program === null
                    ? (line.department ?? t('access.platform'))
                    : t('access.program', { key: line.program })}{' '}
                  {t(`access.purpose.${line.purpose}`)}{' '}
                  <span className="hq-muted">{line.facts.join('、')}</span>
                </li>
              ))}
            </ul>
          )}
        </section>
      </div>
    </div>
  );
}
