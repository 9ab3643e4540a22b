import type { LoaderFunctionArgs } from '@remix-run/node';
import { NavLink, Outlet, useLoaderData } from '@remix-run/react';
import { useTranslation } from 'react-i18next';

import { factDeskRoles } from '~/app/facts/fact-desk-roles';
import { orErrorPage } from '~/app/errors';
import { hasRole } from '~/prisma/access/reader';
import { requireStaff } from '~/app/session/require-reader.server';
import styles from '~/app/styles/facts.css?url';

export const links = () => [{ rel: 'stylesheet', href: styles }];

export async function loader({ request, context }: LoaderFunctionArgs) {
  return orErrorPage(async () => {
    const reader = await requireStaff(request, context, ...factDeskRoles);
    return { mayImport: hasRole(reader, 'designer') };
  });
}

const tabs = [
  ['/desk/facts', 'factdesk.tab.imports'],
  ['/desk/facts/disputes', 'factdesk.tab.disputes'],
  ['/desk/facts/conflicts', 'factdesk.tab.conflicts'],
  ['/desk/facts/certificates', 'factdesk.tab.certificates'],
  ['/desk/facts/sources', 'factdesk.tab.sources'],
] as const;

/** 企业数据: how facts come in, what firms say against them, where sources differ. */
export default function FactsDesk() {
  const { mayImport } = useLoaderData<typeof loader>();
  const { t } = useTranslation();
  return (
    <div className="stack">
      <div className="deskhead">
        <h1>{t('factdesk.title')}</h1>
      </div>
      <nav className="fact-tabs" aria-label={t('factdesk.title')}>
        {tabs
          .filter(([to]) => mayImport || to !== '/desk/facts/sources')
          .map(([to, word]) => (
            <NavLink
              key={to}
              to={to}
              end={to === '/desk/facts'}
              className={({ isActive }) => (isActive ? 'on' : '')}
            >
              {t(word)}
            </NavLink>
          ))}
      </nav>
      <Outlet />
    </div>
  );
}
