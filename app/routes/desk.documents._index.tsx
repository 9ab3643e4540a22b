import { data, type ActionFunctionArgs, type LoaderFunctionArgs } from '@remix-run/node';
import { Link, useLoaderData } from '@remix-run/react';
import { useCallback, useState } from 'react';
import { useTranslation } from 'react-i18next';

import { ScrollRegion } from '~/app/components/scroll-region';
import { DocumentBatch } from '~/app/documents/document-batch';
import { DocumentFilters } from '~/app/documents/document-filters';
import { readDocumentQuery } from '~/app/documents/document-query';
import { Pager } from '~/app/documents/pager';
import { RecentImports } from '~/app/documents/recent-imports';
import { answerBatch } from '~/app/documents/run-batch.server';
import { KeyPointsLabel, RecognisedLabel, StateBadge, StatusBadge } from '~/app/documents/status-badge';
import { uploadRoles } from '~/app/documents/upload-roles';
import { VectorProgress } from '~/app/documents/vector-progress';
import { orErrorPage } from '~/app/errors';
import { localeOf } from '~/app/i18n/remix-i18next.server';
import { requireStaff } from '~/app/session/require-reader.server';
import styles from '~/app/styles/documents.css?url';
import workbench from '~/app/styles/workbench.css?url';
import { listImports } from '~/knowledge/documents/import-runs/get-import.server';
import { listDeskDepartments } from '~/knowledge/documents/list-desk-departments.server';
import { listDocuments, listFormats, listIssuers } from '~/knowledge/documents/list-documents.server';
import { regionName } from '~/knowledge/documents/region';
import { cityDate } from '~/prisma/calendar/city-date';

export const links = () => [
  { rel: 'stylesheet', href: styles },
  { rel: 'stylesheet', href: workbench },
];

const pageSize = 50;

export async function loader({ request, context }: LoaderFunctionArgs) {
  return orErrorPage(async () => {
    const { db, now, search } = context.services;
    const reader = await requireStaff(request, context, ...uploadRoles);
    const query = readDocumentQuery(new URL(request.url));
    const { page, ...filter } = query;
    const scope = { reader, scope: 'desk' as const };
    const found = await listDocuments(db, { ...scope, asOf: cityDate(now()), ...filter }, { page, pageSize });
    const index = search.status();
    const imports = await listImports(db, reader);
    return {
      query,
      ...found,
      issuers: await listIssuers(db, scope),
      formats: await listFormats(db, reader),
      ...(await listDeskDepartments(db, reader)),
      imports: imports.map(({ createdAt, ...run }) => ({ ...run, on: cityDate(createdAt) })),
      index: { passages: index.passages, pending: index.vectorsPending, model: index.embeddingModel },
    };
  });
}

export async function action({ request, context }: ActionFunctionArgs) {
  return orErrorPage(async () => {
    const reader = await requireStaff(request, context, ...uploadRoles);
    const answer = await answerBatch(context.services, reader, await request.formData(), localeOf(request));
    return data(answer, { status: answer.error === undefined ? 200 : 422 });
  });
}

export default function DeskDocumentsPage() {
  const { query, documents, total, issuers, formats, departments, own, imports, index } =
    useLoaderData<typeof loader>();
  const { t } = useTranslation();
  const [chosen, setChosen] = useState<string[]>([]);
  const clear = useCallback(() => {
    setChosen([]);
  }, []);
  const nameOf = (id: string | null) => departments.find((one) => one.id === id)?.name ?? '';
  const allChosen = documents.length > 0 && documents.every(({ id }) => chosen.includes(id));
  return (
    <div className="stack">
      <div className="deskhead">
        <h1>{t('documents.title')}</h1>
        <Link className="btn btn-primary doc-head-actions wb-desktop" to="/desk/documents/upload">
          <i className="bi bi-upload" aria-hidden="true" />
          {t('documents.desk.upload')}
        </Link>
      </div>
      <p className="hq-note wb-phone">{t('workbench.phone')}</p>
      <RecentImports imports={imports} />
      <VectorProgress {...index} />
      <DocumentFilters query={query} issuers={issuers} desk={{ departments, formats }} />
      <p className="hq-sm hq-muted">{t('documents.count', { n: total })}</p>
      <DocumentBatch chosen={chosen} clear={clear} departments={own} />
      {documents.length === 0 ? (
        <div className="hq-card hq-empty">
          <i className="bi bi-journal-x" aria-hidden="true" />
          <p>{t('documents.desk.none')}</p>
        </div>
      ) : (
        <ScrollRegion className="hq-card table-responsive" label={t('documents.title')}>
          <table className="table doc-table">
            <thead>
              <tr>
                <th scope="col" className="wb-desktop">
                  <input
                    type="checkbox"
                    className="form-check-input"
                    aria-label={t('workbench.batch.all')}
                    checked={allChosen}
                    onChange={() => {
                      setChosen(allChosen ? [] : documents.map(({ id }) => id));
                    }}
                  />
                </th>
                <th scope="col">{t('documents.field.title')}</th>
                <th scope="col">{t('documents.field.number')}</th>
                <th scope="col">{t('documents.field.issuer')}</th>
                <th scope="col">{t('workbench.department')}</th>
                <th scope="col">{t('documents.field.region')}</th>
                <th scope="col">{t('documents.field.effective')}</th>
                <th scope="col">{t('documents.filter.status')}</th>
              </tr>
            </thead>
            <tbody>
              {documents.map((document) => (
                <tr key={document.id}>
                  <td className="wb-desktop">
                    <input
                      type="checkbox"
                      className="form-check-input"
                      aria-label={t('workbench.batch.one', { title: document.title })}
                      checked={chosen.includes(document.id)}
                      onChange={({ target }) => {
                        setChosen((all) =>
                          target.checked ? [...all, document.id] : all.filter((id) => id !== document.id),
                        );
                      }}
                    />
                  </td>
                  <td className="doc-title">
                    <Link to={`/desk/documents/${document.id}`}>{document.title}</Link>
                  </td>
                  <td>{document.documentNumber}</td>
                  <td>{document.issuer}</td>
                  <td>{nameOf(document.departmentId ?? null)}</td>
                  <td className="nowrap">{regionName(document.region) ?? document.region}</td>
                  <td className="nowrap num">{document.effectiveFrom}</td>
                  <td>
                    <span className="doc-badges">
                      <StateBadge state={document.state} />
                      <StatusBadge status={document.status} effectiveFrom={document.effectiveFrom} />
                      <KeyPointsLabel textKind={document.textKind} />
                      <RecognisedLabel textOrigin={document.textOrigin} />
                      {document.audience === 'department' && (
                        <span className="tag">{t('workbench.audience.department')}</span>
                      )}
                    </span>
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </ScrollRegion>
      )}
      <Pager query={query} total={total} pageSize={pageSize} />
    </div>
  );
}
