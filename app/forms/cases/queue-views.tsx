import { Form, Link } from '@remix-run/react';
import { useTranslation } from 'react-i18next';

import type { QueueView } from '~/forms/cases/queue-views.server';

/** The filters kept under a name, one's own and the department's; and a place to keep those of now. */
export function QueueViews({ views, query }: { views: readonly QueueView[]; query: string }) {
  const { t } = useTranslation();
  return (
    <div className="queue-views">
      <span className="hq-sm hq-muted">{t('cases.views')}</span>
      {views.map((view) => (
        <span key={view.id} className={view.query === query ? 'view on' : 'view'}>
          <Link to={`?${view.query}`} aria-current={view.query === query ? 'true' : undefined}>
            {view.isShared && <i className="bi bi-people" aria-hidden="true" />}
            {view.name}
            {view.isShared && <span className="visually-hidden">（{t('cases.views.shared')}）</span>}
          </Link>
          {view.isOwn && (
            <Form method="post">
              <input type="hidden" name="view" value={view.id} />
              <button
                className="view-x"
                name="do"
                value="remove-view"
                aria-label={t('cases.views.remove', { name: view.name })}
              >
                <i className="bi bi-x" aria-hidden="true" />
              </button>
            </Form>
          )}
        </span>
      ))}
      <details className="view-new" key={views.length}>
        <summary>{t('cases.views.save')}</summary>
        <Form method="post" className="view-form">
          <input type="hidden" name="query" value={query} />
          <label>
            <span className="visually-hidden">{t('cases.views.name')}</span>
            <input
              className="form-control"
              name="name"
              maxLength={30}
              required
              placeholder={t('cases.views.name')}
            />
          </label>
          <label className="queue-tick">
            <input type="checkbox" className="form-check-input" name="shared" value="on" />
            <span>{t('cases.views.share')}</span>
          </label>
          <button className="btn btn-outline-primary" name="do" value="save-view">
            {t('cases.views.keep')}
          </button>
        </Form>
      </details>
    </div>
  );
}
