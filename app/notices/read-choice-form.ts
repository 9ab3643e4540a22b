import {
  deliveryChoiceSchema,
  leavableTopics,
  personalChannels,
  type DeliveryChoice,
} from '~/knowledge/policies/push/delivery-choice';
import { firmTopics, messageTopics, type FirmTopic } from '~/knowledge/policies/push/message-kind';

/**
 * The choice as the page posts it: `TOPIC.WAY` for each way that is ticked, `off.TOPIC` for each topic that is left,
 * times as HH:MM. Only the topics of `shown` were on the page; the others stay as they were. Null when a field isn't one
 * that our page sends.
 */
export function readChoiceForm(
  form: FormData,
  before: DeliveryChoice,
  shown: readonly (typeof messageTopics)[number][],
): DeliveryChoice | null {
  const text = (name: string) => {
    const value = form.get(name);
    return typeof value === 'string' ? value : '';
  };
  const channels = Object.fromEntries(
    messageTopics.map((topic) => [
      topic,
      shown.includes(topic)
        ? personalChannels.filter((channel) => form.has(`${topic}.${channel}`))
        : (before.channels[topic] ?? []),
    ]),
  );
  const parsed = deliveryChoiceSchema.safeParse({
    channels,
    off: leavableTopics.filter((topic) =>
      shown.includes(topic) ? form.has(`off.${topic}`) : before.off.includes(topic),
    ),
    digest: text('digest'),
    quietFrom: form.has('quiet') ? readMinute(text('quietFrom')) : 0,
    quietTo: form.has('quiet') ? readMinute(text('quietTo')) : 0,
    restDays: form.has('restDays'),
  });
  return parsed.success ? parsed.data : null;
}

/** Minutes of the day of HH:MM; NaN for anything else. */
export function readMinute(time: string): number {
  const [, hours, minutes] = /^([01]\d|2[0-3]):([0-5]\d)$/.exec(time) ?? [];
  return hours === undefined ? NaN : Number(hours) * 60 + Number(minutes);
}

/** HH:MM of minutes of the day. */
export function showMinute(minute: number): string {
  return [Math.floor(minute / 60), minute % 60].map((part) => String(part).padStart(2, '0')).join(':');
}

/** The topics that the manager ticked: `PERSON.TOPIC`. */
export function readMemberForm(form: FormData, personIds: readonly string[]): Map<string, FirmTopic[]> {
  return new Map(personIds.map((id) => [id, firmTopics.filter((topic) => form.has(`${id}.${topic}`))]));
}
