import { redirect, type ActionFunctionArgs, type LoaderFunctionArgs } from '@remix-run/node';
import { Form, Link, Outlet, useLoaderData, useSearchParams } from '@remix-run/react';
import { useTranslation } from 'react-i18next';

import { DocumentTabs } from '~/app/documents/document-tabs';
import { RecognitionCheck } from '~/app/documents/recognition-check';
import { KeyPointsLabel, RecognisedLabel, StateBadge, StatusBadge } from '~/app/documents/status-badge';
import { uploadRoles } from '~/app/documents/upload-documents.server';
import { orErrorPage } from '~/app/errors';
import { requireStaff } from '~/app/session/require-reader.server';
import styles from '~/app/styles/documents.css?url';
import { setDocumentState } from '~/knowledge/documents/correct-document.server';
import { getDocumentHead } from '~/knowledge/documents/get-document-head.server';
import { NotFoundError } from '~/prisma/access/access-denied';
import { cityDate } from '~/prisma/calendar/city-date';

export const links = () => [{ rel: 'stylesheet', href: styles }];

export async function loader({ request, context, params }: LoaderFunctionArgs) {
  return orErrorPage(async () => {
    const { db, now } = context.services;
    const reader = await requireStaff(request, context, ...uploadRoles);
    const document = await getDocumentHead(db, reader, params.id ?? '', cityDate(now()));
    if (!document) throw new NotFoundError('document', params.id ?? '');
    return { document };
  });
}

export async function action({ request, context, params }: ActionFunctionArgs) {
  return orErrorPage(async () => {
    const reader = await requireStaff(request, context, ...uploadRoles);
    const id = params.id ?? '';
    const intent = (await request.formData()).get('intent') === 'publish' ? 'publish' : 'withdraw';
    await setDocumentState(context.services, reader, id, intent === 'publish' ? 'published' : 'withdrawn');
    return redirect(`/desk/documents/${id}?saved=${intent}`);
  });
}

const savedIntents = ['correct', 'publish', 'withdraw'];

export default function DeskDocumentPage() {
  const { document } = useLoaderData<typeof loader>();
  const { t } = useTranslation();
  const saved = useSearchParams()[0].get('saved');
  return (
    <div className="stack">
      <nav className="crumb" aria-label={t('documents.crumb')}>
        <Link to="/desk/documents">{t('documents.title')}</Link>
        <i className="bi bi-chevron-right" aria-hidden="true" />
        <span aria-current="page">{document.title}</span>
      </nav>
      <div className="deskhead">
        <h1>{document.title}</h1>
        <StateBadge state={document.state} />
        <StatusBadge status={document.status} effectiveFrom={document.effectiveFrom} />
        <KeyPointsLabel textKind={document.textKind} />
        <RecognisedLabel textOrigin={document.textOrigin} />
        <Form method="post" action={`/desk/documents/${document.id}`} className="row-x doc-head-actions">
          {document.state === 'published' && (
            <Link className="btn btn-outline-primary" to={`/documents/${document.id}`}>
              {t('documents.desk.open')}
            </Link>
          )}
          {document.canEdit &&
            (document.state === 'published' ? (
              <button className="btn btn-outline-primary" name="intent" value="withdraw">
                {t('documents.desk.withdraw')}
              </button>
            ) : (
              <button className="btn btn-primary" name="intent" value="publish">
                {t('documents.desk.publish')}
              </button>
            ))}
        </Form>
      </div>
      {!document.canEdit && (
        <p className="hq-note" role="note">
          {t('workbench.read-only', { department: document.department ?? '' })}
        </p>
      )}
      {saved !== null && (
        <p className="hq-note" role="status">
          {savedIntents.includes(saved) ? t(`documents.desk.saved.${saved}`) : t('documents.desk.saved')}
        </p>
      )}
      <RecognitionCheck document={document} />
      <DocumentTabs documentId={document.id} />
      <Outlet />
    </div>
  );
}
