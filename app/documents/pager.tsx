import { Link } from '@remix-run/react';
import { useTranslation } from 'react-i18next';

import { pageAddress, type DocumentQuery } from './document-query';

/** Back and on through the pages of a list; nothing when there is one page only. */
export function Pager({ query, total, pageSize }: { query: DocumentQuery; total: number; pageSize: number }) {
  const { t } = useTranslation();
  const pages = Math.max(1, Math.ceil(total / pageSize));
  if (pages === 1) return null;
  return (
    <nav className="doc-pager" aria-label={t('documents.pages')}>
      {query.page > 1 && (
        <Link className="btn btn-outline-primary btn-sm" rel="prev" to={pageAddress(query, query.page - 1)}>
          <i className="bi bi-chevron-left" aria-hidden="true" />
          {t('documents.previous')}
        </Link>
      )}
      <span className="hq-muted">{t('documents.page-n', { page: query.page, pages })}</span>
      {query.page < pages && (
        <Link className="btn btn-outline-primary btn-sm" rel="next" to={pageAddress(query, query.page + 1)}>
          {t('documents.next')}
          <i className="bi bi-chevron-right" aria-hidden="true" />
        </Link>
      )}
    </nav>
  );
}
