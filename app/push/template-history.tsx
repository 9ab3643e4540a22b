import { useTranslation } from 'react-i18next';

import { readParts } from '~/knowledge/policies/push/templates/template-parts';

import type { TemplatesPage } from './read-templates-page.server';

/** How the words came to be: each proposal, who decided, and each return to the platform's own. */
export function TemplateHistory({ page }: { page: TemplatesPage }) {
  const { t } = useTranslation();
  const named = (words: string) =>
    readParts(words)
      .map((part) => ('value' in part ? `［${t(`template.value.${part.value}`)}］` : part.text))
      .join('');
  return (
    <section className="hq-card" aria-labelledby="template-history">
      <div className="hq-card-h">
        <h2 id="template-history">{t('template.history')}</h2>
      </div>
      {page.history.length === 0 ? (
        <p className="hq-card-b hq-sm hq-muted">{t('template.history.none')}</p>
      ) : (
        <ul className="plain push-history">
          {page.history.map(({ id, number, state, title, body, by, decidedBy, reviewNote, at }) => (
            <li key={id}>
              <span className="num">v{number}</span>
              <span className="tag">
                {t(body === null ? 'template.state.reset' : `template.state.${state}`)}
              </span>
              <span className="hq-sm hq-muted">
                {[by, decidedBy && decidedBy !== by ? t('template.decided-by', { name: decidedBy }) : '', at]
                  .filter(Boolean)
                  .join(' · ')}
              </span>
              {body !== null && (
                <p className="hq-sm">
                  {[title, body]
                    .filter(Boolean)
                    .map((words) => named(words ?? ''))
                    .join(' / ')}
                </p>
              )}
              {reviewNote && <p className="hq-sm c-no">{reviewNote}</p>}
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}
