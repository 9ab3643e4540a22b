import { Form } from '@remix-run/react';
import { useTranslation } from 'react-i18next';

import { ScrollRegion } from '~/app/components/scroll-region';

import type { ChannelsPage } from './get-channels-page.server';

/** 未送达: what didn't arrive, why, and what to do with it. */
export function DeadLetters({
  letters,
  count,
  busy,
}: Pick<ChannelsPage, 'letters' | 'count'> & { busy: boolean }) {
  const { t } = useTranslation();
  return (
    <section className="hq-card" aria-labelledby="dead">
      <div className="hq-card-h">
        <h2 id="dead" className="grow">
          {t('channels.dead')}
        </h2>
        {count > 0 && (
          <Form method="post" className="row-x" preventScrollReset>
            <input type="hidden" name="id" value="all" />
            <span className="hq-sm hq-muted">{t('channels.dead.count', { n: count })}</span>
            <button className="btn btn-outline-primary btn-sm" name="intent" value="retry" disabled={busy}>
              {t('channels.dead.retry-all')}
            </button>
          </Form>
        )}
      </div>
      {letters.length === 0 ? (
        <div className="hq-empty">
          <i className="bi bi-send-check" aria-hidden="true" />
          <span>{t('channels.dead.none')}</span>
        </div>
      ) : (
        <ScrollRegion className="table-responsive" label={t('channels.dead')}>
          <table className="table channel-dead">
            <thead>
              <tr>
                {['time', 'channel', 'recipient', 'topic', 'why', 'deed'].map((column) => (
                  <th key={column} scope="col">
                    {t(`channels.dead.${column}`)}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {letters.map(({ id, time, channel, recipient, topic, fault, attempts }) => (
                <tr key={id}>
                  <td className="num" data-label={t('channels.dead.time')}>
                    {time}
                  </td>
                  <td data-label={t('channels.dead.channel')}>{t(`channels.name.${channel}`)}</td>
                  <td className="num" data-label={t('channels.dead.recipient')}>
                    {recipient}
                  </td>
                  <td data-label={t('channels.dead.topic')}>{t(`notify.topic.${topic}`)}</td>
                  <td data-label={t('channels.dead.why')}>
                    {t(`channels.fault.${fault?.code ?? 'unclear-answer'}`)}
                    <div className="hq-xs hq-muted">
                      {t('channels.dead.attempts', { n: attempts })} {fault?.detail}
                    </div>
                  </td>
                  <td>
                    <Form method="post" className="row-x" preventScrollReset>
                      <input type="hidden" name="id" value={id} />
                      {(['retry', 'drop'] as const).map((deed) => (
                        <button
                          key={deed}
                          className="btn btn-outline-primary btn-sm"
                          name="intent"
                          value={deed}
                          disabled={busy}
                        >
                          {t(`channels.dead.${deed}`)}
                        </button>
                      ))}
                    </Form>
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </ScrollRegion>
      )}
    </section>
  );
}
