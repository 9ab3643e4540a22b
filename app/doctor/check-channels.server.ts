import { deriveKey, installationSecret } from '~/prisma/access/signing-key.server';
import { openSealedKey } from '~/prisma/access/seal-key.server';
import { openDatabase } from '~/prisma/database.server';
import type { Settings } from '~/prisma/settings.server';

import type { Finding } from './finding';

const names: Record<string, { zh: string; en: string }> = {
  sms: { zh: '短信网关', en: 'SMS gateway' },
  wecom: { zh: '企业微信应用消息', en: 'WeCom application' },
  dingtalk: { zh: '钉钉工作通知', en: 'DingTalk work notices' },
  'wecom-robot': { zh: '企业微信群机器人', en: 'WeCom group robot' },
  'dingtalk-robot': { zh: '钉钉群机器人', en: 'DingTalk group robot' },
};

const mend = {
  zh: '请管理员在工作台“消息通道”（/desk/channels）查看原因，重新填写凭据并发送测试。',
  en: 'See why at /desk/channels, enter the credentials again and send a test.',
};

/** A line for each channel that is set up: whether its credentials can be read, and how it fared last. */
export async function checkChannels(
  settings: Pick<Settings, 'databaseFile' | 'dataDir' | 'SESSION_SECRET'>,
): Promise<Finding[]> {
  const db = openDatabase(settings.databaseFile);
  try {
    const key = deriveKey(installationSecret(settings), 'model-server-keys');
    const rows = await db.deliveryChannel.findMany({ where: { enabled: true }, orderBy: { channel: 'asc' } });
    return rows.map((row): Finding => {
      const { zh, en } = names[row.channel] ?? { zh: row.channel, en: row.channel };
      const check = `channel-${row.channel}`;
      if (row.sealedSecret === null || openSealedKey(key, row.sealedSecret) === null)
        return {
          ...{ check, state: 'failed', mend },
          zh: `${zh}：凭据无法解开（安装密钥已更换）`,
          en: `${en}: the credentials can't be opened; the installation's secret is another one now`,
        };
      const isFailing = row.lastFaultAt !== null && (row.lastOkAt === null || row.lastFaultAt > row.lastOkAt);
      if (isFailing)
        return {
          ...{ check, state: 'weak', mend },
          zh: `${zh}：最近一次发送失败（${row.lastFault ?? ''}）`,
          en: `${en}: the last sending failed (${row.lastFault ?? ''})`,
        };
      const isUntried = row.lastOkAt === null;
      return {
        ...{ check, state: isUntried ? 'weak' : 'good' },
        zh: isUntried ? `${zh}：已设置，还没有成功发送过` : `${zh}：可用`,
        en: isUntried ? `${en}: set up, nothing was sent yet` : `${en}: works`,
        ...(isUntried && { mend }),
      };
    });
  } finally {
    await db.$disconnect();
  }
}
