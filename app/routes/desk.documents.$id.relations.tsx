import { redirect, type ActionFunctionArgs, type LoaderFunctionArgs } from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import { useTranslation } from 'react-i18next';

import { Repeals } from '~/app/documents/repeals';
import { uploadRoles } from '~/app/documents/upload-documents.server';
import { orErrorPage } from '~/app/errors';
import { requireStaff } from '~/app/session/require-reader.server';
import { decideRepeal } from '~/knowledge/documents/correct-document.server';
import { getDeskDocument } from '~/knowledge/documents/get-document.server';
import { NotFoundError } from '~/prisma/access/access-denied';
import { cityDate } from '~/prisma/calendar/city-date';

export async function loader({ request, context, params }: LoaderFunctionArgs) {
  return orErrorPage(async () => {
    const { db, now } = context.services;
    const reader = await requireStaff(request, context, ...uploadRoles);
    const found = await getDeskDocument(db, reader, params.id ?? '', cityDate(now()));
    if (!found) throw new NotFoundError('document', params.id ?? '');
    return { repeals: found.repeals, canEdit: found.canEdit };
  });
}

export async function action({ request, context, params }: ActionFunctionArgs) {
  return orErrorPage(async () => {
    const reader = await requireStaff(request, context, ...uploadRoles);
    const form = await request.formData();
    const repeal = form.get('repeal');
    const decision = form.get('intent') === 'confirm-repeal' ? 'confirmed' : 'dismissed';
    await decideRepeal(context.services, reader, typeof repeal === 'string' ? repeal : '', decision);
    const saved = decision === 'confirmed' ? 'confirm-repeal' : 'dismiss-repeal';
    return redirect(`/desk/documents/${params.id ?? ''}/relations?saved=${saved}`);
  });
}

export default function DocumentRelations() {
  const { repeals, canEdit } = useLoaderData<typeof loader>();
  const { t } = useTranslation();
  if (repeals.length === 0) {
    return (
      <div className="hq-card hq-empty">
        <i className="bi bi-diagram-2" aria-hidden="true" />
        <p>{t('workbench.no-relations')}</p>
      </div>
    );
  }
  return <Repeals repeals={repeals} canEdit={canEdit} />;
}
