import { Form } from '@remix-run/react';
import { useTranslation } from 'react-i18next';

import { PlainField } from '~/app/facts/plain-field';
import { webhookEvents } from '~/forms/webhooks/webhook-events';

import type { WebhookAnswer } from './act-on-webhooks.server';

/** A new address: where, what it hears of, and whether content goes along. */
export function WebhookForm({
  answer,
  maySendContent,
  busy,
}: {
  answer: WebhookAnswer | undefined;
  maySendContent: boolean;
  busy: boolean;
}) {
  const { t } = useTranslation();
  const { typed, errors = {} } = answer ?? {};
  return (
    <Form method="post" className="hq-card-b stack" preventScrollReset key={answer?.done ?? 'new'}>
      <PlainField
        name="url"
        type="url"
        label={t('webhooks.url')}
        typed={typed?.url ?? ''}
        problem={errors.url}
      />
      <p className="form-text">{t('webhooks.url.help')}</p>
      <fieldset aria-describedby={errors.events ? 'events-problem' : undefined}>
        <legend className="form-label">{t('webhooks.events')}</legend>
        <div className="webhook-events">
          {webhookEvents.map((event) => (
            <div className="form-check" key={event}>
              <input
                className="form-check-input"
                type="checkbox"
                name="events"
                id={`event-${event}`}
                value={event}
                defaultChecked={typed ? typed.events.includes(event) : true}
              />
              <label className="form-check-label" htmlFor={`event-${event}`}>
                {t(`webhooks.event.${event}`)}
              </label>
            </div>
          ))}
        </div>
        {errors.events && (
          <p id="events-problem" className="invalid-feedback d-block" role="alert">
            {errors.events}
          </p>
        )}
      </fieldset>
      <div className="form-check">
        <input
          className="form-check-input"
          type="checkbox"
          name="withContent"
          id="withContent"
          disabled={!maySendContent}
          defaultChecked={typed?.withContent ?? false}
          aria-describedby="withContent-help"
        />
        <label className="form-check-label" htmlFor="withContent">
          {t('webhooks.content')}
        </label>
        <div className="form-text" id="withContent-help">
          {t(maySendContent ? 'webhooks.content.help' : 'webhooks.content.right')}
        </div>
        {errors.withContent && (
          <p className="invalid-feedback d-block" role="alert">
            {errors.withContent}
          </p>
        )}
      </div>
      <div>
        <button className="btn btn-primary" name="intent" value="add" disabled={busy}>
          {t('webhooks.add')}
        </button>
      </div>
    </Form>
  );
}
