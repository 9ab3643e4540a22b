import { Form } from '@remix-run/react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';

import { digests, isLeavable, isLeft } from '~/knowledge/policies/push/delivery-choice';

import type { NotificationPage } from './get-notification-page.server';
import { showMinute } from './read-choice-form';

type Page = Pick<NotificationPage, 'ways' | 'topics' | 'choice' | 'weeklyCap'>;

/** 接收内容 and 接收时间: which topics by which ways, together or one by one, and when it is quiet. */
export function TopicChoices({ page, busy, problem }: { page: Page; busy: boolean; problem: string | null }) {
  const { t } = useTranslation();
  return (
    <Form method="post" className="hq-card hq-card-b notify-choice" preventScrollReset>
      <h2>{t('notify.topics')}</h2>
      <p className="hq-muted">{t('notify.topics.lead')}</p>
      {page.topics.map((topic) => (
        <TopicChoice key={topic} topic={topic} page={page} />
      ))}
      {page.topics.includes('opportunity') && (
        <fieldset>
          <legend>{t('notify.digest')}</legend>
          <div className="notify-boxes">
            {digests.map((digest) => (
              <label key={digest} className="form-check">
                <input
                  type="radio"
                  className="form-check-input"
                  name="digest"
                  value={digest}
                  defaultChecked={page.choice.digest === digest}
                />{' '}
                {t(`notify.digest.${digest}`)}
              </label>
            ))}
          </div>
          <p className="form-text">{t('notify.cap', { n: page.weeklyCap })}</p>
        </fieldset>
      )}
      {!page.topics.includes('opportunity') && (
        <input type="hidden" name="digest" value={page.choice.digest} />
      )}
      <QuietHours choice={page.choice} />
      {problem && (
        <p className="hq-note hq-note-no" role="alert">
          {t(`notify.problem.${problem}`)}
        </p>
      )}
      <div>
        <button className="btn btn-primary" name="intent" value="choice" disabled={busy}>
          {t('notify.save')}
        </button>
      </div>
    </Form>
  );
}

function TopicChoice({ topic, page }: { topic: Page['topics'][number]; page: Page }) {
  const { t } = useTranslation();
  const [left, setLeft] = useState(isLeft(page.choice, topic));
  const ready = page.ways.filter(({ open, state }) => open && state === 'verified');
  // The account's own mail serves for what concerns account and desk.
  const ownMail =
    (topic === 'account' || topic === 'desk') && page.ways.find(({ channel }) => channel === 'mail');
  const ways =
    ownMail && ownMail.open && !ready.some(({ channel }) => channel === 'mail') ? [ownMail, ...ready] : ready;
  return (
    <fieldset>
      <legend>{t(`notify.topic.${topic}`)}</legend>
      <p className="hq-sm hq-muted">{t(`notify.topic.${topic}.help`)}</p>
      <div className="notify-boxes">
        <label className="form-check">
          <input type="checkbox" className="form-check-input" checked={!left} disabled readOnly />{' '}
          {t('notify.in-app')}
        </label>
        {ways.map(({ channel }) => (
          <label key={channel} className="form-check">
            <input
              type="checkbox"
              className="form-check-input"
              name={`${topic}.${channel}`}
              defaultChecked={page.choice.channels[topic]?.includes(channel)}
            />{' '}
            {t(`notify.way.${channel}`)}
          </label>
        ))}
        {/* Ways that aren't open or verified keep their choice for later. */}
        {page.ways
          .filter(({ channel }) => !ways.some((way) => way.channel === channel))
          .filter(({ channel }) => page.choice.channels[topic]?.includes(channel))
          .map(({ channel }) => (
            <input key={channel} type="hidden" name={`${topic}.${channel}`} value="on" />
          ))}
      </div>
      {isLeavable(topic) && (
        <label className="form-check notify-leave">
          <input
            type="checkbox"
            className="form-check-input"
            name={`off.${topic}`}
            checked={left}
            onChange={(event) => setLeft(event.target.checked)}
          />{' '}
          {t(`notify.leave.${topic}`)}
        </label>
      )}
    </fieldset>
  );
}

function QuietHours({ choice }: { choice: Page['choice'] }) {
  const { t } = useTranslation();
  const [quiet, setQuiet] = useState(choice.quietFrom !== choice.quietTo);
  return (
    <fieldset>
      <legend>{t('notify.quiet')}</legend>
      <div className="notify-boxes">
        <label className="form-check">
          <input
            type="checkbox"
            className="form-check-input"
            name="quiet"
            checked={quiet}
            onChange={(event) => setQuiet(event.target.checked)}
          />{' '}
          {t('notify.quiet.on')}
        </label>
        {quiet && (
          <span className="notify-hours">
            <input
              type="time"
              name="quietFrom"
              className="form-control"
              aria-label={t('notify.quiet.from')}
              defaultValue={showMinute(choice.quietFrom === choice.quietTo ? 1200 : choice.quietFrom)}
              required
            />
            <span>{t('notify.quiet.to')}</span>
            <input
              type="time"
              name="quietTo"
              className="form-control"
              aria-label={t('notify.quiet.until')}
              defaultValue={showMinute(choice.quietFrom === choice.quietTo ? 510 : choice.quietTo)}
              required
            />
          </span>
        )}
        <label className="form-check">
          <input
            type="checkbox"
            className="form-check-input"
            name="restDays"
            defaultChecked={choice.restDays}
          />{' '}
          {t('notify.quiet.rest-days')}
        </label>
      </div>
      <p className="form-text">{t('notify.quiet.help')}</p>
    </fieldset>
  );
}
