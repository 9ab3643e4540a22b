import { NavLink } from '@remix-run/react';
import { useTranslation } from 'react-i18next';

const tabs = [
  ['/desk/push', 'campaign.tab.push'],
  ['/desk/push/feedback', 'campaign.tab.feedback'],
  ['/desk/push/templates', 'campaign.tab.templates'],
] as const;

/** The pages of 政策推送: whom to tell, what firms said, in which words. */
export function PushTabs() {
  const { t } = useTranslation();
  return (
    <nav className="fact-tabs" aria-label={t('campaign.title')}>
      {tabs.map(([to, word]) => (
        <NavLink key={to} to={to} end className={({ isActive }) => (isActive ? 'on' : '')}>
          {t(word)}
        </NavLink>
      ))}
    </nav>
  );
}
