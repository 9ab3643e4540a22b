import { Form, Link, useLocation, useNavigation } from '@remix-run/react';
import { useTranslation } from 'react-i18next';

import { CorrectedLabel } from '~/app/documents/status-badge';

import { UnderstandingView } from '~/app/dictionary/understanding-view';

import { TriedAnswerCard } from './tried-answer';
import type { SearchTestData, TestedPassage } from './get-search-test.server';

/** 检索测试: why a question finds what it finds, and what other settings would find. */
export function SearchTestPage({ page }: { page: SearchTestData }) {
  const { t } = useTranslation();
  const busy = useNavigation().state !== 'idle';
  const { search } = useLocation();
  const { query, choices, understood, now, other, adoptable } = page;
  const explanation = now?.explanation;
  return (
    <div className="stack">
      <div className="deskhead">
        <h1>{t('hit.title')}</h1>
      </div>
      <p className="hq-note dict-on-phone">{t('hit.on-computer')}</p>
      <Form method="get" className="dict-try hit-form" role="search" aria-label={t('hit.title')}>
        <label className="visually-hidden" htmlFor="hit-q">
          {t('hit.question')}
        </label>
        <input id="hit-q" name="q" type="search" className="form-control" defaultValue={query.q} required />
        <div className="hit-field">
          <label htmlFor="hit-day">{t('hit.as-of')}</label>
          <input
            id="hit-day"
            name="asOf"
            type="date"
            className="form-control"
            defaultValue={query.asOf ?? ''}
          />
        </div>
        <div className="hit-field">
          <label htmlFor="hit-region">{t('hit.region')}</label>
          <select
            id="hit-region"
            name="region"
            className="form-select w-auto"
            defaultValue={query.region ?? ''}
          >
            <option value="">{t('hit.region.all')}</option>
            {choices.regions.map(({ code, name }) => (
              <option key={code} value={code}>
                {name}
              </option>
            ))}
          </select>
        </div>
        <div className="hit-field">
          <label htmlFor="hit-department">{t('hit.department')}</label>
          <select
            id="hit-department"
            name="department"
            className="form-select w-auto"
            defaultValue={query.department ?? ''}
          >
            <option value="">{t('hit.department.all')}</option>
            {choices.departments.map(({ id, name }) => (
              <option key={id} value={id}>
                {name}
              </option>
            ))}
          </select>
        </div>
        <div className="hit-field">
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
        </div>
        <div className="hit-field">
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
        </div>
        <div className="hit-field">
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
        </div>
        <div className="hit-field">
          <label htmlFor="hit-depth">{t('hit.depth')}</label>
          <input
            id="hit-depth"
            name="depth"
            type="number"
            min="20"
            max="500"
            className="form-control"
            defaultValue={query.depth ?? ''}
          />
        </div>
        {choices.hasReranker && (
          <div className="hit-field">
            <label htmlFor="hit-rerank">{t('hit.rerank')}</label>
            <select
              id="hit-rerank"
              name="rerankDepth"
              className="form-select w-auto"
              defaultValue={query.rerankDepth ?? ''}
            >
              <option value="">{t('hit.rerank.as-set')}</option>
              <option value="0">{t('hit.rerank.off')}</option>
              <option value="30">{t('hit.rerank.on')}</option>
            </select>
          </div>
        )}
        <label className="row-x nowrap">
          <input
            type="checkbox"
            className="form-check-input"
            name="dictionary"
            value="off"
            defaultChecked={query.dictionary === 'off'}
          />
          {t('hit.without-dictionary')}
        </label>
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
            <Link className="hq-sm" to={questionAddress(query.q, query.asOf)}>
              {t('hit.add-question')}
            </Link>
            <p className="hq-xs hq-muted">
              {t('hit.tokens', {
                tokens: (explanation?.tokens ?? [])
                  .filter(({ asked }) => asked)
                  .map(({ token, documents }) => `${token}(${documents})`)
                  .join(' '),
              })}
            </p>
          </section>
          <div className={other ? 'dict-pair hit-pair' : ''}>
            <Ranking heading={t('hit.now', { ms: now.tookMs })} results={now.results} against={null} />
            {other && (
              <Ranking
                heading={t('hit.other.took', { ms: other.tookMs })}
                results={other.results}
                against={now.results}
              />
            )}
          </div>
          {adoptable && choices.mayAdopt && (
            <Form method="post" action={`/desk/search-test${search}`} className="dict-buttons">
              <button className="btn btn-outline-primary" type="submit" disabled={busy}>
                {t('hit.adopt')}
              </button>
              <span className="hq-sm hq-muted">{t('hit.adopt.about')}</span>
            </Form>
          )}
          {adoptable && !choices.mayAdopt && <p className="hq-sm hq-muted">{t('hit.adopt.ask')}</p>}
          <TriedAnswerCard key={search} search={search} />
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

/** The form of a new question of the evaluation, with this one written into it. */
function questionAddress(question: string, asOf: string | undefined): string {
  const params = new URLSearchParams({ question, ...(asOf !== undefined && { asOf }) });
  return `/desk/evaluation/questions/new?${params.toString()}`;
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
        {results.map(({ passageId, documentId, title, path, text, corrected, details }, at) => {
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
              <CorrectedLabel corrected={corrected} />
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
