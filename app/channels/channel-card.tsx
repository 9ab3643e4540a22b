import { Form } from '@remix-run/react';
import { useTranslation } from 'react-i18next';

import { PlainField } from '~/app/facts/plain-field';

import type { ChannelAnswer } from './change-channels.server';
import type { ChannelsPage } from './get-channels-page.server';
import { TestForm } from './test-form';

type Row = ChannelsPage['channels'][number];

/** One channel: how it fares, what it is set up with, and a test to oneself. */
export function ChannelCard({
  row,
  answer,
  busy,
}: {
  row: Row;
  answer: ChannelAnswer | undefined;
  busy: boolean;
}) {
  const { t } = useTranslation();
  const { channel } = row;
  const isMine = answer?.channel === channel;
  return (
    <section className="hq-card" aria-labelledby={`channel-${channel}`}>
      <div className="hq-card-h">
        <h2 id={`channel-${channel}`} className="grow">
          {t(`channels.name.${channel}`)}
        </h2>
        <ChannelTag row={row} />
      </div>
      <div className="hq-card-b stack">
        <p className="hq-sm hq-muted">{t(`channels.about.${channel}`)}</p>
        {row.isSetUp && <ChannelState row={row} />}
        <details open={!row.isSetUp || (isMine && Object.keys(answer.errors).length > 0)}>
          <summary>{t(row.isSetUp ? 'channels.change' : 'channels.set-up')}</summary>
          <Form method="post" className="stack" preventScrollReset key={row.lastOkAt ?? channel}>
            <input type="hidden" name="channel" value={channel} />
            <div className="channel-grid">
              {row.fields.map(({ name, secret, optional }) => (
                <PlainField
                  key={name}
                  name={name}
                  label={`${t(`channels.field.${channel}.${name}`)}${
                    secret && row.isSetUp ? t('channels.keep') : optional ? t('channels.optional') : ''
                  }`}
                  type={secret ? 'password' : 'text'}
                  typed={secret ? '' : (isMine && answer.typed[name]) || row.config[name] || ''}
                  problem={isMine ? answer.errors[name] : undefined}
                  optional={optional || (secret && row.isSetUp)}
                />
              ))}
            </div>
            <div className="row-x wrapx">
              <button className="btn btn-primary" name="intent" value="save" disabled={busy}>
                {t('channels.save')}
              </button>
              {row.isSetUp && (
                <>
                  <button
                    className="btn btn-outline-primary"
                    name="intent"
                    value={row.enabled ? 'disable' : 'enable'}
                    formNoValidate
                    disabled={busy}
                  >
                    {t(row.enabled ? 'channels.disable' : 'channels.enable')}
                  </button>
                  <button
                    className="btn btn-outline-primary"
                    name="intent"
                    value="remove"
                    formNoValidate
                    disabled={busy}
                  >
                    {t('channels.remove')}
                  </button>
                </>
              )}
            </div>
          </Form>
        </details>
        {row.isSetUp && row.enabled && (
          <TestForm channel={channel} mine={row.mine} answer={isMine ? answer : undefined} busy={busy} />
        )}
      </div>
    </section>
  );
}

function ChannelTag({ row }: { row: Row }) {
  const { t } = useTranslation();
  if (!row.isSetUp) return <span className="tag">{t('channels.state.none')}</span>;
  if (!row.enabled) return <span className="tag">{t('channels.state.off')}</span>;
  if (row.isFailing) return <span className="tag channel-failing">{t('channels.state.failing')}</span>;
  return <span className="tag tag-b">{t('channels.state.on')}</span>;
}

function ChannelState({ row }: { row: Row }) {
  const { t } = useTranslation();
  return (
    <>
      <p className="channel-state hq-sm">
        <span>{t('channels.counts', row.counts)}</span>
        <span className="hq-muted">
          {row.lastOkAt ? t('channels.last-ok', { time: row.lastOkAt }) : t('channels.never')}
        </span>
      </p>
      {row.receipts && <p className="hq-sm">{t('channels.receipts', { ...row.receipts })}</p>}
      {row.isFailing && row.fault && (
        <p className="hq-note hq-note-no">
          {t('channels.last-fault', { time: row.lastFaultAt, fault: t(`channels.fault.${row.fault.code}`) })}{' '}
          <span className="hq-muted num">{row.fault.detail}</span>
        </p>
      )}
    </>
  );
}
