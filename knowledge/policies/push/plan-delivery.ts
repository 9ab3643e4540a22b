import { addDays, cityDate, type IsoDate } from '~/prisma/calendar/city-date';

import { isLeft, personalChannels, type DeliveryChoice, type PersonalChannel } from './delivery-choice';
import type { MessageTopic } from './message-kind';
import { isQuiet, nextDigest, quietEnd } from './quiet-hours';

/** A message that waits to leave. */
export interface WaitingMessage {
  id: string;
  topic: MessageTopic;
  /** What it is about; of two about the same only the later leaves. */
  subject: string | null;
  /** Passes quiet hours, digest and cap. */
  urgent: boolean;
  /** Only reminds of what waits: goes with a digest, where the person wants one. */
  reminds?: boolean;
  closesOn: IsoDate | null;
  amountYuan: number | null;
  createdAt: Date;
}

/** What the plan is made from. */
export interface DeliverySituation {
  now: Date;
  messages: readonly WaitingMessage[];
  choice: DeliveryChoice;
  /** Ways that are set up and lead to an address of the person's that was verified. */
  reachable: readonly PersonalChannel[];
  /** Whether the account's own mail address, unverified, serves for what concerns the account and the desk alone. */
  accountMail?: boolean;
  /** When opportunities left for the person before. */
  sentBefore: readonly Date[];
  /** The most sendings about opportunities in any seven days. */
  weeklyCap: number;
}

export type DropReason = 'unsubscribed' | 'no-channel' | 'superseded' | 'deadline-passed';

/** Messages that leave together now, on one or several ways. */
export interface Bundle {
  messageIds: string[];
  channels: PersonalChannel[];
}

export interface DeliveryPlan {
  bundles: Bundle[];
  dropped: { id: string; because: DropReason }[];
  /** What stays waiting, and when to look again. */
  held: { id: string; until: Date }[];
}

const weekMs = 7 * 86_400_000;

/**
 * What leaves now, what never will, and what waits until when. Nothing of a topic that the person left; nothing in quiet
 * hours that isn't urgent; opportunities one by one or as a digest with the deadlines and reminders that can wait for it,
 * never more sendings in seven days than the cap, those
 * with the nearest deadline and the largest amount first; of two messages about one thing the later.
 */
export function planDelivery(situation: DeliverySituation): DeliveryPlan {
  const { now, choice } = situation;
  const plan: DeliveryPlan = { bundles: [], dropped: [], held: [] };
  const open: WaitingMessage[] = [];
  for (const message of situation.messages) {
    const because = dropReason(message, situation);
    if (because) plan.dropped.push({ id: message.id, because });
    else open.push(message);
  }
  const send = (messages: WaitingMessage[]) => {
    const [first] = messages;
    if (!first) return;
    const wanted = new Set(messages.flatMap((message) => channelsOf(message, situation)));
    const channels = personalChannels.filter((channel) => wanted.has(channel));
    plan.bundles.push({ messageIds: messages.map(({ id }) => id), channels });
  };
  const hold = (messages: readonly WaitingMessage[], until: Date) => {
    for (const { id } of messages) plan.held.push({ id, until });
  };

  for (const message of open) if (message.urgent) send([message]);
  const calm = open.filter(({ urgent }) => !urgent);
  if (isQuiet(now, choice)) {
    hold(calm, quietEnd(now, choice));
    return plan;
  }
  const forDigest = calm.filter((message) => goesWithDigest(message, choice));
  for (const message of calm) if (!forDigest.includes(message)) send([message]);
  planDigest(situation, forDigest, { send, hold });
  return plan;
}

/** Days that a deadline must still be away on the day of the digest; a nearer one is told by itself. */
const digestDays = 3;

/**
 * What a person hears together: opportunities (each at once where that was chosen: the cap counts them all the same),
 * deadlines that can wait until then, and what only reminds.
 */
function goesWithDigest(message: WaitingMessage, { digest }: DeliveryChoice): boolean {
  if (message.topic === 'opportunity') return true;
  if (digest === 'at-once') return false;
  if (message.reminds) return true;
  if (message.topic !== 'deadline' || message.closesOn === null) return false;
  return addDays(cityDate(nextDigest(message.createdAt, digest)), digestDays) <= message.closesOn;
}

function planDigest(
  { now, choice, sentBefore, weeklyCap }: DeliverySituation,
  messages: readonly WaitingMessage[],
  {
    send,
    hold,
  }: { send: (some: WaitingMessage[]) => void; hold: (some: readonly WaitingMessage[], until: Date) => void },
): void {
  if (messages.length === 0) return;
  const byWorth = [...messages].sort((a, b) => place(a) - place(b) || compareWorth(a, b));
  const recent = sentBefore.filter((at) => at.valueOf() > now.valueOf() - weekMs);
  const room = Math.max(0, weeklyCap - recent.length);
  const roomAgain = new Date(Math.min(now.valueOf(), ...recent.map((at) => at.valueOf())) + weekMs);
  if (choice.digest === 'at-once') {
    for (const message of byWorth.slice(0, room)) send([message]);
    hold(byWorth.slice(room), roomAgain);
    return;
  }
  const oldest = new Date(Math.min(...messages.map(({ createdAt }) => createdAt.valueOf())));
  const due = nextDigest(oldest, choice.digest);
  if (due > now) hold(messages, due);
  else if (room > 0) send(byWorth);
  else {
    // The cap is for opportunities; what else is due doesn't wait for it.
    hold(
      byWorth.filter(({ topic }) => topic === 'opportunity'),
      roomAgain,
    );
    send(byWorth.filter(({ topic }) => topic !== 'opportunity'));
  }
}

/** News of opportunities, then deadlines, then what only reminds. */
function place({ topic, reminds = false }: WaitingMessage): number {
  return reminds ? 2 : topic === 'opportunity' ? 0 : 1;
}

/** The nearest deadline first, then the largest amount, then who waited longest. */
export function compareWorth(a: WaitingMessage, b: WaitingMessage): number {
  const [left, right] = [a.closesOn ?? '9999-12-31', b.closesOn ?? '9999-12-31'];
  if (left !== right) return left < right ? -1 : 1;
  const more = (b.amountYuan ?? -1) - (a.amountYuan ?? -1);
  return more || a.createdAt.valueOf() - b.createdAt.valueOf() || (a.id < b.id ? -1 : 1);
}

function channelsOf(
  { topic }: WaitingMessage,
  { choice, reachable, accountMail = false }: DeliverySituation,
): PersonalChannel[] {
  const isOwn = accountMail && (topic === 'account' || topic === 'desk');
  const ways = isOwn && !reachable.includes('mail') ? (['mail', ...reachable] as const) : reachable;
  return ways.filter((channel) => choice.channels[topic]?.includes(channel));
}

function dropReason(message: WaitingMessage, situation: DeliverySituation): DropReason | null {
  const { choice, messages, now } = situation;
  if (isLeft(choice, message.topic)) return 'unsubscribed';
  if (channelsOf(message, situation).length === 0) return 'no-channel';
  if (message.closesOn !== null && message.closesOn < cityDate(now)) return 'deadline-passed';
  const later = messages.some(
    (other) =>
      other.subject !== null &&
      other.subject === message.subject &&
      other.topic === message.topic &&
      isLater(other, message),
  );
  return later ? 'superseded' : null;
}

function isLater(a: WaitingMessage, b: WaitingMessage): boolean {
  const [left, right] = [a.createdAt.valueOf(), b.createdAt.valueOf()];
  return left === right ? a.id > b.id : left > right;
}
