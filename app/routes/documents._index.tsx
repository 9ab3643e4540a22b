import type { LoaderFunctionArgs } from '@remix-run/node';
import { Link, useLoaderData } from '@remix-run/react';
import { useTranslation } from 'react-i18next';

import { DocumentFilters } from '~/app/documents/document-filters';
import { readDocumentQuery } from '~/app/documents/document-query';
import { Pager } from '~/app/documents/pager';
import { KeyPointsLabel, RecognisedLabel, StatusBadge } from '~/app/documents/status-badge';
import { orErrorPage } from '~/app/errors';
import { getReader } from '~/app/session/require-reader.server';
import styles from '~/app/styles/documents.css?url';
import { listDocuments, listIssuers } from '~/knowledge/documents/list-documents.server';
import { cityDate } from '~/prisma/calendar/city-date';

export const links = () => [{ rel: 'stylesheet', href: styles }];

const pageSize = 20;

export async function loader({ request, context }: LoaderFunctionArgs) {
  return orErrorPage(async () => {
    const { db, now } = context.services;
    const reader = await getReader(request, context);
    const query = readDocumentQuery(new URL(request.url));
    const { page, state: _desk, ...filter } = query;
    const found = await listDocuments(db, { reader, asOf: cityDate(now()), ...filter }, { page, pageSize });
    return { query, ...found, issuers: await listIssuers(db, { reader }) };
  });
}

export default function DocumentsPage() {
  const { query, documents, total, issuers } = useLoaderData<typeof loader>();
  const { t } = useTranslation();
  return (
    <div className="wrap page stack doc-list-page">
      <h1>{t('documents.title')}</h1>
      <p className="hq-muted">{t('documents.lead')}</p>
      <DocumentFilters query={query} issuers={issuers} />
      <p className="hq-sm hq-muted" aria-live="polite">
        {t('documents.count', { n: total })}
      </p>
      {documents.length === 0 ? (
        <div className="hq-card hq-empty">
          <i className="bi bi-journal-x" aria-hidden="true" />
          <p>{t('documents.none')}</p>
          <Link className="btn btn-outline-primary" to="/documents">
            {t('documents.show-all')}
          </Link>
        </div>
      ) : (
        <ul className="plain hq-card doc-list">
          {documents.map((document) => (
            <li key={document.id}>
              <div className="grow">
                <h2>
                  <Link to={`/documents/${document.id}`}>{document.title}</Link>
                </h2>
                <p className="hq-sm hq-muted doc-line">
                  {[document.documentNumber, document.issuer].filter(Boolean).map((part) => (
                    <span key={part}>{part}</span>
                  ))}
                  {document.effectiveFrom && (
                    <span>{t('documents.effective-from', { date: document.effectiveFrom })}</span>
                  )}
                  {document.expiresOn && (
                    <span>{t('documents.expires-on', { date: document.expiresOn })}</span>
                  )}
                </p>
              </div>
              <div className="doc-badges">
                <KeyPointsLabel textKind={document.textKind} />
                <RecognisedLabel textOrigin={document.textOrigin} />
                <StatusBadge status={document.status} effectiveFrom={document.effectiveFrom} />
              </div>
            </li>
          ))}
        </ul>
      )}
      <Pager query={query} total={total} pageSize={pageSize} />
    </div>
  );
}
