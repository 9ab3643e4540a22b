import { useTranslation } from 'react-i18next';

import { showInstant } from '~/app/forms/cases/show-instant';

import type { BatchShown } from './batch-summary';

/** What happened to the batch, the latest first. */
export function BatchHistory({ events }: { events: BatchShown['events'] }) {
  const { t } = useTranslation();
  return (
    <section className="hq-card" aria-labelledby="history">
      <div className="hq-card-h">
        <h2 id="history">{t('grants.history')}</h2>
      </div>
      <ol className="plain fact-list">
        {events.map(({ id, kind, actorName, at, firm, detail }) => (
          <li key={id} className="hq-sm">
            <span className="hq-muted">{showInstant(at)}</span> {actorName || t('grants.platform')}{' '}
            {t(`grants.event.${kind}`, detail)} {firm} {detail.reason ?? detail.note ?? detail.text}
          </li>
        ))}
      </ol>
    </section>
  );
}
