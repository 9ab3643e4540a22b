import { Link } from '@remix-run/react';
import { useTranslation } from 'react-i18next';

import { PlaceCard } from '~/app/policies/place-card';
import type { PolicyPage } from '~/app/policies/get-policy-page.server';

/** Beside a policy: its form, its versions, its sources. */
export function PolicyRail({ page, apply }: { page: PolicyPage; apply: string | null }) {
  const { t } = useTranslation();
  return (
    <aside className="rail stack" aria-label={t('policies.rail')}>
      {apply && (
        <section className="hq-card">
          <div className="hq-card-b stack">
            <Link className="btn btn-primary rail-button" to={apply}>
              {t('policies.open-form')}
            </Link>
            <p className="hq-sm hq-muted">{t('policies.open-form.help')}</p>
          </div>
        </section>
      )}
      {apply && page.quota && <PlaceCard policyId={page.row.id} quota={page.quota} place={page.place} />}
      <section className="hq-card" aria-labelledby="sources">
        <div className="hq-card-h">
          <h2 id="sources">{t('policies.sources')}</h2>
        </div>
        <div className="hq-card-b">
          <ol className="plain stack hq-sm">
            {page.sources.map((source) => (
              <li key={source.id} id={`source-${source.n}`} className="source">
                <span className="hq-cite" aria-hidden="true">
                  {source.n}
                </span>
                <span>
                  {source.href ? <Link to={source.href}>{source.label}</Link> : source.label}
                  {source.documentNumber && (
                    <span className="hq-muted source-number">{source.documentNumber}</span>
                  )}
                  {source.url && (
                    <a className="source-number" href={source.url} rel="noreferrer">
                      <i className="bi bi-box-arrow-up-right" aria-hidden="true" />{' '}
                      {t('policies.sources.original')}
                    </a>
                  )}
                </span>
              </li>
            ))}
          </ol>
        </div>
      </section>
      <section className="hq-card" aria-labelledby="versions">
        <div className="hq-card-h">
          <h2 id="versions">{t('policies.versions')}</h2>
        </div>
        <div className="hq-card-b">
          <ol className="tl hq-sm">
            {page.versions.map((version) => (
              <li key={version.number} className={version.current ? 'on' : ''}>
                <b>{t('policies.versions.from', { date: version.effectiveFrom })}</b>
                <br />
                <span className="hq-muted">
                  {version.expiresOn
                    ? t('policies.until', { date: version.expiresOn })
                    : t('policies.versions.open')}
                </span>
              </li>
            ))}
          </ol>
        </div>
      </section>
    </aside>
  );
}
