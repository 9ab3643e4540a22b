import { useTranslation } from 'react-i18next';

import { internalEvents, type CaseEventView } from '~/forms/cases/case-views';

import { showInstant } from './show-instant';

interface CaseTimelineProps {
  events: readonly CaseEventView[];
  /** path → label, for the words of a return. */
  labels: Record<string, string>;
}

const internal: ReadonlySet<string> = new Set(internalEvents);

/** What happened to a case, the newest first. */
export function CaseTimeline({ events, labels }: CaseTimelineProps) {
  const { t } = useTranslation();
  return (
    <section className="hq-card" aria-labelledby="timeline-title">
      <div className="hq-card-h">
        <h2 id="timeline-title">{t('case.timeline')}</h2>
      </div>
      <ol className="timeline">
        {[...events].reverse().map(({ number, kind, actorName, at, reason, fields, level, ...event }) => (
          <li key={number}>
            <b>{t(`case.event.${kind}`)}</b>
            {level !== null && <span> · {t(`rating.${level}`)}</span>}
            {kind === 'assigned' && <span> · {event.toName ?? t('cases.assignee.none')}</span>}
            {(kind === 'proposed' || kind === 'declined') && event.decision && (
              <span> · {t(`review.${event.decision}`)}</span>
            )}
            {kind === 'revoked' && event.decision && <span> · {t(`case.state.${event.decision}`)}</span>}
            {internal.has(kind) && <span className="tag">{t('case.internal')}</span>}
            <span className="hq-prov">
              {actorName && `${actorName} · `}
              {showInstant(at)}
            </span>
            {reason && <p>{reason}</p>}
            {Object.entries(fields).length > 0 && (
              <ul>
                {Object.entries(fields).map(([path, words]) => (
                  <li key={path}>
                    {labels[path] ?? path}：{words}
                  </li>
                ))}
              </ul>
            )}
          </li>
        ))}
      </ol>
    </section>
  );
}
