import { Form, Link, useNavigation } from '@remix-run/react';
import { useTranslation } from 'react-i18next';

import { UnderstandingView } from '~/app/dictionary/understanding-view';

import type { SearchTestData, TestedPassage } from './get-search-test.server';

/** 检索测试: why a question finds what it finds, and what other settings would find. */
export function SearchTestPage({ page }: { page: SearchTestData }) {
  const { t } = useTranslation();
  const busy = useNavigation().state !== 'idle';
  const { query, understood, now, other } = page;
  const explanation = now?.explanation;
  return (
    <div className="stack">
      <div className="deskhead">
        <h1>{t('hit.title')}</h1>
      </div>
      <Form method="get" className="dict-try" role="search" aria-label={t('hit.title')}>
        <label className="visually-hidden" htmlFor="hit-q">
          {t('hit.question')}
        </label>
        <input id="hit-q" name="q" type="search" className="form-control" defaultValue={query.q} required />
        <label htmlFor="hit-day">{t('hit.as-of')}</label>
        <input
          id="hit-day"
          name="asOf"
          type="date"
          className="form-control"
          defaultValue={query.asOf ?? ''}
        />
        <label htmlFor="hit-retriever">{t('hit.retriever')}</label>
        <select
          id="hit-retriever"
          name="retriever"
          className="form-select w-auto"
          defaultValue={query.retriever}
        >
          {(['hybrid', 'keyword', 'vector'] as const).map((name) => (
            <option key={name} value={name}>
              {t(`hit.retriever.${name}`)}
            </option>
          ))}
        </select>
        <label htmlFor="hit-method">{t('hit.compare')}</label>
        <select
          id="hit-method"
          name="method"
          className="form-select w-auto"
          defaultValue={query.method ?? ''}
        >
          <option value="">{t('hit.compare.none')}</option>
          <option value="scores">{t('hit.method.scores')}</option>
          <option value="ranks">{t('hit.method.ranks')}</option>
        </select>
        <label htmlFor="hit-weight">{t('hit.vector-weight')}</label>
        <input
          id="hit-weight"
          name="vectorWeight"
          type="number"
          min="0"
          max="1"
          step="0.05"
          className="form-control"
          defaultValue={query.vectorWeight ?? ''}
        />
        <button className="btn btn-primary" type="submit" disabled={busy}>
          {t(busy ? 'hit.searching' : 'hit.search')}
        </button>
      </Form>
      {understood === null || now === null ? (
        <div className="hq-card hq-empty">
          <i className="bi bi-search" aria-hidden="true" />
          <p>{t('hit.empty')}</p>
        </div>
      ) : (
        <>
          <section className="hq-card dict-box" aria-labelledby="hit-understood">
            <h2 id="hit-understood">{t('hit.understood')}</h2>
            <UnderstandingView understood={understood} />
            <p className="hq-xs hq-muted">
              {t('hit.tokens', {
                tokens: (explanation?.tokens ?? [])
                  .filter(({ asked }) => asked)
                  .map(({ token, documents }) => `${token}(${documents})`)
                  .join(' '),
              })}
            </p>
          </section>
          <div className={other ? 'dict-pair' : ''}>
            <Ranking heading={t('hit.now', { ms: now.tookMs })} results={now.results} against={null} />
            {other && <Ranking heading={t('hit.other')} results={other} against={now.results} />}
          </div>
          <section className="hq-card dict-box" aria-labelledby="hit-dropped">
            <h2 id="hit-dropped">{t('hit.dropped')}</h2>
            {explanation && explanation.dropped.length > 0 ? (
              <ul className="plain hq-sm">
                {explanation.dropped.map(({ passageId, documentId, title, path, reasons, wouldRank }) => (
                  <li key={passageId}>
                    <Link to={`/desk/documents/${documentId}`}>{`${title} ${path}`}</Link>{' '}
                    {t('hit.dropped.would', {
                      rank: wouldRank,
                      reasons: reasons.map((reason) => t(`hit.reason.${reason}`)).join('、'),
                    })}
                  </li>
                ))}
              </ul>
            ) : (
              <p className="hq-sm hq-muted">{t('hit.dropped.none')}</p>
            )}
          </section>
        </>
      )}
    </div>
  );
}

/** A ranking with both ranks and scores; beside another one, how far each passage moved. */
function Ranking({
  heading,
  results,
  against,
}: {
  heading: string;
  results: TestedPassage[];
  against: TestedPassage[] | null;
}) {
  const { t } = useTranslation();
  return (
    <section className="hq-card table-responsive dict-box" aria-label={heading}>
      <h2>{heading}</h2>
      {results.length === 0 && <p className="hq-sm hq-muted">{t('hit.nothing')}</p>}
      <ol>
        {results.map(({ passageId, documentId, title, path, text, details }, at) => {
          const before = against?.findIndex((other) => other.passageId === passageId);
          const moved =
            before === undefined
              ? null
              : before < 0
                ? t('hit.moved.new')
                : before === at
                  ? null
                  : before - at;
          return (
            <li key={passageId}>
              <Link to={`/desk/documents/${documentId}`}>{`${title} ${path}`}</Link>{' '}
              {moved !== null && (
                <b>{typeof moved === 'number' ? `${moved > 0 ? '↑' : '↓'}${Math.abs(moved)}` : moved}</b>
              )}
              <div className="hq-xs hq-muted">{text}</div>
              {details && (
                <div className="hq-xs num">
                  {t('hit.ranks', {
                    keyword: details.keyword
                      ? `#${details.keyword.rank} (${details.keyword.score.toFixed(2)})`
                      : '—',
                    vector: details.vector
                      ? `#${details.vector.rank} (${details.vector.score.toFixed(3)})`
                      : '—',
                    fused: `#${details.fused.rank} (${details.fused.score.toFixed(3)})`,
                  })}
                </div>
              )}
            </li>
          );
        })}
      </ol>
    </section>
  );
}
