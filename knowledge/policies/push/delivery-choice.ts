import { z } from 'zod';

import { messageTopics, type MessageTopic } from './message-kind';

/** The ways to a person outside the platform. */
export const personalChannels = ['mail', 'sms', 'wecom', 'dingtalk'] as const;
export type PersonalChannel = (typeof personalChannels)[number];

/** Topics that a person may leave altogether; the others belong to what one does here, and stay in the platform. */
export const leavableTopics = ['opportunity', 'deadline'] as const satisfies readonly MessageTopic[];

export const digests = ['at-once', 'daily', 'weekly'] as const;
export type Digest = (typeof digests)[number];

const minute = z.number().int().min(0).max(1439);

/** What a person wants to hear, by which ways, and when. */
export const deliveryChoiceSchema = z.object({
  /** The ways of each topic, beside the notice in the platform; none: the notice alone. */
  channels: z.record(z.enum(messageTopics), z.array(z.enum(personalChannels))),
  /** Topics that the person left: not even a notice. */
  off: z.array(z.enum(leavableTopics)),
  /** Opportunities: each at once, or together at nine in the morning, every day or on Mondays. */
  digest: z.enum(digests),
  /** Minutes of the city's day between which nothing leaves that isn't urgent; from = to: none. */
  quietFrom: minute,
  quietTo: minute,
  /** Whether days off, by the State Council's calendar, are quiet too. */
  restDays: z.boolean(),
});
export type DeliveryChoice = z.infer<typeof deliveryChoiceSchema>;

/** Before anyone chose: mail and the work platforms for all, short messages for what has a date or a decision. */
export const defaultChoice: DeliveryChoice = {
  channels: {
    opportunity: ['mail', 'wecom', 'dingtalk'],
    deadline: ['mail', 'sms', 'wecom', 'dingtalk'],
    case: ['mail', 'sms', 'wecom', 'dingtalk'],
    reply: ['mail', 'wecom', 'dingtalk'],
    account: ['mail'],
    desk: ['mail', 'wecom', 'dingtalk'],
  },
  off: [],
  digest: 'daily',
  quietFrom: 20 * 60,
  quietTo: 8 * 60 + 30,
  restDays: true,
};

/** Whether the person left the topic. */
export function isLeft(choice: DeliveryChoice, topic: MessageTopic): boolean {
  return (choice.off as readonly MessageTopic[]).includes(topic);
}

/** Whether a person may leave the topic at all. */
export function isLeavable(topic: MessageTopic): topic is (typeof leavableTopics)[number] {
  return (leavableTopics as readonly MessageTopic[]).includes(topic);
}
