import { randomUUID } from 'node:crypto';

import type { Services } from '~/app/services.server';
import { isAddress } from '~/knowledge/policies/push/contact-address';
import { renderMessage } from '~/knowledge/policies/push/render-message';
import type { Reader } from '~/prisma/access/reader';
import { appendAuditEntry } from '~/prisma/audit/append-audit-entry.server';
import type { OutgoingChannel } from '~/prisma/outbox/channels/channel';
import { openChannels } from '~/prisma/outbox/channels/open-channels.server';

/** What came of a test: it arrived, or why not, in a word of `channels.fault.` with what the other side said. */
export type TestOutcome = { outcome: 'arrived' } | { outcome: 'failed'; code: string; detail: string };

/** Sends a test at once, past the outbox, so that its result can be shown; a group's robot needs no address. */
export async function testChannel(
  services: Pick<Services, 'db' | 'settings' | 'sealingKey' | 'now'>,
  reader: Reader,
  input: { channel: OutgoingChannel; recipient: string; locale: 'zh-CN' | 'en' },
): Promise<TestOutcome> {
  const { channel, locale } = input;
  // A form's webhooks have a test of their own.
  if (channel === 'webhook') return { outcome: 'failed', code: 'not-configured', detail: '' };
  const recipient = input.recipient.trim();
  const isRobot = channel === 'wecom-robot' || channel === 'dingtalk-robot';
  if (!isRobot && !isAddress(channel, recipient))
    return { outcome: 'failed', code: 'unknown-recipient', detail: recipient };
  const opened = await openChannels(services)(channel);
  if (!opened) return { outcome: 'failed', code: 'not-configured', detail: '' };
  const words = renderMessage('channel-test', isRobot ? 'in-app' : channel, locale, {});
  const sent = await opened.send(
    { ...words, key: randomUUID(), recipient: isRobot ? '' : recipient, url: null, unsubscribeUrl: null },
    AbortSignal.timeout(45_000),
  );
  const at = services.now();
  const fault = sent.outcome === 'delivered' ? null : sent.fault;
  await services.db.deliveryChannel.updateMany({
    where: { channel },
    data: fault
      ? { lastFaultAt: at, lastFault: `${fault.code}: ${fault.detail}`.slice(0, 500) }
      : { lastOkAt: at },
  });
  const subject = { subjectKind: 'channel', subjectId: channel };
  await services.db.$transaction((tx) =>
    appendAuditEntry(
      tx,
      reader,
      { action: 'channel.tested', ...subject, detail: { outcome: sent.outcome } },
      at,
    ),
  );
  return fault ? { outcome: 'failed', ...fault } : { outcome: 'arrived' };
}
