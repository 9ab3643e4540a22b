import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';

interface OriginalPaneProps {
  documentId: string;
  page: number;
  pages: number;
  /** Passages that stand on the page. */
  passages: number;
  go: (page: number) => void;
}

/** A page of the original as it was sent, to compare the passages with. */
export function OriginalPane({ documentId, page, pages, passages, go }: OriginalPaneProps) {
  const { t } = useTranslation();
  const [isLarge, setLarge] = useState(false);
  return (
    // eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex
    <div className="wb-pane wb-original" tabIndex={0} role="region" aria-label={t('workbench.original-page')}>
      <div className="wb-original-bar">
        <PageStep to={page - 1} isOff={page <= 1} go={go} />
        <PageNumber page={page} pages={pages} go={go} />
        <PageStep to={page + 1} isOff={page >= pages} isNext go={go} />
        <span className="hq-sm hq-muted" role="status">
          {t('workbench.page-passages', { n: passages })}
        </span>
        <button
          type="button"
          className="btn btn-outline-primary btn-sm doc-head-actions"
          aria-pressed={isLarge}
          onClick={() => {
            setLarge(!isLarge);
          }}
        >
          <i className={`bi ${isLarge ? 'bi-zoom-out' : 'bi-zoom-in'}`} aria-hidden="true" />
          {t(isLarge ? 'workbench.zoom-out' : 'workbench.zoom-in')}
        </button>
      </div>
      <PagePicture
        key={page}
        address={`/desk/documents/${documentId}/pages/${page}`}
        page={page}
        isLarge={isLarge}
      />
      {page < pages && (
        <link rel="prefetch" as="image" href={`/desk/documents/${documentId}/pages/${page + 1}`} />
      )}
    </div>
  );
}

function PageStep({
  to,
  isOff,
  isNext = false,
  go,
}: {
  to: number;
  isOff: boolean;
  isNext?: boolean;
  go: (page: number) => void;
}) {
  const { t } = useTranslation();
  return (
    <button
      type="button"
      className="btn btn-outline-primary btn-sm"
      disabled={isOff}
      aria-label={t(isNext ? 'documents.pages.after' : 'documents.pages.before')}
      onClick={() => {
        go(to);
      }}
    >
      <i className={`bi ${isNext ? 'bi-chevron-right' : 'bi-chevron-left'}`} aria-hidden="true" />
    </button>
  );
}

/** The number can be typed; what is no page of the document goes nowhere. */
function PageNumber({ page, pages, go }: Pick<OriginalPaneProps, 'page' | 'pages' | 'go'>) {
  const { t } = useTranslation();
  const [typed, setTyped] = useState(String(page));
  useEffect(() => {
    setTyped(String(page));
  }, [page]);
  return (
    <form
      className="row-x"
      onSubmit={(event) => {
        event.preventDefault();
        const wanted = Math.trunc(Number(typed));
        if (wanted >= 1 && wanted <= pages) go(wanted);
        else setTyped(String(page));
      }}
    >
      <label className="visually-hidden" htmlFor="wb-page">
        {t('workbench.page-number')}
      </label>
      <input
        id="wb-page"
        className="form-control form-control-sm wb-page-number num"
        inputMode="numeric"
        value={typed}
        onChange={({ target }) => {
          setTyped(target.value.replace(/\D/g, '').slice(0, 5));
        }}
      />
      <span className="hq-sm num nowrap">{t('workbench.page-of', { pages })}</span>
    </form>
  );
}

type Load = { state: 'loading' | 'shown' } | { state: 'failed'; why: string };

function PagePicture({ address, page, isLarge }: { address: string; page: number; isLarge: boolean }) {
  const { t } = useTranslation();
  const [load, setLoad] = useState<Load>({ state: 'loading' });
  const [attempt, setAttempt] = useState(0);
  const failed = async () => {
    // A picture's error says nothing; the answer does.
    const why = await fetch(address).then(
      (response) =>
        response.ok ? '' : response.json().then((problem: { title?: string }) => problem.title ?? ''),
      () => '',
    );
    setLoad({ state: 'failed', why });
  };
  if (load.state === 'failed')
    return (
      <div className="hq-note" role="alert">
        <p>
          {t('workbench.page-failed', { page })} {load.why}
        </p>
        <button
          type="button"
          className="btn btn-outline-primary btn-sm"
          onClick={() => {
            setAttempt(attempt + 1);
            setLoad({ state: 'loading' });
          }}
        >
          {t('workbench.page-again')}
        </button>
      </div>
    );
  return (
    <>
      {load.state === 'loading' && (
        <p className="wb-page-wait hq-sm hq-muted" role="status">
          <span className="spinner-border spinner-border-sm" aria-hidden="true" />
          {t('workbench.page-drawing', { page })}
        </p>
      )}
      <img
        key={attempt}
        className={isLarge ? 'wb-page large' : 'wb-page'}
        src={address}
        alt={t('workbench.page-alt', { page })}
        ref={(image) => {
          // The server's page may have loaded it before React listens.
          if (image?.complete && load.state === 'loading') {
            if (image.naturalWidth > 0) setLoad({ state: 'shown' });
          }
        }}
        onLoad={() => {
          setLoad({ state: 'shown' });
        }}
        onError={() => void failed()}
      />
    </>
  );
}
