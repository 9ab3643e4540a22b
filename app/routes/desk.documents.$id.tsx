import { data, redirect, type ActionFunctionArgs, type LoaderFunctionArgs } from '@remix-run/node';
import { Link, Outlet, useActionData, useLoaderData, useSearchParams } from '@remix-run/react';
import { useTranslation } from 'react-i18next';

import { DocumentTabs } from '~/app/documents/document-tabs';
import { LifeCard } from '~/app/documents/life-card';
import { RecognitionCheck } from '~/app/documents/recognition-check';
import { KeyPointsLabel, RecognisedLabel, StageBadge } from '~/app/documents/status-badge';
import { stepOn } from '~/app/documents/step-on.server';
import { uploadRoles } from '~/app/documents/upload-roles';
import { orErrorPage } from '~/app/errors';
import { requireStaff } from '~/app/session/require-reader.server';
import lifeStyles from '~/app/styles/document-life.css?url';
import styles from '~/app/styles/documents.css?url';
import { sayProblems } from '~/app/words/say-problem';
import { localeOf } from '~/app/i18n/remix-i18next.server';
import { getDocumentHead } from '~/knowledge/documents/get-document-head.server';
import { InvalidInputError, NotFoundError } from '~/prisma/access/access-denied';
import { cityDate } from '~/prisma/calendar/city-date';

export const links = () => [
  { rel: 'stylesheet', href: styles },
  { rel: 'stylesheet', href: lifeStyles },
];

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
    try {
      const done = await stepOn(context.services, reader, id, await request.formData());
      return redirect(`/desk/documents/${id}?saved=${done}`);
    } catch (error) {
      if (error instanceof InvalidInputError)
        return data({ errors: sayProblems(localeOf(request), error.fields) }, { status: 422 });
      throw error;
    }
  });
}

export default function DeskDocumentPage() {
  const { document } = useLoaderData<typeof loader>();
  const { t } = useTranslation();
  const saved = useSearchParams()[0].get('saved');
  const answer = useActionData<typeof action>();
  return (
    <div className="stack">
      <nav className="crumb" aria-label={t('documents.crumb')}>
        <Link to="/desk/documents">{t('documents.title')}</Link>
        <i className="bi bi-chevron-right" aria-hidden="true" />
        <span aria-current="page">{document.title}</span>
      </nav>
      <div className="deskhead">
        <h1>{document.title}</h1>
        <StageBadge stage={document.stage} effectiveFrom={document.effectiveFrom} />
        <KeyPointsLabel textKind={document.textKind} />
        <RecognisedLabel textOrigin={document.textOrigin} />
        {document.state === 'published' && (
          <Link className="btn btn-outline-primary doc-head-actions" to={`/documents/${document.id}`}>
            {t('documents.desk.open')}
          </Link>
        )}
      </div>
      {!document.canEdit && (
        <p className="hq-note" role="note">
          {t('workbench.read-only', { department: document.department ?? '' })}
        </p>
      )}
      {saved !== null && (
        <p className="hq-note" role="status">
          {t(`documents.desk.saved.${saved}`, { defaultValue: t('documents.desk.saved') })}
        </p>
      )}
      <RecognitionCheck document={document} />
      <LifeCard document={document} errors={answer?.errors ?? {}} />
      <DocumentTabs documentId={document.id} />
      <Outlet />
    </div>
  );
}
