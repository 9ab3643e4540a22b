import { Form, Link } from '@remix-run/react';
import { useTranslation } from 'react-i18next';

import type { DictionaryOutcome } from './act-on-dictionary.server';

/** Entries from a table. */
export function ImportForm({ busy }: { busy: boolean }) {
  const { t } = useTranslation();
  return (
    <section className="hq-card dict-box dict-on-computer" aria-labelledby="import-heading">
      <h2 id="import-heading">{t('dictionary.import')}</h2>
      <Form method="post" encType="multipart/form-data" className="dict-try">
        <input type="hidden" name="intent" value="import" />
        <label className="visually-hidden" htmlFor="dict-file">
          {t('dictionary.import.file')}
        </label>
        <input
          id="dict-file"
          name="file"
          type="file"
          accept=".csv,text/csv"
          className="form-control"
          required
        />
        <button className="btn btn-outline-primary" type="submit" disabled={busy}>
          {t(busy ? 'dictionary.import.busy' : 'dictionary.import.button')}
        </button>
      </Form>
      <p className="hq-xs hq-muted">{t('dictionary.import.help')}</p>
    </section>
  );
}

/** What became of the last form. */
export function Outcome({ outcome }: { outcome: DictionaryOutcome }) {
  const { t } = useTranslation();
  switch (outcome.did) {
    case 'proposed':
      return (
        <p className="hq-note" role="status">
          <span>
            {t('dictionary.did.proposed', { title: outcome.title })}{' '}
            <Link to={`/desk/changes/${outcome.changeId}`}>{t('dictionary.did.follow')}</Link>
          </span>
        </p>
      );
    case 'nothing':
      return (
        <p className="hq-note hq-note-gap" role="status">
          {t('dictionary.did.nothing')}
        </p>
      );
    case 'imported':
      return (
        <div className={outcome.problems.length > 0 ? 'hq-note hq-note-gap' : 'hq-note'} role="status">
          <div>
            {t(outcome.changeId === null ? 'dictionary.did.imported-none' : 'dictionary.did.imported', {
              added: outcome.added,
              changed: outcome.changed,
              same: outcome.same,
            })}{' '}
            {outcome.changeId !== null && (
              <Link to={`/desk/changes/${outcome.changeId}`}>{t('dictionary.did.follow')}</Link>
            )}
            {outcome.problems.length > 0 && (
              <ul className="plain hq-sm">
                {outcome.problems.map(({ line, message }) => (
                  <li key={`${line} ${message}`}>{t('dictionary.did.line', { line, message })}</li>
                ))}
                {outcome.moreProblems > 0 && (
                  <li>{t('dictionary.did.more-lines', { n: outcome.moreProblems })}</li>
                )}
              </ul>
            )}
          </div>
        </div>
      );
    default:
      return null;
  }
}
