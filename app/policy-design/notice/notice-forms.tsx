import { Form, Link } from '@remix-run/react';
import { useTranslation } from 'react-i18next';

import { mostPastedLetters } from '~/knowledge/policies/notice/pasted-notice';

/** A document of the desk, found by its title or number. */
export function ChooseNotice({
  q,
  documents,
  isBusy,
}: {
  q: string;
  documents: readonly { id: string; title: string; documentNumber: string | null }[];
  isBusy: boolean;
}) {
  const { t } = useTranslation();
  return (
    <>
      <Form className="notice-search" role="search">
        <label htmlFor="q">{t('notice.search')}</label>
        <input id="q" name="q" type="search" className="form-control" defaultValue={q} />
        <button className="btn btn-outline-primary" disabled={isBusy}>
          {t('notice.find')}
        </button>
      </Form>
      {q !== '' && documents.length === 0 && (
        <div className="hq-empty">
          <i className="bi bi-file-earmark-x" aria-hidden="true" />
          <p>{t('notice.none', { q })}</p>
          <Link to="/desk/documents/upload">{t('notice.upload')}</Link>
        </div>
      )}
      {documents.length > 0 && (
        <ul className="hq-card notice-documents">
          {documents.map((one) => (
            <li key={one.id}>
              <Link to={`?document=${one.id}`}>{one.title}</Link>
              {one.documentNumber && <span className="hq-sm hq-muted">{one.documentNumber}</span>}
            </li>
          ))}
        </ul>
      )}
    </>
  );
}

/** The text itself, for a notice that isn't among the documents yet. */
export function PasteNotice({
  text,
  problem,
  isBusy,
}: {
  text: string;
  problem: 'short' | 'long' | null;
  isBusy: boolean;
}) {
  const { t } = useTranslation();
  return (
    <Form method="post" className="hq-card hq-card-b stack">
      <div>
        <label htmlFor="notice-text" className="form-label">
          {t('notice.paste')}
        </label>
        <textarea
          id="notice-text"
          name="text"
          rows={10}
          className={`form-control${problem ? ' is-invalid' : ''}`}
          defaultValue={text}
          required
          aria-invalid={problem ? true : undefined}
          aria-describedby="notice-text-help"
        />
        <p id="notice-text-help" className={`hq-sm ${problem ? 'text-danger' : 'hq-muted'}`}>
          {t(`notice.paste.${problem ?? 'help'}`, { most: mostPastedLetters.toLocaleString() })}
        </p>
      </div>
      <div>
        <button className="btn btn-primary" name="intent" value="read" disabled={isBusy}>
          {t(isBusy ? 'notice.reading' : 'notice.read')}
        </button>
      </div>
    </Form>
  );
}
