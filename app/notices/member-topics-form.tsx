import { Form } from '@remix-run/react';
import { useTranslation } from 'react-i18next';

import { firmTopics, type FirmTopic } from '~/knowledge/policies/push/message-kind';

import type { NotificationPage } from './get-notification-page.server';

/** 谁接收: the firm's manager gives the topics out; the others see who hears of what. */
export function MemberTopicsForm({
  firm,
  busy,
  lonely,
}: {
  firm: NonNullable<NotificationPage['firm']>;
  busy: boolean;
  lonely: readonly FirmTopic[];
}) {
  const { t } = useTranslation();
  return (
    <Form method="post" className="hq-card hq-card-b notify-choice" preventScrollReset>
      <h2>{t('notify.members')}</h2>
      <p className="hq-muted">
        {t(firm.isManager ? 'notify.members.lead' : 'notify.members.lead-other', { firm: firm.name })}
      </p>
      {firm.members.map(({ personId, name, topics }) => (
        <fieldset key={personId} disabled={!firm.isManager}>
          <legend>
            {name} {personId === firm.myId && <span className="tag">{t('members.me')}</span>}
          </legend>
          <div className="notify-boxes">
            {firmTopics.map((topic) => (
              <label key={topic} className="form-check">
                <input
                  type="checkbox"
                  className="form-check-input"
                  name={`${personId}.${topic}`}
                  defaultChecked={topics.includes(topic)}
                />{' '}
                {t(`notify.topic.${topic}`)}
              </label>
            ))}
          </div>
        </fieldset>
      ))}
      {lonely.length > 0 && (
        <p className="hq-note hq-note-no" role="alert">
          {t('notify.members.nobody', {
            topics: lonely.map((topic) => t(`notify.topic.${topic}`)).join(t('notify.and')),
          })}
        </p>
      )}
      {firm.isManager && (
        <div>
          <button className="btn btn-primary" name="intent" value="members" disabled={busy}>
            {t('notify.members.save')}
          </button>
        </div>
      )}
    </Form>
  );
}
