import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import {
  defaultChoice,
  deliveryChoiceSchema,
  personalChannels,
  type DeliveryChoice,
} from '~/knowledge/policies/push/delivery-choice';
import { messageTopics } from '~/knowledge/policies/push/message-kind';
import { planDelivery, type WaitingMessage } from '~/knowledge/policies/push/plan-delivery';
import { isQuiet, nextDigest, quietEnd } from '~/knowledge/policies/push/quiet-hours';

const start = new Date('2026-09-28T01:00:00Z');
const hours = (count: number) => new Date(start.valueOf() + count * 3_600_000);
const weekMs = 7 * 86_400_000;

const messageArbitrary = fc.record({
  topic: fc.constantFrom(...messageTopics),
  subject: fc.option(fc.constantFrom('a', 'b', 'c')),
  urgent: fc.boolean(),
  closesOn: fc.option(fc.constantFrom('2026-09-30', '2026-10-09', '2026-12-01')),
  amountYuan: fc.option(fc.integer({ min: 0, max: 1_000_000 })),
  hour: fc.integer({ min: 0, max: 400 }),
});
const choiceArbitrary: fc.Arbitrary<DeliveryChoice> = fc.record({
  channels: fc
    .array(fc.subarray([...personalChannels]), { minLength: 6, maxLength: 6 })
    .map(
      (lists) =>
        Object.fromEntries(messageTopics.map((topic, n) => [topic, lists[n]])) as DeliveryChoice['channels'],
    ),
  off: fc.subarray(['opportunity', 'deadline'] as const),
  digest: fc.constantFrom('at-once', 'daily', 'weekly'),
  quietFrom: fc.integer({ min: 0, max: 1439 }),
  quietTo: fc.integer({ min: 0, max: 1439 }),
  restDays: fc.boolean(),
});

interface Sent {
  at: Date;
  messages: WaitingMessage[];
}

/** Lives through the weeks as the platform does: plans whenever something comes and whenever a plan said to look again. */
function live(
  arriving: readonly WaitingMessage[],
  choice: DeliveryChoice,
  reachable: readonly (typeof personalChannels)[number][],
  weeklyCap: number,
) {
  const sent: Sent[] = [];
  const dropped = new Map<string, string>();
  let waiting: WaitingMessage[] = [];
  let again: number[] = [];
  const ends = hours(400 + 24 * 60).valueOf();
  const times = () => [
    ...again,
    ...arriving.filter((one) => !known.has(one.id)).map(({ createdAt }) => createdAt.valueOf()),
  ];
  const known = new Set<string>();
  for (let rounds = 0; rounds < 3000; rounds += 1) {
    const next = Math.min(...times());
    if (!(next <= ends)) break;
    const now = new Date(next);
    for (const one of arriving)
      if (one.createdAt <= now && !known.has(one.id)) {
        known.add(one.id);
        waiting.push(one);
      }
    const sentBefore = sent
      .filter(({ messages }) => messages[0]?.topic === 'opportunity')
      .map(({ at }) => at);
    const plan = planDelivery({ now, messages: waiting, choice, reachable, sentBefore, weeklyCap });
    for (const { messageIds, channels } of plan.bundles) {
      expect(channels.length).toBeGreaterThan(0);
      sent.push({ at: now, messages: messageIds.map((id) => waiting.find((one) => one.id === id)!) });
    }
    for (const { id, because } of plan.dropped) dropped.set(id, because);
    for (const { until } of plan.held) expect(until.valueOf()).toBeGreaterThan(next);
    const held = new Set(plan.held.map(({ id }) => id));
    waiting = waiting.filter(({ id }) => held.has(id));
    again = plan.held.map(({ until }) => until.valueOf());
  }
  return { sent, dropped, waiting };
}

const life = fc.record({
  raw: fc.array(messageArbitrary, { maxLength: 25 }),
  choice: choiceArbitrary,
  reachable: fc.subarray([...personalChannels]),
  weeklyCap: fc.integer({ min: 0, max: 4 }),
});

const messagesOf = (raw: { hour: number }[]): WaitingMessage[] =>
  raw.map(({ hour, ...rest }, n) => ({
    ...(rest as Omit<WaitingMessage, 'id' | 'createdAt'>),
    id: `m${n}`,
    createdAt: hours(hour),
  }));

describe('whatever comes, whatever the choice', () => {
  test('nothing calm leaves in quiet hours, nothing beyond the cap, nothing twice, nothing that was left, and nothing urgent is lost', () => {
    fc.assert(
      fc.property(life, ({ raw, choice, reachable, weeklyCap }) => {
        const messages = messagesOf(raw);
        const { sent, dropped, waiting } = live(messages, choice, reachable, weeklyCap);
        for (const { at, messages: some } of sent)
          for (const { urgent } of some) if (!urgent) expect(isQuiet(at, choice)).toBe(false);
        const calm = sent.filter(({ messages: [first] }) => first?.topic === 'opportunity' && !first.urgent);
        for (const { at } of calm) {
          const week = calm.filter((one) => one.at <= at && one.at.valueOf() > at.valueOf() - weekMs);
          expect(week.length).toBeLessThanOrEqual(weeklyCap);
        }
        const ids = sent.flatMap(({ messages: some }) => some.map(({ id }) => id));
        expect(new Set(ids).size).toBe(ids.length);
        for (const { messages: some } of sent)
          for (const { topic } of some) expect(choice.off as string[]).not.toContain(topic);
        // Every message has an end: sent, dropped for a reason, or still waiting for room.
        expect(ids.length + dropped.size + waiting.length).toBe(messages.length);
        for (const message of messages.filter(({ urgent }) => urgent)) {
          const leaves = sent.find(({ messages: some }) => some.includes(message));
          if (leaves) expect(leaves.at).toEqual(message.createdAt);
          else expect(dropped.has(message.id)).toBe(true);
        }
      }),
      { numRuns: 400 },
    );
  }, 60_000);

  test('what isn’t an opportunity never waits beyond the quiet hours', () => {
    fc.assert(
      fc.property(life, ({ raw, choice, weeklyCap }) => {
        const messages = messagesOf(raw).map((one) => ({
          ...one,
          topic: 'case' as const,
          subject: null,
          closesOn: null,
        }));
        const open = { ...choice, channels: { ...choice.channels, case: ['mail' as const] } };
        const { sent } = live(messages, open, ['mail'], weeklyCap);
        for (const message of messages) {
          const leaves = sent.find(({ messages: some }) => some.includes(message));
          expect(leaves?.at).toEqual(message.urgent ? message.createdAt : quietEnd(message.createdAt, open));
        }
      }),
      { numRuns: 200 },
    );
  }, 60_000);
});

describe('a plan', () => {
  const now = new Date('2026-11-24T02:00:00Z');
  const message = (id: string, more: Partial<WaitingMessage> = {}): WaitingMessage => ({
    ...{ id, topic: 'opportunity', subject: null, urgent: false, closesOn: null, amountYuan: null },
    createdAt: new Date('2026-11-20T02:00:00Z'),
    ...more,
  });
  const plan = (messages: WaitingMessage[], choice: Partial<DeliveryChoice> = {}, sentBefore: Date[] = []) =>
    planDelivery({
      ...{ now, messages, sentBefore, weeklyCap: 2, reachable: ['mail', 'sms'] },
      choice: { ...defaultChoice, ...choice },
    });

  test('lets deadline and amount go first when the cap cuts', () => {
    const { bundles, held } = plan(
      [
        message('small', { amountYuan: 10 }),
        message('large', { amountYuan: 100 }),
        message('soon', { closesOn: '2026-12-01' }),
      ],
      { digest: 'at-once' },
    );
    expect(bundles).toEqual([
      { messageIds: ['soon'], channels: ['mail'] },
      { messageIds: ['large'], channels: ['mail'] },
    ]);
    expect(held).toEqual([{ id: 'small', until: new Date('2026-12-01T02:00:00Z') }]);
  });

  test('gathers a digest, the most pressing first, and lets it wait for its hour and for room', () => {
    const some = [message('a'), message('b', { closesOn: '2026-12-01' })];
    expect(plan(some).bundles).toEqual([{ messageIds: ['b', 'a'], channels: ['mail'] }]);
    const fresh = [message('c', { createdAt: now })];
    expect(plan(fresh).held).toEqual([{ id: 'c', until: new Date('2026-11-25T01:00:00Z') }]);
    expect(plan(fresh, { digest: 'weekly' }).held[0]?.until).toEqual(new Date('2026-11-30T01:00:00Z'));
    const busy = [new Date('2026-11-20T01:00:00Z'), new Date('2026-11-22T01:00:00Z')];
    expect(plan(some, {}, busy).held[0]?.until).toEqual(new Date('2026-11-27T01:00:00Z'));
  });

  test('says why something never leaves', () => {
    const { dropped } = plan(
      [
        message('old', { subject: 's' }),
        message('new', { subject: 's', createdAt: now }),
        message('late', { closesOn: '2026-11-23' }),
        message('left', { topic: 'deadline' }),
        message('nowhere', { topic: 'account' }),
      ],
      { off: ['deadline'], channels: { ...defaultChoice.channels, account: ['wecom'] } },
    );
    expect(dropped).toEqual([
      { id: 'old', because: 'superseded' },
      { id: 'late', because: 'deadline-passed' },
      { id: 'left', because: 'unsubscribed' },
      { id: 'nowhere', because: 'no-channel' },
    ]);
  });
});

describe('quiet hours', () => {
  test('follow the city’s clock and the State Council’s days off', () => {
    const quiet = { quietFrom: 1200, quietTo: 510, restDays: true };
    expect(isQuiet(new Date('2026-11-24T12:00:00Z'), quiet)).toBe(true);
    expect(isQuiet(new Date('2026-11-24T00:30:00Z'), quiet)).toBe(false);
    // 国庆: from the evening of 30 September to the morning after the holidays.
    expect(quietEnd(new Date('2026-09-30T13:00:00Z'), quiet)).toEqual(new Date('2026-10-08T00:30:00Z'));
    expect(quietEnd(new Date('2026-11-24T03:00:00Z'), quiet)).toEqual(new Date('2026-11-24T03:00:00Z'));
    expect(isQuiet(new Date('2026-11-24T16:00:00Z'), { quietFrom: 5, quietTo: 5, restDays: false })).toBe(
      false,
    );
  });

  test('a digest comes at nine', () => {
    expect(nextDigest(new Date('2026-11-24T01:00:00Z'), 'daily')).toEqual(new Date('2026-11-25T01:00:00Z'));
    expect(nextDigest(new Date('2026-11-24T00:59:00Z'), 'daily')).toEqual(new Date('2026-11-24T01:00:00Z'));
  });

  test('the choice before anyone chose is one that can be stored', () => {
    expect(deliveryChoiceSchema.parse(defaultChoice)).toEqual(defaultChoice);
  });
});
