import { Link, useSearchParams } from '@remix-run/react';
import { useTranslation } from 'react-i18next';

/** Of a long document one page is searched as one types; here on which others the words stand. */
export function FindOnAllPages({
  words,
  found,
  page,
}: {
  words: string;
  found: { page: number; hits: number }[];
  page: number;
}) {
  const { t } = useTranslation();
  const asked = useSearchParams()[0].get('find') ?? '';
  const typed = words.trim();
  const to = (wanted: number) => `?${new URLSearchParams({ page: String(wanted), find: typed }).toString()}`;
  return (
    <p className="hq-sm hq-muted wb-find-all" aria-live="polite">
      {typed === '' && t('workbench.find.page')}
      {typed !== '' && asked.trim() !== typed && (
        <Link className="btn btn-outline-primary btn-sm" to={to(page)} preventScrollReset>
          {t('workbench.find.all')}
        </Link>
      )}
      {typed !== '' && asked.trim() === typed && (
        <>
          {t('workbench.find.total', { n: found.reduce((sum, { hits }) => sum + hits, 0) })}
          {found.slice(0, 40).map((one) => (
            <Link key={one.page} to={to(one.page)} aria-current={one.page === page ? 'page' : undefined}>
              {t('workbench.find.on-page', { page: one.page, n: one.hits })}
            </Link>
          ))}
        </>
      )}
    </p>
  );
}
