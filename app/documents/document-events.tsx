import { useTranslation } from 'react-i18next';

/** Something that was done to a document, as the history tells it. */
export interface DocumentEvent {
  id: string | number;
  action: string;
  about: string | null;
  by: string | null;
  isSystem: boolean;
  at: string;
  changes: { field: string; from: string | null; to: string | null }[];
  reason: string | null;
}

/** Who did what to the document, when and why. */
export function DocumentEvents({ events }: { events: DocumentEvent[] }) {
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
