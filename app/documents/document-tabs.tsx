import { NavLink } from '@remix-run/react';
import { useTranslation } from 'react-i18next';

const tabs = [
  { to: '', word: 'workbench.tab.content', icon: 'bi-layout-split' },
  { to: 'metadata', word: 'workbench.tab.metadata', icon: 'bi-card-list' },
  { to: 'relations', word: 'workbench.tab.relations', icon: 'bi-diagram-2' },
  { to: 'told', word: 'told.tab', icon: 'bi-chat-left-quote' },
  { to: 'history', word: 'workbench.tab.history', icon: 'bi-clock-history' },
];

/** The parts of a document's desk page, each an address of its own. */
export function DocumentTabs({ documentId }: { documentId: string }) {
  const { t } = useTranslation();
  return (
    <nav className="doc-tabs" aria-label={t('workbench.tabs')}>
      {tabs.map(({ to, word, icon }) => (
        <NavLink
          key={word}
          end
          to={to === '' ? `/desk/documents/${documentId}` : `/desk/documents/${documentId}/${to}`}
          className={({ isActive }) => (isActive ? 'on' : '')}
        >
          <i className={`bi ${icon}`} aria-hidden="true" />
          {t(word)}
        </NavLink>
      ))}
    </nav>
  );
}
