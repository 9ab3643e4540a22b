import { Form } from '@remix-run/react';
import { useId } from 'react';
import { useTranslation } from 'react-i18next';

import type { ChannelAnswer } from './change-channels.server';

/** Sends a test to oneself, or into the robot's group, and says what came of it. */
export function TestForm({
  channel,
  mine,
  answer,
  busy,
}: {
  channel: string;
  mine: string;
  answer: ChannelAnswer | undefined;
  busy: boolean;
}) {
  const { t } = useTranslation();
  const id = useId();
  const isRobot = channel.endsWith('-robot');
  return (
    <Form method="post" className="row-x wrapx" preventScrollReset>
      <input type="hidden" name="channel" value={channel} />
      {!isRobot && (
        <>
          <label htmlFor={id}>{t(`channels.test-to.${channel}`)}</label>
          <input
            id={id}
            name="recipient"
            className="form-control"
            style={{ width: '16em' }}
            defaultValue={answer?.typed.recipient ?? mine}
            required
          />
        </>
      )}
      <button className="btn btn-outline-primary" name="intent" value="test" disabled={busy}>
        {t(busy ? 'channels.testing' : isRobot ? 'channels.test-group' : 'channels.test')}
      </button>
      {answer?.test?.outcome === 'arrived' && (
        <span role="status">
          <i className="bi bi-check-circle" aria-hidden="true" /> {t('channels.test.arrived')}
        </span>
      )}
      {answer?.test?.outcome === 'failed' && (
        <span role="alert" className="hq-note hq-note-no">
          {t(`channels.fault.${answer.test.code}`)} <span className="num">{answer.test.detail}</span>
        </span>
      )}
    </Form>
  );
}
