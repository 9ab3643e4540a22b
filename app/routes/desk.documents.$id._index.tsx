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
      passages: found.passages.map(({ id, path, heading, text }) => ({ id, path, heading, text })),
    };
  });
}

export default function DocumentContent() {
  const { passages } = useLoaderData<typeof loader>();
  const { t } = useTranslation();
  return (
    <section className="hq-card" aria-labelledby="doc-passages">
      <div className="hq-card-h">
        <h2 id="doc-passages">{t('documents.desk.passages-n', { n: passages.length })}</h2>
      </div>
      {/* eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex */}
      <div className="hq-card-b doc-preview" tabIndex={0} role="region" aria-labelledby="doc-passages">
        <ol className="plain">
          {passages.map((passage) => (
            <li key={passage.id}>
              <b>{passage.path}</b> <span className="hq-muted">{passage.heading}</span>
              <br />
              {passage.text}
            </li>
          ))}
        </ol>
      </div>
    </section>
  );
}
