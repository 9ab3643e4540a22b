import { Form } from '@remix-run/react';
import { useTranslation } from 'react-i18next';

import type { WebhookAnswer } from './act-on-webhooks.server';

export interface WebhookView {
  id: string;
  url: string;
  events: string[];
  withContent: boolean;
  enabled: boolean;
  createdByName: string;
  waiting: number;
  dead: number;
}

/** One address: what it hears of, how it fares, and what can be done with it. */
export function WebhookCard({
  hook,
  answer,
  locked,
  busy,
}: {
  hook: WebhookView;
  answer: WebhookAnswer | undefined;
  /** It carries content, and the reader may not read that. */
  locked: boolean;
  busy: boolean;
}) {
  const { t } = useTranslation();
  const mine = answer?.id === hook.id ? answer : undefined;
  return (
    <section className="hq-card" aria-labelledby={`hook-${hook.id}`}>
      <div className="hq-card-h">
        <h2 id={`hook-${hook.id}`} className="grow webhook-url">
          {hook.url}
        </h2>
        <span className={hook.enabled ? 'tag tag-b' : 'tag'}>
          {t(hook.enabled ? 'webhooks.on' : 'webhooks.off')}
        </span>
      </div>
      <div className="hq-card-b stack">
        <p className="hq-sm">
          {hook.events.map((event) => t(`webhooks.event.${event}`)).join('、')}
          {' · '}
          {t(hook.withContent ? 'webhooks.with-content' : 'webhooks.without-content')}
          {' · '}
          {t('webhooks.by', { name: hook.createdByName })}
        </p>
        {hook.waiting > 0 && <p className="hq-sm hq-muted">{t('webhooks.waiting', { n: hook.waiting })}</p>}
        {hook.dead > 0 && <p className="hq-note hq-note-no">{t('webhooks.dead', { n: hook.dead })}</p>}
        {mine?.secret && <Secret secret={mine.secret} />}
        {mine?.test && (
          <p className={mine.test.outcome === 'arrived' ? 'hq-note' : 'hq-note hq-note-no'} role="status">
            {mine.test.outcome === 'arrived' ? (
              t('webhooks.test.arrived')
            ) : (
              <>
                {t('webhooks.test.failed')} {t(`channels.fault.${mine.test.code}`)}{' '}
                <span className="hq-muted num">{mine.test.detail}</span>
              </>
            )}
          </p>
        )}
        {locked ? (
          <p className="hq-sm hq-muted">{t('webhooks.locked')}</p>
        ) : (
          <Form method="post" className="row-x wrapx" preventScrollReset>
            <input type="hidden" name="id" value={hook.id} />
            {[
              ...(hook.enabled ? ['test'] : []),
              ...(hook.dead > 0 ? ['retry'] : []),
              hook.enabled ? 'disable' : 'enable',
              'renew',
              'remove',
            ].map((intent) => (
              <button
                key={intent}
                className="btn btn-outline-primary btn-sm"
                name="intent"
                value={intent}
                disabled={busy}
              >
                {t(`webhooks.deed.${intent}`)}
                <span className="visually-hidden"> {hook.url}</span>
              </button>
            ))}
          </Form>
        )}
      </div>
    </section>
  );
}

/** The secret, this once. */
function Secret({ secret }: { secret: string }) {
  const { t } = useTranslation();
  return (
    <div className="hq-note" role="status">
      <div>
        <b>{t('webhooks.secret')}</b>
        <code className="webhook-secret">{secret}</code>
        <p className="hq-sm">{t('webhooks.secret.once')}</p>
      </div>
    </div>
  );
}
