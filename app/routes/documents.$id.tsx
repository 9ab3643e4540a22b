import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node';
import { Link, useLoaderData, useNavigate } from '@remix-run/react';
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';

import { Clauses } from '~/app/documents/clauses';
import { DocumentFacts } from '~/app/documents/document-facts';
import { DocumentPages } from '~/app/documents/document-pages';
import { RelatedDocuments } from '~/app/documents/related-documents';
import { KeyPointsLabel, RecognisedLabel, StatusBadge } from '~/app/documents/status-badge';
import { orErrorPage } from '~/app/errors';
import { getReader } from '~/app/session/require-reader.server';
import styles from '~/app/styles/documents.css?url';
import { getDocumentPage } from '~/knowledge/documents/get-document-page.server';
import { NotFoundError } from '~/prisma/access/access-denied';
import { cityDate } from '~/prisma/calendar/city-date';

export const links = () => [{ rel: 'stylesheet', href: styles }];

export const meta: MetaFunction<typeof loader> = ({ data }) => [
  { title: `${data?.document.title ?? ''} · 惠企通` },
];

export async function loader({ request, context, params }: LoaderFunctionArgs) {
  return orErrorPage(async () => {
    const { db, now } = context.services;
    const reader = await getReader(request, context);
    const asOf = cityDate(now());
    const query = new URL(request.url).searchParams;
    const passageId = Number(query.get('mark'));
    const found = await getDocumentPage(db, reader, params.id ?? '', {
      asOf,
      page: Number(query.get('page') ?? 1),
      passageId: Number.isSafeInteger(passageId) && passageId > 0 ? passageId : null,
    });
    if (!found) throw new NotFoundError('document', params.id ?? '');
    const { hasPassage, ...shown } = found;
    return { ...shown, asOf, mark: hasPassage ? { passageId, quote: readQuote(query) } : null };
  });
}

function readQuote(query: URLSearchParams): string | null {
  const quote = query.get('quote')?.slice(0, 2000) ?? '';
  return quote.trim() === '' ? null : quote;
}

export default function DocumentPage() {
  const { document, blocks, page, pages, asOf, mark } = useLoaderData<typeof loader>();
  const { t } = useTranslation();
  useAnchorOfOtherPage(pages);
  const headings = blocks.filter((block) => block.type === 'heading');
  return (
    <div className="wrap">
      <nav className="crumb" aria-label={t('documents.crumb')}>
        <Link to="/documents">{t('documents.title')}</Link>
        <i className="bi bi-chevron-right" aria-hidden="true" />
        <span aria-current="page">{document.title}</span>
      </nav>
      <div className="doc-page">
        <article className="hq-card doc-sheet">
          <header className="stack">
            <div className="doc-badges">
              <StatusBadge status={document.status} effectiveFrom={document.effectiveFrom} />
              <KeyPointsLabel textKind={document.textKind} />
              <RecognisedLabel textOrigin={document.textOrigin} />
              {document.isSample && document.region === '359900' && (
                <span className="tag">{t('documents.sample')}</span>
              )}
              <span className="hq-xs hq-muted">{t('documents.checked-on', { date: asOf })}</span>
            </div>
            <h1>{document.title}</h1>
            {document.textKind === 'key-points' && (
              <p className="hq-note hq-note-gap">{t('documents.key-points-note')}</p>
            )}
            {document.status !== 'in-force' && <StatusNote document={document} />}
            {mark && (
              <p className="hq-note">
                <a href={`#p-${mark.passageId}`}>{t('documents.to-mark')}</a>
              </p>
            )}
          </header>
          <DocumentPages page={page} pages={pages} />
          <Clauses blocks={blocks} mark={mark} />
          <DocumentPages page={page} pages={pages} />
        </article>
        <aside className="stack doc-rail" aria-label={t('documents.about')}>
          <section className="hq-card hq-card-b">
            <h2>{t('documents.about')}</h2>
            <DocumentFacts document={document} />
          </section>
          <RelatedDocuments document={document} />
          {document.versions.length > 1 && (
            <section className="hq-card hq-card-b">
              <h2>{t('documents.versions')}</h2>
              <ul className="plain doc-versions">
                {document.versions.map((version) => (
                  <li key={version.id}>
                    <Link
                      to={`/documents/${version.id}`}
                      aria-current={version.id === document.id ? 'page' : undefined}
                    >
                      {version.effectiveFrom
                        ? t('documents.version-from', { date: version.effectiveFrom })
                        : version.title}
                    </Link>
                    <StatusBadge status={version.status} effectiveFrom={version.effectiveFrom} />
                    <KeyPointsLabel textKind={version.textKind} />
                  </li>
                ))}
              </ul>
            </section>
          )}
          {headings.length > 0 && (
            <nav className="hq-card hq-card-b doc-toc elder-hide" aria-labelledby="doc-toc">
              <h2 id="doc-toc">{t('documents.contents')}</h2>
              <ol className="plain">
                {headings.map((heading) => (
                  <li key={heading.id} className={`toc-${heading.level}`}>
                    <a href={`#${heading.id}`}>{heading.text}</a>
                  </li>
                ))}
              </ol>
            </nav>
          )}
        </aside>
      </div>
    </div>
  );
}

/** A link to a passage (#p-12) names no page: where it isn't on this one, the passage's own is opened. */
function useAnchorOfOtherPage(pages: number) {
  const navigate = useNavigate();
  useEffect(() => {
    const passage = /^#p-(\d+)$/.exec(window.location.hash)?.[1];
    if (pages > 1 && passage !== undefined && !document.getElementById(`p-${passage}`))
      void navigate(`?mark=${passage}`, { replace: true });
  }, [pages, navigate]);
}

function StatusNote({ document }: { document: ReturnType<typeof useLoaderData<typeof loader>>['document'] }) {
  const { t } = useTranslation();
  const date = {
    repealed: document.repealedOn,
    superseded: document.supersededOn,
    expired: document.expiresOn,
    'not-yet': document.effectiveFrom,
  }[document.status as 'repealed'];
  const newer =
    document.status === 'superseded' ? document.supersededByDocument : document.repealedByDocument;
  return (
    <p className="hq-note hq-note-gap">
      <span>
        {t(`documents.note.${document.status}`, { date })}
        {newer && (
          <>
            {' '}
            <Link to={`/documents/${newer.id}`}>{t('documents.see', { title: newer.title })}</Link>
          </>
        )}
      </span>
    </p>
  );
}
