import { data, type ActionFunctionArgs, type LoaderFunctionArgs } from '@remix-run/node';
import { Link, useActionData, useLoaderData } from '@remix-run/react';
import { useTranslation } from 'react-i18next';

import { DocumentFilters } from '~/app/documents/document-filters';
import { readDocumentQuery } from '~/app/documents/document-query';
import { Pager } from '~/app/documents/pager';
import { readUpload } from '~/app/documents/read-upload.server';
import { KeyPointsLabel, RecognisedLabel, StateBadge, StatusBadge } from '~/app/documents/status-badge';
import { uploadDocuments, uploadRoles } from '~/app/documents/upload-documents.server';
import { UploadForm, UploadResults } from '~/app/documents/upload-form';
import { VectorProgress } from '~/app/documents/vector-progress';
import { orErrorPage } from '~/app/errors';
import { readPreferences } from '~/app/i18n/preferences';
import { requireStaff } from '~/app/session/require-reader.server';
import styles from '~/app/styles/documents.css?url';
import { listDocuments, listIssuers } from '~/knowledge/documents/list-documents.server';
import { regionName } from '~/knowledge/documents/region';
import { cityDate } from '~/prisma/calendar/city-date';

export const links = () => [{ rel: 'stylesheet', href: styles }];

const pageSize = 50;

export async function loader({ request, context }: LoaderFunctionArgs) {
  return orErrorPage(async () => {
    const { db, now, search, settings } = context.services;
    const reader = await requireStaff(request, context, ...uploadRoles);
    const query = readDocumentQuery(new URL(request.url));
    const { page, ...filter } = query;
    const scope = { reader, scope: 'desk' as const };
    const found = await listDocuments(db, { ...scope, asOf: cityDate(now()), ...filter }, { page, pageSize });
    const index = search.status();
    return {
      query,
      ...found,
      issuers: await listIssuers(db, scope),
      limitMb: settings.UPLOAD_LIMIT_MB,
      index: { passages: index.passages, pending: index.vectorsPending, model: index.embeddingModel },
    };
  });
}

export async function action({ request, context }: ActionFunctionArgs) {
  return orErrorPage(async () => {
    const reader = await requireStaff(request, context, ...uploadRoles);
    const { locale } = readPreferences(request);
    const upload = await readUpload(request, context.services.settings.UPLOAD_LIMIT_MB);
    if (!upload.ok) return data({ outcomes: null, tooLargeMb: upload.limitMb }, { status: 413 });
    const outcomes = await uploadDocuments(context.services, reader, upload.form, locale);
    return data({ outcomes, tooLargeMb: null });
  });
}

export default function DeskDocumentsPage() {
  const { query, documents, total, issuers, limitMb, index } = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  const { t } = useTranslation();
  return (
    <div className="stack">
      <div className="deskhead">
        <h1>{t('documents.title')}</h1>
      </div>
      <UploadForm limitMb={limitMb} />
      {answer?.tooLargeMb && (
        <p className="hq-note hq-note-no" role="alert">
          {t('documents.desk.too-large', { n: answer.tooLargeMb })}
        </p>
      )}
      {answer?.outcomes && <UploadResults outcomes={answer.outcomes} />}
      <VectorProgress {...index} />
      <DocumentFilters query={query} issuers={issuers} withState />
      <p className="hq-sm hq-muted">{t('documents.count', { n: total })}</p>
      {documents.length === 0 ? (
        <div className="hq-card hq-empty">
          <i className="bi bi-journal-x" aria-hidden="true" />
          <p>{t('documents.desk.none')}</p>
        </div>
      ) : (
        // Wide on a phone, so it scrolls in its own box, which the keyboard reaches too.
        <div
          className="hq-card table-responsive"
          // eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex
          tabIndex={0}
          role="region"
          aria-label={t('documents.title')}
        >
          <table className="table doc-table">
            <thead>
              <tr>
                <th scope="col">{t('documents.field.title')}</th>
                <th scope="col">{t('documents.field.number')}</th>
                <th scope="col">{t('documents.field.issuer')}</th>
                <th scope="col">{t('documents.field.region')}</th>
                <th scope="col">{t('documents.field.effective')}</th>
                <th scope="col">{t('documents.filter.status')}</th>
              </tr>
            </thead>
            <tbody>
              {documents.map((document) => (
                <tr key={document.id}>
                  <td className="doc-title">
                    <Link to={`/desk/documents/${document.id}`}>{document.title}</Link>
                  </td>
                  <td>{document.documentNumber}</td>
                  <td>{document.issuer}</td>
                  <td className="nowrap">{regionName(document.region) ?? document.region}</td>
                  <td className="nowrap num">{document.effectiveFrom}</td>
                  <td>
                    <span className="doc-badges">
                      <StateBadge state={document.state} />
                      <StatusBadge status={document.status} effectiveFrom={document.effectiveFrom} />
                      <KeyPointsLabel textKind={document.textKind} />
                      <RecognisedLabel textOrigin={document.textOrigin} />
                    </span>
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
      <Pager query={query} total={total} pageSize={pageSize} />
    </div>
  );
}
