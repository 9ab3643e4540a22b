import { Link, useSearchParams } from '@remix-run/react';
import { useTranslation } from 'react-i18next';

import { shownOrder, type Shown } from '~/knowledge/policies/shown';

/** 全部 14, 符合 7, …: the list by verdict, with counts. */
export function ShownTabs({ counts, total }: { counts: Record<Shown, number>; total: number }) {
  const { t } = useTranslation();
  const [search] = useSearchParams();
  const current = search.get('shown') ?? '';
  const href = (shown: string) => {
    const next = new URLSearchParams(search);
    if (shown) next.set('shown', shown);
    else next.delete('shown');
    const text = next.toString();
    return text ? `?${text}` : '?';
  };
  const tab = (shown: string, words: string, n: number) => (
    <Link
      key={shown}
      to={href(shown)}
      preventScrollReset
      {...(current === shown && { className: 'on', 'aria-current': 'true' as const })}
    >
      {words} {n}
    </Link>
  );
  return (
    <nav className="tabs" aria-label={t('policies.tabs')}>
      {tab('', t('policies.tabs.all'), total)}
      {shownOrder.map((shown) => tab(shown, t(`policies.shown.${shown}`), counts[shown]))}
    </nav>
  );
}
