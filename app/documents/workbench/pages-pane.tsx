import { useTranslation } from 'react-i18next';

/** The original's pages as pictures, drawn when they come into view. */
export function PagesPane({ documentId, pages }: { documentId: string; pages: number }) {
  const { t } = useTranslation();
  return (
    // eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex
    <div className="wb-pane" tabIndex={0} role="region" aria-label={t('workbench.view.pages')}>
      {Array.from({ length: pages }, (_, i) => (
        <img
          key={i}
          className="wb-page"
          src={`/desk/documents/${documentId}/pages/${i + 1}`}
          alt={t('workbench.page', { n: i + 1 })}
          loading="lazy"
          width={900}
          height={1273}
        />
      ))}
    </div>
  );
}
