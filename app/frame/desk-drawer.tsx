import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';

import { useDisclosure } from './use-disclosure';

/** The desk's navigation on phones: a drawer that opens from the left, without a script too. */
export function DeskDrawer({ children }: { children: ReactNode }) {
  const { t } = useTranslation();
  const details = useDisclosure();
  return (
    <details className="desk-drawer" ref={details}>
      <summary className="iconbtn" aria-label={t('frame.desk-menu')}>
        <i className="bi bi-list" aria-hidden="true" />
      </summary>
      <nav className="drawer" aria-label={t('frame.desk-nav')}>
        {children}
      </nav>
    </details>
  );
}
