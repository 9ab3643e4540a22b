import type { Services } from '~/app/services.server';
import type { PersonReader } from '~/app/session/require-reader.server';
import { maskAddress } from '~/knowledge/policies/push/contact-address';
import { personalChannels } from '~/knowledge/policies/push/delivery-choice';
import { loadChoice } from '~/knowledge/policies/push/load-choice.server';
import { listMemberTopics } from '~/knowledge/policies/push/member-topics.server';
import { messageTopics } from '~/knowledge/policies/push/message-kind';
import { loadWeeklyCap } from '~/knowledge/policies/push/plan-messages.server';
import { isStaff } from '~/prisma/access/reader';

import { openWays } from './contact-address.server';

/** What a person can choose: ways with their state, topics, hours; and for a firm's manager who hears of what. */
export async function getNotificationPage(
  services: Pick<Services, 'db' | 'settings' | 'now'>,
  reader: PersonReader,
) {
  const { db, now } = services;
  const { personId, enterpriseId } = reader;
  const [open, rows, person, choice, weeklyCap] = [
    await openWays(services),
    await db.contactAddress.findMany({ where: { personId } }),
    await db.person.findUniqueOrThrow({ where: { id: personId }, select: { email: true, phone: true } }),
    await loadChoice(db, personId),
    await loadWeeklyCap(db),
  ];
  const of = new Map(rows.map((row) => [row.channel, row]));
  const codes = await db.outbox.findMany({
    where: {
      dedupeKey: { in: rows.flatMap(({ codeNonce }) => (codeNonce ? [`contact-code:${codeNonce}`] : [])) },
      state: { in: ['dead', 'unsent'] },
    },
    select: { channel: true, error: true },
  });
  const lost = new Map(
    codes.map(({ channel, error }) => [channel, error?.split(':')[0] ?? 'unclear-answer']),
  );
  const suggested = { mail: person.email ?? '', sms: person.phone ?? '', wecom: '', dingtalk: '' };
  const firm =
    enterpriseId === null
      ? null
      : await db.membership.findFirst({
          where: { personId, enterpriseId, state: 'active' },
          select: { isManager: true, enterprise: { select: { name: true } } },
        });
  return {
    ways: personalChannels.map((channel) => {
      const row = of.get(channel);
      const waits = Boolean(row?.codeNonce) && (row?.codeExpiresAt ?? new Date(0)) > now();
      return {
        channel,
        open: open.includes(channel),
        state: row?.verifiedAt ? ('verified' as const) : waits ? ('waits' as const) : ('none' as const),
        /** Why the code didn't arrive, in a word of `channels.fault.`; null while it may. */
        lost: waits ? (lost.get(channel) ?? null) : null,
        address: row ? maskAddress(row.address) : null,
        suggested: row && !row.verifiedAt ? row.address : suggested[channel],
      };
    }),
    topics: topicsFor(reader),
    choice,
    weeklyCap,
    firm: firm && {
      name: firm.enterprise.name,
      isManager: firm.isManager,
      members: await listMemberTopics(db, enterpriseId ?? ''),
      myId: personId,
    },
  };
}

/** The topics that concern the reader: a firm's, the desk's, and the account's own. */
export function topicsFor(reader: PersonReader) {
  return messageTopics.filter(
    (topic) => topic === 'account' || (topic === 'desk' ? isStaff(reader) : reader.enterpriseIds.length > 0),
  );
}

export type NotificationPage = Awaited<ReturnType<typeof getNotificationPage>>;
