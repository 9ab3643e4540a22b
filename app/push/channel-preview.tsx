import { useTranslation } from 'react-i18next';

import type { ShownMessage, ShownPart } from '~/knowledge/policies/push/templates/show-message';

const icons: Record<ShownMessage['channel'], string> = {
  'in-app': 'bi-bell',
  mail: 'bi-envelope',
  sms: 'bi-chat-left-dots',
  wecom: 'bi-people',
  dingtalk: 'bi-lightning',
};

interface PreviewProps {
  message: ShownMessage;
  firms?: number | undefined;
  /** No audience: nothing is counted. */
  plain?: boolean;
  /** It is the one being written. */
  isOn?: boolean;
}

/** A message in the frame of its channel: a phone’s bubble, a letter, a card; values tinted. */
export function ChannelPreview({ message, firms, plain = false, isOn = false }: PreviewProps) {
  const { t } = useTranslation();
  const { channel, title, body, length, isNeutral } = message;
  return (
    <article
      className={isOn ? 'push-ch push-ch-on' : 'push-ch'}
      data-channel={channel}
      aria-label={t(`campaign.channel.${channel}`)}
    >
      <div className="push-ch-h">
        <i className={`bi ${icons[channel]}`} aria-hidden="true" />
        {t(`campaign.channel.${channel}`)}
      </div>
      <div className="push-ch-b">
        {channel === 'sms' ? (
          <>
            <p className="push-sms">
              <Parts parts={body} />
            </p>
            <p className="hq-xs hq-muted">{t(isNeutral ? 'campaign.sms.neutral' : 'campaign.sms.rule')}</p>
          </>
        ) : (
          <div className="push-msg">
            <b>
              <Parts parts={title} />
            </b>
            <p>
              <Parts parts={body} />
            </p>
            <p className={channel === 'in-app' ? 'push-act' : 'push-link'}>{t(`campaign.go.${channel}`)}</p>
            {channel === 'mail' && <p className="hq-xs hq-muted">{t('campaign.mail.unsubscribe')}</p>}
          </div>
        )}
      </div>
      <div className="push-ch-f">
        {!plain && (
          <span>{firms === undefined ? t('campaign.channel.off') : t('campaign.firms', { n: firms })}</span>
        )}
        <span>
          {channel === 'sms' ? t('campaign.sms.length', { n: length }) : t(`campaign.limit.${channel}`)}
        </span>
      </div>
    </article>
  );
}

function Parts({ parts }: { parts: readonly ShownPart[] }) {
  return parts.map(({ text, isValue }, index) =>
    isValue ? (
      <span key={index} className="push-var">
        {text}
      </span>
    ) : (
      text
    ),
  );
}
