import { Form, Link, useSearchParams } from '@remix-run/react';
import { useTranslation } from 'react-i18next';

/** The way to the other pages of a long document; nothing where there is one only. */
export function DocumentPages({ page, pages }: { page: number; pages: number }) {
  const { t } = useTranslation();
  const [search] = useSearchParams();
  if (pages === 1) return null;
  const kept = new URLSearchParams(search);
  // A cited passage would lead back to its own page.
  for (const name of ['mark', 'quote', 'at', 'page']) kept.delete(name);
  const to = (next: number) => {
    const query = new URLSearchParams(kept);
    query.set('page', String(next));
    return `?${query.toString()}`;
  };
  return (
    <nav className="row-x wrapx doc-pages" aria-label={t('documents.pages')}>
      {page > 1 && (
        <Link className="btn btn-outline-primary btn-sm" to={to(page - 1)} rel="prev">
          <i className="bi bi-chevron-left" aria-hidden="true" />
          {t('documents.pages.before')}
        </Link>
      )}
      <span className="hq-sm">{t('documents.pages.at', { page, pages })}</span>
      {page < pages && (
        <Link className="btn btn-outline-primary btn-sm" to={to(page + 1)} rel="next">
          {t('documents.pages.after')}
          <i className="bi bi-chevron-right" aria-hidden="true" />
        </Link>
      )}
      <Form method="get" className="row-x">
        {[...kept].map(([name, value]) => (
          <input key={name} type="hidden" name={name} value={value} />
        ))}
        <input
          className="form-control form-control-sm doc-page-number"
          type="number"
          name="page"
          min={1}
          max={pages}
          required
          aria-label={t('documents.pages.number')}
          placeholder={String(page)}
        />
        <button className="btn btn-outline-primary btn-sm">{t('documents.pages.go')}</button>
      </Form>
    </nav>
  );
}
