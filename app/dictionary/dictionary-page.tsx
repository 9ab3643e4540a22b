import { Form, Link, useLocation, useNavigation } from '@remix-run/react';
import { useTranslation } from 'react-i18next';

import { useLookAgain } from '~/app/desk/use-look-again';
import { entryKinds } from '~/knowledge/search/understanding/dictionary-entry';

import type { DictionaryOutcome } from './act-on-dictionary.server';
import { ChangeList } from './change-list';
import { EntryForm } from './entry-form';
import { EntryTable } from './entry-table';
import type { DictionaryPageData } from './get-dictionary-page.server';
import type { EntryFields } from './read-entry-form';
import { HintList } from './hint-list';
import { ImportForm, Outcome } from './import-form';
import { UnderstandingView } from './understanding-view';

const emptyDraft: EntryFields & { id?: string } = {
  kind: 'synonym',
  term: '',
  targets: [],
  weight: 0.8,
  note: '',
};

/** 词典: everyday words, abbreviations, districts, slips and words that must not be cut. */
export function DictionaryPage({
  page,
  outcome,
}: {
  page: DictionaryPageData;
  outcome: DictionaryOutcome | null;
}) {
  const { t } = useTranslation();
  const { query, entries, total, pageSize, changes, hints, tried } = page;
  const { search } = useLocation();
  const busy = useNavigation().state !== 'idle';
  useLookAgain(changes.some(({ state }) => state === 'waiting' || state === 'running'));
  const addressOf = (change: Record<string, string | null>) => {
    const params = new URLSearchParams(search);
    for (const [name, value] of Object.entries(change)) {
      if (value === null) params.delete(name);
      else params.set(name, value);
    }
    return `/desk/dictionary?${params.toString()}`;
  };
  const back = addressOf({ edit: null, new: null, term: null, targets: null, note: null });
  const kept = outcome?.did === 'refused' || outcome?.did === 'tried' ? outcome.draft : null;
  const draft = kept ?? page.draft ?? (query.new ? emptyDraft : null);
  const pages = Math.max(1, Math.ceil(total / pageSize));
  return (
    <div className="stack">
      <div className="deskhead">
        <h1>{t('dictionary.title')}</h1>
        <div className="dict-buttons dict-on-computer">
          <Link className="btn btn-primary" to={addressOf({ new: 'synonym', edit: null })}>
            <i className="bi bi-plus-lg" aria-hidden="true" />
            {t('dictionary.add')}
          </Link>
          <a className="btn btn-outline-primary" href="/desk/dictionary/export" download>
            <i className="bi bi-download" aria-hidden="true" />
            {t('dictionary.export')}
          </a>
        </div>
      </div>
      <p className="hq-sm hq-muted">{t('dictionary.about')}</p>
      <p className="hq-note dict-on-phone">{t('dictionary.on-computer')}</p>
      {outcome && <Outcome outcome={outcome} />}
      {draft && (
        <div className="dict-on-computer">
          <EntryForm
            key={`${draft.id ?? 'new'} ${page.draft?.term ?? ''}`}
            draft={draft}
            problems={outcome?.did === 'refused' ? outcome.fields : {}}
            tried={outcome?.did === 'tried' ? outcome : null}
            busy={busy}
            back={back}
          />
        </div>
      )}
      <ChangeList changes={changes} busy={busy} />
      <div className="dict-pair">
        <section className="hq-card dict-box" aria-labelledby="try-heading">
          <h2 id="try-heading">{t('dictionary.try')}</h2>
          <Form method="get" className="dict-try" preventScrollReset>
            <label className="visually-hidden" htmlFor="try-question">
              {t('dictionary.try.label')}
            </label>
            <input
              id="try-question"
              name="try"
              type="search"
              className="form-control"
              defaultValue={query.try}
              placeholder={t('dictionary.try.example')}
              maxLength={500}
            />
            <button className="btn btn-outline-primary" type="submit">
              {t('dictionary.try.button')}
            </button>
          </Form>
          <div aria-live="polite">
            {tried ? (
              <>
                <UnderstandingView understood={tried} />
                <Link className="hq-sm" to={`/desk/search-test?q=${encodeURIComponent(query.try)}`}>
                  {t('dictionary.try.hit-test')}
                </Link>
              </>
            ) : (
              <p className="hq-sm hq-muted">{t('dictionary.try.empty')}</p>
            )}
          </div>
        </section>
        <ImportForm busy={busy} />
      </div>
      <HintList hints={hints} addressOf={addressOf} />
      <Form method="get" className="dict-filters" role="search" aria-label={t('dictionary.find')}>
        <div>
          <label className="form-label" htmlFor="dict-q">
            {t('dictionary.find')}
          </label>
          <input
            id="dict-q"
            name="q"
            type="search"
            className="form-control"
            defaultValue={query.q}
            placeholder={t('dictionary.find.hint')}
          />
        </div>
        <div>
          <label className="form-label" htmlFor="dict-kind">
            {t('dictionary.field.kind')}
          </label>
          <select
            id="dict-kind"
            key={query.kind ?? ''}
            name="kind"
            className="form-select"
            defaultValue={query.kind ?? ''}
          >
            <option value="">{t('dictionary.all-kinds')}</option>
            {entryKinds.map((kind) => (
              <option key={kind} value={kind}>
                {t(`dictionary.kind.${kind}`)}
              </option>
            ))}
          </select>
        </div>
        <label className="form-check dict-own">
          <input
            type="checkbox"
            className="form-check-input"
            name="own"
            value="on"
            defaultChecked={query.own === 'on'}
          />
          {t('dictionary.own')}
        </label>
        <button className="btn btn-primary" type="submit">
          <i className="bi bi-search" aria-hidden="true" />
          {t('dictionary.find.button')}
        </button>
      </Form>
      <p className="hq-sm hq-muted" aria-live="polite">
        {t('dictionary.count', { n: total })}
      </p>
      {entries.length === 0 ? (
        <div className="hq-card hq-empty">
          <i className="bi bi-journal-x" aria-hidden="true" />
          <p>{t(query.q === '' ? 'dictionary.none' : 'dictionary.none-found', { q: query.q })}</p>
          <Link
            className="btn btn-outline-primary dict-on-computer"
            to={addressOf({ new: 'synonym', term: query.q || null, q: null })}
          >
            {t('dictionary.add')}
          </Link>
        </div>
      ) : (
        <EntryTable entries={entries} addressOf={addressOf} busy={busy} />
      )}
      {pages > 1 && (
        <nav className="doc-pager" aria-label={t('documents.pages')}>
          {query.page > 1 && (
            <Link className="btn btn-outline-primary btn-sm" to={addressOf({ page: String(query.page - 1) })}>
              {t('documents.previous')}
            </Link>
          )}
          <span className="hq-muted">{t('documents.page-n', { page: query.page, pages })}</span>
          {query.page < pages && (
            <Link className="btn btn-outline-primary btn-sm" to={addressOf({ page: String(query.page + 1) })}>
              {t('documents.next')}
            </Link>
          )}
        </nav>
      )}
    </div>
  );
}
