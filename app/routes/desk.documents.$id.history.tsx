import { data, redirect, type ActionFunctionArgs, type LoaderFunctionArgs } from '@remix-run/node';
import { useActionData, useLoaderData } from '@remix-run/react';
import { useTranslation } from 'react-i18next';

import { DocumentEvents } from '~/app/documents/document-events';
import { RevisionList, type RevisionRow } from '~/app/documents/revision-list';
import { uploadRoles } from '~/app/documents/upload-roles';
import { orErrorPage } from '~/app/errors';
import { cityTime } from '~/app/people/city-time';
import { requireStaff } from '~/app/session/require-reader.server';
import workbench from '~/app/styles/workbench.css?url';
import { firstProblem } from '~/app/words/say-problem';
import { localeOf } from '~/app/i18n/remix-i18next.server';
import { listHistory } from '~/knowledge/documents/life/list-history.server';
import { undoRevision } from '~/knowledge/documents/passages/correct-passages.server';
import { getRevisions } from '~/knowledge/documents/passages/get-workbench.server';
import { InvalidInputError, NotFoundError } from '~/prisma/access/access-denied';

export const links = () => [{ rel: 'stylesheet', href: workbench }];

export async function loader({ request, context, params }: LoaderFunctionArgs) {
  return orErrorPage(async () => {
    const { db } = context.services;
    const reader = await requireStaff(request, context, ...uploadRoles);
    const found = await getRevisions(db, reader, params.id ?? '');
    if (!found) throw new NotFoundError('document', params.id ?? '');
    const events = await listHistory(db, reader, params.id ?? '');
    return {
      canEdit: found.canEdit,
      revisions: found.revisions.map(({ createdAt, ...revision }): RevisionRow => ({
        ...revision,
        on: cityTime(createdAt),
      })),
      events: events.map(({ at, ...event }) => ({ ...event, at: cityTime(at) })),
    };
  });
}

export async function action({ request, context, params }: ActionFunctionArgs) {
  return orErrorPage(async () => {
    const reader = await requireStaff(request, context, ...uploadRoles);
    const id = params.id ?? '';
    const revision = (await request.formData()).get('revision');
    try {
      await undoRevision(context.services, reader, id, typeof revision === 'string' ? revision : '');
    } catch (error) {
      if (!(error instanceof InvalidInputError)) throw error;
      return data({ error: firstProblem(localeOf(request), error.fields) }, { status: 422 });
    }
    return redirect(`/desk/documents/${id}/history`);
  });
}

export default function DocumentHistory() {
  const { revisions, events, canEdit } = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  const { t } = useTranslation();
  return (
    <div className="stack">
      {answer?.error && (
        <p className="hq-note hq-note-no" role="alert">
          {answer.error}
        </p>
      )}
      <section className="hq-card" aria-labelledby="doc-revisions">
        <div className="hq-card-h">
          <h2 id="doc-revisions">{t('workbench.revisions')}</h2>
        </div>
        {revisions.length === 0 ? (
          <p className="hq-card-b hq-muted hq-sm">{t('workbench.no-revisions')}</p>
        ) : (
          <RevisionList revisions={revisions} canEdit={canEdit} />
        )}
      </section>
      <DocumentEvents events={events} />
    </div>
  );
}
