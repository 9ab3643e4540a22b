import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';

import type { FillPlan } from '../arrange-fill';
import type { FillProblem } from './fill-problem';

/** path → label of all that the page shows. */
export function labelsOf(plan: FillPlan): Record<string, string> {
  const components = [...plan.fill, ...plan.check, ...plan.materials, ...plan.promises];
  return Object.fromEntries([
    ...components.map(({ key, label }) => [key, label ?? key] as const),
    ...plan.locked.map(({ path, label }) => [path, label] as const),
  ]);
}

/** Why the department returned it, with the way to each field. */
export function ReturnedNote({
  returned,
  labels,
  onGo,
}: {
  returned: { reason: string; fields: Record<string, string> };
  labels: Record<string, string>;
  onGo: (path: string) => void;
}) {
  const { t } = useTranslation();
  return (
    <section className="hq-note hq-note-gap fill-gap" aria-label={t('fill.returned')}>
      <i className="bi bi-arrow-return-left" aria-hidden="true" />
      <div>
        <b>{t('fill.returned')}</b>
        {returned.reason && <p>{returned.reason}</p>}
        {Object.keys(returned.fields).length > 0 && (
          <p className="hq-sm">{t('fill.returned-only', { n: Object.keys(returned.fields).length })}</p>
        )}
        <ul>
          {Object.entries(returned.fields).map(([path, words]) => (
            <li key={path}>
              <button type="button" className="btn btn-link btn-sm" onClick={() => onGo(path)}>
                {labels[path] ?? path}
              </button>
              ：{words}
            </li>
          ))}
        </ul>
      </div>
    </section>
  );
}

/** What is not right yet, by our check or the server's, with links: read first, since it takes the focus. */
export function ErrorSummary({
  problems,
  onGo,
}: {
  problems: readonly FillProblem[];
  onGo: (path: string) => void;
}) {
  const { t } = useTranslation();
  const note = useRef<HTMLDivElement>(null);
  // Once for each list: whoever types on while it stands keeps the focus.
  useEffect(() => note.current?.focus(), [problems]);
  if (problems.length === 0) return null;
  return (
    <div className="hq-note hq-note-no fill-gap" role="alert" tabIndex={-1} ref={note}>
      <i className="bi bi-exclamation-circle-fill" aria-hidden="true" />
      <div>
        <b>{t('fill.errors.title', { n: problems.length })}</b>
        <ul>
          {problems.map(({ path, label, message }) => (
            <li key={path}>
              <a
                href={`#${path}`}
                onClick={(event) => {
                  event.preventDefault();
                  onGo(path);
                }}
              >
                {label}
              </a>
              ：{message}
            </li>
          ))}
        </ul>
      </div>
    </div>
  );
}

/** While form.io loads. */
export function Opening() {
  const { t } = useTranslation();
  return (
    <div className="hq-card hq-card-b" role="status">
      <p className="hq-muted">{t('fill.opening')}</p>
      <div className="skeleton" aria-hidden="true">
        <i />
        <i />
        <i />
      </div>
    </div>
  );
}
