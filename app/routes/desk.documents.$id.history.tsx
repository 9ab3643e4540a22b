import type { LoaderFunctionArgs } from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import { useTranslation } from 'react-i18next';

import { uploadRoles } from '~/app/documents/upload-documents.server';
import { orErrorPage } from '~/app/errors';
import { requireStaff } from '~/app/session/require-reader.server';
import { getDeskDocument } from '~/knowledge/documents/get-document.server';
import { NotFoundError } from '~/prisma/access/access-denied';
import { cityDate } from '~/prisma/calendar/city-date';

export async function loader({ request, context, params }: LoaderFunctionArgs) {
  return orErrorPage(async () => {
    const { db, now } = context.services;
    const reader = await requireStaff(request, context, ...uploadRoles);
    const found = await getDeskDocument(db, reader, params.id ?? '', cityDate(now()));
    if (!found) throw new NotFoundError('document', params.id ?? '');
    return {
      history: found.metadata.history
        .slice(-100)
        .reverse()
        .map((entry) => ({ ...entry, on: cityDate(new Date(entry.at)) })),
    };
  });
}

export default function DocumentHistory() {
  const { history } = useLoaderData<typeof loader>();
  const { t } = useTranslation();
  return (
    <section className="hq-card" aria-labelledby="doc-history">
      <div className="hq-card-h">
        <h2 id="doc-history">{t('documents.desk.history')}</h2>
      </div>
      <div className="hq-card-b">
        {history.length === 0 && <p className="hq-muted hq-sm">{t('documents.desk.no-history')}</p>}
        <ul className="plain doc-history">
          {history.map((entry, i) => (
            <li key={i}>
              <b>{t(`documents.correct.${entry.field}`)}</b> <s>{entry.before?.value || '—'}</s> →{' '}
              {entry.after?.value || '—'}
              <br />
              <span className="hq-muted">
                {entry.by} · {entry.on} {entry.reason && `· ${entry.reason}`}
              </span>
            </li>
          ))}
        </ul>
      </div>
    </section>
  );
}
