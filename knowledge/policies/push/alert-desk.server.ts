import { sayKnowledge } from '~/knowledge/words/say';
import { appendMessage } from '~/prisma/outbox/append-message.server';
import type { Db, Tx } from '~/prisma/database.server';

/** What a group of the desk may hear: numbers, departments and technical names; never a firm or what it may have. */
export type DeskAlert =
  | { kind: 'escalated'; number: string; department: string; date: string }
  | { kind: 'dead-letter'; channel: string }
  | { kind: 'source-failed'; source: string };

const links: Record<DeskAlert['kind'], string> = {
  escalated: '/desk/questions',
  'dead-letter': '/desk/channels',
  'source-failed': '/desk/facts/sources',
};

/** Alerts the groups whose robots are set up, once a key. */
export async function alertDesk(
  tx: Tx | Db,
  alert: DeskAlert,
  { dedupeKey, now }: { dedupeKey: string; now: Date },
): Promise<void> {
  const robots = await tx.deliveryChannel.findMany({
    where: { channel: { in: ['wecom-robot', 'dingtalk-robot'] }, enabled: true },
    select: { channel: true },
  });
  const { kind, ...given } = alert;
  const params =
    alert.kind === 'dead-letter'
      ? { channel: sayKnowledge('zh-CN', `message.channel.${alert.channel}`) }
      : given;
  for (const { channel } of robots)
    await appendMessage(tx, {
      ...{ channel: channel as 'wecom-robot' | 'dingtalk-robot', recipient: '', kind: `alert.${kind}` },
      dedupeKey: `alert:${kind}:${dedupeKey}:${channel}`,
      content: {
        title: sayKnowledge('zh-CN', `message.alert.${kind}.title`, params),
        body: sayKnowledge('zh-CN', `message.alert.${kind}.body`, params),
        link: links[kind],
      },
      at: now,
    });
}
