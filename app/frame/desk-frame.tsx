import { Link, NavLink, useLocation } from '@remix-run/react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';

import type { HeldRole } from '~/prisma/access/reader';

import { Brand } from './brand';
import { DeskDrawer } from './desk-drawer';
import type { Frame } from './get-frame.server';
import { PersonMenu } from './person-menu';
import { PreferenceButtons } from './preference-buttons';
import { SampleBanner } from './sample-banner';

interface DeskLink {
  to: string;
  word: string;
  icon: string;
  roles: HeldRole['role'][];
}

/** The desk's pages by section; each person sees those of the roles held. */
const sections: { word?: string; links: DeskLink[] }[] = [
  {
    links: [
      {
        to: '/desk',
        word: 'desk.nav.home',
        icon: 'bi-grid-1x2',
        roles: ['designer', 'reviewer', 'helpdesk', 'administrator', 'auditor'],
      },
    ],
  },
  {
    word: 'desk.nav.policy',
    links: [
      {
        to: '/desk/documents',
        word: 'desk.nav.documents',
        icon: 'bi-journal-text',
        roles: ['designer', 'helpdesk', 'administrator'],
      },
      {
        to: '/desk/policies',
        word: 'desk.nav.policies',
        icon: 'bi-diagram-3',
        roles: ['designer', 'reviewer'],
      },
      {
        to: '/desk/documents/relations',
        word: 'desk.nav.relations',
        icon: 'bi-diagram-2',
        roles: ['designer', 'helpdesk', 'administrator'],
      },
      { to: '/desk/facts', word: 'desk.nav.facts', icon: 'bi-database', roles: ['designer', 'reviewer'] },
      {
        to: '/desk/push',
        word: 'desk.nav.push',
        icon: 'bi-megaphone',
        roles: ['designer', 'reviewer'],
      },
      { to: '/desk/grants', word: 'desk.nav.grants', icon: 'bi-gift', roles: ['designer', 'reviewer'] },
    ],
  },
  {
    word: 'desk.nav.work',
    links: [
      {
        to: '/desk/forms',
        word: 'desk.nav.forms',
        icon: 'bi-ui-checks',
        roles: ['designer', 'reviewer'],
      },
      { to: '/desk/cases', word: 'desk.nav.cases', icon: 'bi-inboxes', roles: ['reviewer'] },
    ],
  },
  {
    word: 'desk.nav.ask',
    links: [
      { to: '/desk/questions', word: 'desk.nav.questions', icon: 'bi-chat-left-text', roles: ['helpdesk'] },
      {
        to: '/desk/dictionary',
        word: 'desk.nav.dictionary',
        icon: 'bi-translate',
        roles: ['designer', 'helpdesk', 'administrator'],
      },
      {
        to: '/desk/search-test',
        word: 'desk.nav.search-test',
        icon: 'bi-bullseye',
        roles: ['designer', 'helpdesk', 'administrator'],
      },
      { to: '/desk/faqs', word: 'desk.nav.faqs', icon: 'bi-patch-question', roles: ['helpdesk'] },
      {
        to: '/desk/gaps',
        word: 'desk.nav.gaps',
        icon: 'bi-question-diamond',
        roles: ['helpdesk', 'designer'],
      },
      {
        to: '/desk/answers',
        word: 'desk.nav.answers',
        icon: 'bi-patch-exclamation',
        roles: ['helpdesk'],
      },
      {
        to: '/desk/insights',
        word: 'desk.nav.insights',
        icon: 'bi-bar-chart',
        roles: ['helpdesk', 'designer', 'reviewer', 'administrator'],
      },
      {
        to: '/desk/evaluation',
        word: 'desk.nav.evaluation',
        icon: 'bi-list-check',
        roles: ['designer', 'helpdesk', 'administrator'],
      },
      {
        to: '/desk/changes',
        word: 'desk.nav.changes',
        icon: 'bi-shield-check',
        roles: ['designer', 'helpdesk', 'administrator'],
      },
    ],
  },
  {
    word: 'desk.nav.people',
    links: [
      {
        to: '/desk/enterprises',
        word: 'desk.nav.enterprises',
        icon: 'bi-building-check',
        roles: ['administrator', 'helpdesk'],
      },
      { to: '/desk/people', word: 'desk.nav.accounts', icon: 'bi-person-gear', roles: ['administrator'] },
      { to: '/desk/models', word: 'desk.nav.models', icon: 'bi-cpu', roles: ['administrator'] },
      { to: '/desk/channels', word: 'desk.nav.channels', icon: 'bi-send', roles: ['administrator'] },
      { to: '/desk/audit', word: 'desk.nav.audit', icon: 'bi-shield-check', roles: ['auditor'] },
    ],
  },
];

/** Side bar and bar of the departments' desk; on phones the side bar is a drawer behind a button. */
export function DeskFrame({ frame, children }: { frame: Frame | undefined; children: ReactNode }) {
  const { t } = useTranslation();
  return (
    <div className="desk">
      <nav className="side" aria-label={t('frame.desk-nav')}>
        <Brand to="/desk" line={t('brand.desk')} />
        <DeskLinks frame={frame} />
      </nav>
      <div className="deskmain">
        <header className="deskbar">
          <DeskDrawer>
            <DeskLinks frame={frame} />
          </DeskDrawer>
          <div className="bc">
            <b>{frame?.person?.department ?? t('brand.desk')}</b>
          </div>
          <div className="right">
            <PreferenceButtons frame={frame} />
            {frame?.person ? <PersonMenu frame={frame} /> : <Link to="/sign-in">{t('nav.sign-in')}</Link>}
          </div>
        </header>
        {frame?.sampleCity && <SampleBanner />}
        <main id="main" className="deskbody" tabIndex={-1}>
          {children}
        </main>
      </div>
    </div>
  );
}

/** The pages that the person's roles open. */
function DeskLinks({ frame }: { frame: Frame | undefined }) {
  const { t } = useTranslation();
  const held = frame?.person?.roles ?? [];
  const { pathname } = useLocation();
  // A page below another's address that has a link of its own lights that one alone.
  const hasOwnLink = (to: string) =>
    sections.some(({ links }) =>
      links.some((link) => link.to.startsWith(`${to}/`) && pathname.startsWith(link.to)),
    );
  return (
    <>
      {sections.map(({ word, links }) => {
        const mine = links.filter(({ roles }) => roles.some((role) => held.includes(role)));
        if (mine.length === 0) return null;
        return (
          <div key={word ?? 'home'} className="side-group">
            {word && <div className="sec">{t(word)}</div>}
            {mine.map((link) => (
              <NavLink
                key={link.to}
                to={link.to}
                end={link.to === '/desk'}
                className={({ isActive }) => (isActive && !hasOwnLink(link.to) ? 'it on' : 'it')}
              >
                <i className={`bi ${link.icon}`} aria-hidden="true" />
                {t(link.word)}
              </NavLink>
            ))}
          </div>
        );
      })}
      <Link className="it side-back" to="/">
        <i className="bi bi-box-arrow-left" aria-hidden="true" />
        {t('desk.nav.public')}
      </Link>
    </>
  );
}
