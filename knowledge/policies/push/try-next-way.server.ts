import { cityDate } from '~/prisma/calendar/city-date';
import type { Tx } from '~/prisma/database.server';

import { isLeft, personalChannels, type PersonalChannel } from './delivery-choice';
import { loadHasLeft } from './has-left.server';
import { loadAddresses } from './load-addresses.server';
import { loadChoice } from './load-choice.server';
import { isReminder, type MessageTopic } from './message-kind';
import { writeBundle, type MessageRow } from './write-bundle.server';

/**
 * After a row of the outbox didn't arrive: its messages go by the person's next verified way, unless another way brought
 * or still brings them. Of messages that went together each by the ways of its own topic, a short message for more than a
 * reminder; whoever never chose has switched off none. What is too late by now stays in the platform, and so does what
 * the person may no longer read. Returns the way, null when there is none.
 */
export async function tryNextWay(
  tx: Tx,
  deps: { now: () => Date; settings: { SMTP_URL?: string | undefined } },
  outboxId: string,
): Promise<PersonalChannel | null> {
  const now = deps.now();
  const rows = await tx.personalMessage.findMany({
    where: { deliveries: { some: { outboxId } }, state: 'sent' },
    include: { deliveries: true },
    orderBy: [{ createdAt: 'asc' }, { id: 'asc' }],
  });
  const ways = new Set(rows.flatMap(({ deliveries }) => deliveries.map(({ channel }) => channel)));
  const alive = await tx.outbox.count({
    where: {
      id: { in: rows.flatMap(({ deliveries }) => deliveries.map((one) => one.outboxId)) },
      state: { in: ['waiting', 'sent'] },
    },
  });
  const [first] = rows;
  if (!first || alive > 0) return null;
  const choice = await loadChoice(tx, first.personId);
  const hasLeft = await loadHasLeft(tx, first.personId);
  const wanted = rows.filter(
    (row) =>
      !hasLeft(row) &&
      !isLeft(choice, row.topic as MessageTopic) &&
      (row.closesOn === null || row.closesOn >= cityDate(now)),
  );
  const isChosen = (await tx.deliveryChoice.count({ where: { personId: first.personId } })) > 0;
  const { of } = await loadAddresses(tx, deps, first.personId);
  for (const channel of personalChannels) {
    const recipient = of.get(channel);
    if (recipient === undefined || ways.has(channel)) continue;
    const mine = wanted.filter(
      ({ kind, topic }) =>
        !(channel === 'sms' && isReminder(kind)) &&
        (!isChosen || choice.channels[topic as MessageTopic]?.includes(channel)),
    );
    if (mine.length === 0) continue;
    await writeBundle(tx, { rows: mine.map(withoutDeliveries), channel, recipient, now });
    return channel;
  }
  return null;
}

function withoutDeliveries({
  deliveries: _deliveries,
  ...row
}: MessageRow & { deliveries: unknown }): MessageRow {
  return row;
}
