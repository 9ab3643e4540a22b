import { openSealedKey } from '~/prisma/access/seal-key.server';
import type { Db } from '~/prisma/database.server';
import type { Settings } from '~/prisma/settings.server';

import type { Channel, OutgoingChannel } from './channel';
import { channelSettings, type SettableChannel } from './channel-settings';
import { dingtalkBaseUrl, dingtalkChannel } from './dingtalk-channel.server';
import { mailChannel } from './mail-channel.server';
import { dingtalkRobot, wecomRobot } from './robot-channels.server';
import { smsChannel } from './sms-channel.server';
import { wecomBaseUrl, wecomChannel } from './wecom-channel.server';

export interface ChannelDependencies {
  db: Db;
  settings: Pick<Settings, 'SMTP_URL' | 'MAIL_FROM'>;
  sealingKey: Buffer;
  now: () => Date;
}

/** Opens a channel as it is set up now; null when it isn't, or is switched off. */
export type OpenChannel = (channel: OutgoingChannel) => Promise<Channel | null>;

/** The channels of a process: each keeps its access token until the administrator changes something. */
export function openChannels(deps: ChannelDependencies): OpenChannel {
  const kept = new Map<string, { version: number; channel: Channel | null }>();
  return async (name) => {
    const { SMTP_URL: url, MAIL_FROM: from } = deps.settings;
    if (name === 'mail') return url === undefined ? null : mailChannel({ url, from });
    // Each form's webhooks are set up by its department: whoever sends opens them (forms/webhooks).
    if (name === 'webhook') return null;
    const row = await deps.db.deliveryChannel.findUnique({ where: { channel: name } });
    if (!row?.enabled) return null;
    const version = row.updatedAt.valueOf();
    const known = kept.get(name);
    if (known?.version === version) return known.channel;
    const channel = makeChannel(name, row, deps);
    kept.set(name, { version, channel });
    return channel;
  };
}

/** Null when the installation's secret is another one now: the credentials are entered again. */
function makeChannel(
  name: SettableChannel,
  row: { config: unknown; sealedSecret: string | null },
  { sealingKey, now }: ChannelDependencies,
): Channel | null {
  const opened = row.sealedSecret === null ? null : openSealedKey(sealingKey, row.sealedSecret);
  if (opened === null) return null;
  const sealed: unknown = JSON.parse(opened);
  switch (name) {
    case 'sms': {
      const { config, secrets } = channelSettings.sms;
      return smsChannel({ ...config.parse(row.config), ...secrets.parse(sealed) }, now);
    }
    case 'wecom': {
      const { agentId, baseUrl, corpId } = channelSettings.wecom.config.parse(row.config);
      const { secret } = channelSettings.wecom.secrets.parse(sealed);
      return wecomChannel(
        { corpId, agentId: Number(agentId), secret, baseUrl: baseUrl || wecomBaseUrl },
        now,
      );
    }
    case 'dingtalk': {
      const { agentId, baseUrl, appKey } = channelSettings.dingtalk.config.parse(row.config);
      const { secret } = channelSettings.dingtalk.secrets.parse(sealed);
      return dingtalkChannel({ appKey, agentId, secret, baseUrl: baseUrl || dingtalkBaseUrl }, now);
    }
    case 'wecom-robot':
      return wecomRobot(channelSettings['wecom-robot'].secrets.parse(sealed));
    case 'dingtalk-robot':
      return dingtalkRobot(channelSettings['dingtalk-robot'].secrets.parse(sealed), now);
  }
}
