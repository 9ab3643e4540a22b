import type { Db, Tx } from '~/prisma/database.server';

import { loadHasLeft } from './has-left.server';
import { loadAddresses, type Addresses } from './load-addresses.server';
import { loadChoice } from './load-choice.server';
import type { DeliveryChoice, PersonalChannel } from './delivery-choice';
import { isReminder, type MessageTopic } from './message-kind';
import { planDelivery, type Bundle } from './plan-delivery';
import { pushSettingKey, pushSettingsSchema } from './push-settings';
import { writeBundle, type MessageRow } from './write-bundle.server';

interface Dependencies {
  db: Db;
  now: () => Date;
  settings: { SMTP_URL?: string | undefined };
  onError?: (error: unknown, personId: string) => void;
}

/** How long a person whose plan failed waits, so that a fault of ours isn't met every second. */
const pauseMs = 5 * 60_000;

/** On a busy machine a transaction may wait its turn. */
const patience = { maxWait: 30_000, timeout: 60_000 };

const weekMs = 7 * 86_400_000;

/** Plans what waits for whoever has something due, one transaction a person. Returns how many people it looked at. */
export async function planDueMessages(deps: Dependencies, signal: AbortSignal): Promise<number> {
  const due = await deps.db.personalMessage.findMany({
    where: { state: 'open', nextAt: { lte: deps.now() } },
    select: { personId: true },
    distinct: ['personId'],
    orderBy: { nextAt: 'asc' },
    take: 500,
  });
  for (const { personId } of due) {
    signal.throwIfAborted();
    try {
      await deps.db.$transaction((tx) => planPerson(tx, deps, personId), patience);
    } catch (error) {
      // One person's fault keeps nobody else waiting.
      deps.onError?.(error, personId);
      await deps.db.personalMessage.updateMany({
        where: { personId, state: 'open', nextAt: { lte: deps.now() } },
        data: { nextAt: new Date(deps.now().valueOf() + pauseMs) },
      });
    }
  }
  return due.length;
}

async function planPerson(tx: Tx, deps: Dependencies, personId: string): Promise<void> {
  const now = deps.now();
  const open = await tx.personalMessage.findMany({
    where: { personId, state: 'open' },
    orderBy: [{ createdAt: 'asc' }, { id: 'asc' }],
  });
  const hasLeft = await loadHasLeft(tx, personId);
  await tx.personalMessage.updateMany({
    where: { id: { in: open.filter(hasLeft).map(({ id }) => id) }, state: 'open' },
    data: { state: 'dropped', because: 'left', plannedAt: now },
  });
  const rows = open.filter((row) => !hasLeft(row));
  const addresses = await loadAddresses(tx, deps, personId);
  const choice = await loadChoice(tx, personId);
  const plan = planDelivery({
    now,
    messages: rows.map((row) => ({
      ...{ id: row.id, subject: row.subject, urgent: row.urgent, closesOn: row.closesOn },
      topic: row.topic as MessageTopic,
      reminds: isReminder(row.kind),
      amountYuan: row.amountYuan === null ? null : Number(row.amountYuan),
      createdAt: row.createdAt,
    })),
    choice,
    reachable: addresses.reachable,
    accountMail: addresses.accountMail !== undefined,
    sentBefore: await sentBefore(tx, personId, now),
    weeklyCap: await loadWeeklyCap(tx),
  });
  const byId = new Map(rows.map((row) => [row.id, row]));
  for (const bundle of plan.bundles) await sendBundle(tx, { bundle, byId, addresses, choice, now });
  for (const { id, because } of plan.dropped)
    await tx.personalMessage.update({ where: { id }, data: { state: 'dropped', because, plannedAt: now } });
  for (const { id, until } of plan.held)
    await tx.personalMessage.update({ where: { id }, data: { nextAt: until } });
}

/** Of messages that go together each goes by the ways of its own topic; a short message is for more than a reminder. */
function goesBy({ kind, topic }: MessageRow, channel: PersonalChannel, choice: DeliveryChoice): boolean {
  if (channel === 'sms' && isReminder(kind)) return false;
  return choice.channels[topic as MessageTopic]?.includes(channel) ?? false;
}

/** Writes a bundle to the outbox, a row a channel; planned again after a crash it is the same rows. */
async function sendBundle(
  tx: Tx,
  step: {
    bundle: Bundle;
    byId: Map<string, MessageRow>;
    addresses: Addresses;
    choice: DeliveryChoice;
    now: Date;
  },
): Promise<void> {
  const { bundle, byId, addresses, choice, now } = step;
  const rows = bundle.messageIds.flatMap((id) => byId.get(id) ?? []);
  const [first] = rows;
  if (!first) return;
  for (const channel of bundle.channels) {
    const recipient =
      channel === 'mail' && ['account', 'desk'].includes(first.topic)
        ? (addresses.of.get('mail') ?? addresses.accountMail)
        : addresses.of.get(channel);
    if (recipient === undefined) continue;
    const mine = rows.filter((row) => goesBy(row, channel, choice));
    await writeBundle(tx, { rows: mine, channel, recipient, now });
  }
  await tx.personalMessage.updateMany({
    where: { id: { in: rows.map(({ id }) => id) } },
    data: { state: 'sent', bundle: first.id, plannedAt: now },
  });
}

async function sentBefore(tx: Tx, personId: string, now: Date): Promise<Date[]> {
  const rows = await tx.personalMessage.findMany({
    where: {
      ...{ personId, topic: 'opportunity', state: 'sent' },
      plannedAt: { gt: new Date(now.valueOf() - weekMs) },
    },
    select: { plannedAt: true },
    distinct: ['bundle'],
  });
  return rows.flatMap(({ plannedAt }) => plannedAt ?? []);
}

/** The city's cap; its default before anyone set it. */
export async function loadWeeklyCap(db: Db | Tx): Promise<number> {
  const row = await db.setting.findUnique({ where: { key: pushSettingKey } });
  return pushSettingsSchema.parse(row?.value ?? {}).weeklyCap;
}
