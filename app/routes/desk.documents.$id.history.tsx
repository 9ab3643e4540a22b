import type { LoaderFunctionArgs } from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import { useTranslation } from 'react-i18next';

import { uploadRoles } from '~/app/documents/upload-documents.server';
import { orErrorPage } from '~/app/errors';
import { cityTime } from '~/app/people/city-time';
import { requireStaff } from '~/app/session/require-reader.server';
import { listHistory } from '~/knowledge/documents/life/list-history.server';

export async function loader({ request, context, params }: LoaderFunctionArgs) {
  return orErrorPage(async () => {
    const reader = await requireStaff(request, context, ...uploadRoles);
    const events = await listHistory(context.services.db, reader, params.id ?? '');
    return { events: events.map(({ at, ...event }) => ({ ...event, at: cityTime(at) })) };
  });
}

/** Who did what to the document, when and why. */
export default function DocumentHistory() {
  const { events } = useLoaderData<typeof loader>();
  const { t } = useTranslation();
  const wordOf = (value: string | null) =>
    value === null ? '—' : t(`life.audience.${value}`, { defaultValue: value, department: '' });
  return (
    <section className="hq-card" aria-labelledby="doc-history">
      <div className="hq-card-h">
        <h2 id="doc-history">{t('documents.desk.history')}</h2>
      </div>
      <div className="hq-card-b">
        {events.length === 0 && <p className="hq-muted hq-sm">{t('documents.desk.no-history')}</p>}
        <ol className="plain doc-history" reversed>
          {events.map((event) => (
            <li key={event.id}>
              <b>{t(`life.event.${event.action}`, { defaultValue: t('life.event') })}</b>
              {event.about && <span> {t('life.event-about', { about: event.about })}</span>}{' '}
              <span className="hq-muted">
                {event.by ?? t(event.isSystem ? 'life.by-system' : 'life.by-unknown')} · {event.at}
              </span>
              {event.changes.map(({ field, from, to }) => (
                <div key={field}>
                  {t(`documents.correct.${field}`, { defaultValue: t('life.audience') })}：
                  <s>{wordOf(from)}</s> → {wordOf(to)}
                </div>
              ))}
              {event.reason && <div>{t('life.reason', { reason: event.reason })}</div>}
            </li>
          ))}
        </ol>
      </div>
    </section>
  );
}
