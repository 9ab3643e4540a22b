import { Form } from '@remix-run/react';
import { useId } from 'react';
import { useTranslation } from 'react-i18next';

import type { NotificationPage } from './get-notification-page.server';

/** What came of the last deed, at the way it concerns. */
export interface ContactAnswer {
  channel: string;
  problem: string | null;
  typed: string | null;
}

/** 接收地址: each way with its address; an address counts once its code came back. */
export function ContactWays({
  ways,
  answer,
  busy,
}: {
  ways: NotificationPage['ways'];
  answer: ContactAnswer | null;
  busy: boolean;
}) {
  const { t } = useTranslation();
  return (
    <section className="hq-card hq-card-b" aria-labelledby="ways">
      <h2 id="ways">{t('notify.ways')}</h2>
      <p className="hq-muted">{t('notify.ways.lead')}</p>
      <ul className="plain notify-ways">
        {ways.map((way) => (
          <Way
            key={way.channel}
            way={way}
            busy={busy}
            answer={answer?.channel === way.channel ? answer : null}
          />
        ))}
      </ul>
    </section>
  );
}

function Way({
  way,
  answer,
  busy,
}: {
  way: NotificationPage['ways'][number];
  answer: ContactAnswer | null;
  busy: boolean;
}) {
  const { t } = useTranslation();
  const { channel, open, state, address, lost } = way;
  return (
    <li>
      <div className="notify-way-head">
        <h3>{t(`notify.way.${channel}`)}</h3>
        {!open ? (
          <span className="tag">{t('notify.state.closed')}</span>
        ) : (
          <span className={state === 'verified' ? 'tag tag-b' : 'tag'}>{t(`notify.state.${state}`)}</span>
        )}
        {address && <span className="num hq-sm">{address}</span>}
      </div>
      {!open && <p className="hq-sm hq-muted">{t('notify.closed.help')}</p>}
      {open && state !== 'verified' && <AddressForm way={way} answer={answer} busy={busy} />}
      {open && lost !== null && (
        <p className="hq-note hq-note-no" role="alert">
          {t('notify.code.lost', { fault: t(`channels.fault.${lost}`) })}
        </p>
      )}
      {open && state === 'waits' && lost === null && (
        <CodeForm channel={channel} answer={answer} busy={busy} />
      )}
      {address && state !== 'none' && (
        <Form method="post" className="notify-remove" preventScrollReset>
          <input type="hidden" name="channel" value={channel} />
          <button className="btn btn-outline-primary btn-sm" name="intent" value="remove" disabled={busy}>
            {t('notify.remove', { way: t(`notify.way.${channel}`) })}
          </button>
        </Form>
      )}
    </li>
  );
}

function AddressForm({
  way: { channel, state, suggested },
  answer,
  busy,
}: {
  way: NotificationPage['ways'][number];
  answer: ContactAnswer | null;
  busy: boolean;
}) {
  const { t } = useTranslation();
  const id = useId();
  const wrong = answer?.problem && !answer.problem.startsWith('code-') ? answer.problem : null;
  return (
    <Form method="post" className="notify-form" preventScrollReset>
      <input type="hidden" name="channel" value={channel} />
      <div>
        <label className="form-label" htmlFor={id}>
          {t(`notify.address.${channel}`)}
        </label>
        <input
          id={id}
          name="address"
          className={wrong ? 'form-control is-invalid' : 'form-control'}
          defaultValue={answer?.typed ?? suggested}
          inputMode={channel === 'sms' ? 'numeric' : channel === 'mail' ? 'email' : 'text'}
          autoComplete={channel === 'sms' ? 'tel-national' : channel === 'mail' ? 'email' : 'off'}
          aria-describedby={wrong ? `${id}-problem` : undefined}
          aria-invalid={wrong ? true : undefined}
          required
        />
        {wrong && (
          <p id={`${id}-problem`} className="invalid-feedback" role="alert">
            {t(`notify.problem.${wrong}`)}
          </p>
        )}
      </div>
      <button
        className={`btn ${state === 'waits' ? 'btn-outline-primary' : 'btn-primary'}`}
        name="intent"
        value="code"
        disabled={busy}
      >
        {t(state === 'waits' ? 'notify.code.again' : 'notify.code.send')}
      </button>
    </Form>
  );
}

function CodeForm({
  channel,
  answer,
  busy,
}: {
  channel: string;
  answer: ContactAnswer | null;
  busy: boolean;
}) {
  const { t } = useTranslation();
  const id = useId();
  const wrong = answer?.problem?.startsWith('code-') ? answer.problem : null;
  return (
    <Form method="post" className="notify-form" preventScrollReset>
      <input type="hidden" name="channel" value={channel} />
      <div>
        <label className="form-label" htmlFor={id}>
          {t('notify.code')}
        </label>
        <input
          id={id}
          name="code"
          className={wrong ? 'form-control num is-invalid' : 'form-control num'}
          inputMode="numeric"
          autoComplete="one-time-code"
          maxLength={8}
          aria-describedby={`${id}-${wrong ? 'problem' : 'help'}`}
          aria-invalid={wrong ? true : undefined}
          required
        />
        {wrong ? (
          <p id={`${id}-problem`} className="invalid-feedback" role="alert">
            {t(`notify.problem.${wrong}`)}
          </p>
        ) : (
          <p id={`${id}-help`} className="form-text" role="status">
            {t('notify.code.help')}
          </p>
        )}
      </div>
      <button className="btn btn-primary" name="intent" value="confirm" disabled={busy}>
        {t('notify.code.confirm')}
      </button>
    </Form>
  );
}
