import { Link, NavLink, useLocation } from '@remix-run/react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';

import { Brand } from './brand';
import type { Frame } from './get-frame.server';
import { PersonMenu } from './person-menu';
import { PreferenceButtons } from './preference-buttons';
import { SampleBanner } from './sample-banner';

const links = [
  ['/', 'nav.home'],
  ['/assistant', 'nav.ask'],
  ['/policies', 'nav.policies'],
  ['/my/benefits', 'nav.mine'],
  ['/my/applications', 'nav.applications'],
] as const;

const tabs = [
  ['/', 'nav.home', 'bi-house'],
  ['/assistant', 'nav.ask', 'bi-chat-square-text'],
  ['/my/benefits', 'nav.mine', 'bi-buildings'],
  ['/my/applications', 'nav.applications-short', 'bi-list-check'],
] as const;

/** Header, footer and, on phones, the bottom tabs of the public and the enterprise's pages. */
export function PublicFrame({ frame, children }: { frame: Frame | undefined; children: ReactNode }) {
  const { t } = useTranslation();
  const { pathname } = useLocation();
  const isFull = pathname === '/assistant';
  return (
    <>
      <header className="top">
        <div className={isFull ? 'wrap wide' : 'wrap'}>
          <Brand to="/" line={t('brand.city')} />
          <nav aria-label={t('frame.nav')} className="elder-hide">
            {links.map(([to, word]) => (
              <NavLink key={to} to={to} end={to === '/'} className={({ isActive }) => (isActive ? 'on' : '')}>
                {t(word)}
              </NavLink>
            ))}
          </nav>
          <div className="right">
            <PreferenceButtons frame={frame} />
            {frame?.person && (
              <Link
                className="iconbtn hide-m elder-hide"
                to="/my/notices"
                aria-label={t('frame.notices-label', { n: frame.unreadNotices })}
              >
                <i className="bi bi-bell" aria-hidden="true" />
                {frame.unreadNotices > 0
                  ? t('frame.notices-n', { n: frame.unreadNotices })
                  : t('frame.notices')}
              </Link>
            )}
            {frame?.person ? (
              <PersonMenu frame={frame} />
            ) : (
              <Link className="btn btn-outline-primary btn-sm" to={signInPath(pathname)}>
                {t('nav.sign-in')}
              </Link>
            )}
          </div>
        </div>
      </header>
      {frame?.sampleCity && <SampleBanner />}
      <main id="main" tabIndex={-1}>
        {children}
      </main>
      {!isFull && (
        <footer className="foot elder-hide">
          <div className="wrap">
            <span>{t('foot.host')}</span>
            <Link to="/documents">{t('nav.documents')}</Link>
            <Link to="/replies">{t('foot.replies')}</Link>
            <a href="/api/v1/openapi.json">{t('foot.api')}</a>
            <span style={{ marginLeft: 'auto' }}>{t('foot.phone')}</span>
          </div>
        </footer>
      )}
      <nav className="tabbar" aria-label={t('frame.tabs')}>
        {tabs.map(([to, word, icon]) => (
          <NavLink key={to} to={to} end={to === '/'} className={({ isActive }) => (isActive ? 'on' : '')}>
            <i className={`bi ${icon}`} aria-hidden="true" />
            {t(word)}
          </NavLink>
        ))}
      </nav>
    </>
  );
}

function signInPath(pathname: string): string {
  return pathname === '/' || pathname === '/sign-in'
    ? '/sign-in'
    : `/sign-in?next=${encodeURIComponent(pathname)}`;
}
