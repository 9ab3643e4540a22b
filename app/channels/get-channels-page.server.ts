import type { Services } from '~/app/services.server';
import { cityTime } from '~/app/people/city-time';
import { maskAddress } from '~/knowledge/policies/push/contact-address';
import { loadWeeklyCap } from '~/knowledge/policies/push/plan-messages.server';
import { messageKinds, topicOf, type MessageTopic } from '~/knowledge/policies/push/message-kind';
import type { Reader } from '~/prisma/access/reader';
import { channelFields } from '~/prisma/outbox/channels/channel-settings';
import { listChannels } from '~/prisma/outbox/channels/manage-channels.server';
import { countMessages, countReceipts, listDeadLetters } from '~/prisma/outbox/dead-letters.server';

/** The channels with their state, and what didn't arrive. */
export async function getChannelsPage(
  { db, settings, now }: Pick<Services, 'db' | 'settings' | 'now'>,
  reader: Reader,
) {
  const counts = await countMessages(db, now());
  const receipts = await countReceipts(db, now());
  const none = { sent: 0, waiting: 0, dead: 0 };
  const [rows, dead] = [await listChannels(db), await listDeadLetters(db)];
  const me =
    reader.personId === null
      ? null
      : await db.person.findUnique({
          where: { id: reader.personId },
          select: { email: true, phone: true },
        });
  const mine: Partial<Record<string, string>> = { mail: me?.email ?? '', sms: me?.phone ?? '' };
  return {
    mail: {
      isSetUp: settings.SMTP_URL !== undefined,
      from: settings.MAIL_FROM,
      counts: counts.get('mail') ?? none,
      mine: mine.mail ?? '',
    },
    channels: rows.map((row) => ({
      ...row,
      fields: channelFields[row.channel],
      counts: counts.get(row.channel) ?? none,
      receipts: receipts.get(row.channel) ?? null,
      lastOkAt: row.lastOkAt && cityTime(row.lastOkAt),
      lastFaultAt: row.lastFaultAt && cityTime(row.lastFaultAt),
      // Newer than the last success: what is wrong now.
      isFailing: row.lastFaultAt !== null && (row.lastOkAt === null || row.lastFaultAt > row.lastOkAt),
      fault: readFault(row.lastFault),
      mine: mine[row.channel] ?? '',
    })),
    letters: dead.letters.map(({ id, channel, recipient, kind, attempts, error, createdAt }) => ({
      ...{ id, channel, attempts, topic: topicShown(kind), time: cityTime(createdAt) },
      recipient: recipient === '' ? '' : maskAddress(recipient),
      fault: readFault(error),
    })),
    count: dead.count,
    weeklyCap: await loadWeeklyCap(db),
  };
}

/** The topic of a row: what is no message by choice (a code, a reset, an invitation) is the account's. */
function topicShown(kind: string): MessageTopic {
  if (kind === 'digest') return 'opportunity';
  if (kind.startsWith('alert.') || kind.startsWith('application.')) return 'desk';
  return (messageKinds as readonly string[]).includes(kind) ? topicOf(kind) : 'account';
}

/** `code: detail` as the outbox keeps it. */
function readFault(text: string | null): { code: string; detail: string } | null {
  if (text === null) return null;
  const [code = '', ...rest] = text.split(': ');
  return { code: /^[a-z-]+$/.test(code) ? code : 'unclear-answer', detail: rest.join(': ') };
}

export type ChannelsPage = Awaited<ReturnType<typeof getChannelsPage>>;
