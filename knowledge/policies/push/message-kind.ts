/** The ways by which a message reaches one person. */
export const messageChannels = ['in-app', 'mail', 'sms', 'wecom', 'dingtalk'] as const;
export type MessageChannel = (typeof messageChannels)[number];

/** What a person chooses by: each kind of message belongs to one topic. */
export const messageTopics = ['opportunity', 'deadline', 'case', 'reply', 'account', 'desk'] as const;
export type MessageTopic = (typeof messageTopics)[number];

/** Every kind of message and its topic; the words are `message.KIND.title`, `.body` and, where there is one, `.sms`. */
const topicOfKind = {
  'opportunity-eligible': 'opportunity',
  'opportunity-one-step': 'opportunity',
  'opportunity-changed': 'opportunity',
  'opportunity-ended': 'opportunity',
  deadline: 'deadline',
  'reminder-draft': 'deadline',
  'reminder-returned': 'deadline',
  'reminder-facts': 'opportunity',
  'case.submitted': 'case',
  'case.returned': 'case',
  'case.file-infected': 'case',
  'case.handed-over': 'case',
  'case.handed-back': 'case',
  'case.seal-asked': 'case',
  'case.sealed': 'case',
  'case.seal-sent-back': 'case',
  'case.value-differs': 'case',
  'case.approved': 'case',
  'case.refused': 'case',
  'case.revoked': 'case',
  'grant-announced': 'case',
  'grant-granted': 'case',
  'grant-left-out': 'case',
  'grant-stopped': 'case',
  'grant-upheld': 'case',
  'grant-dismissed': 'case',
  'grant-cancelled': 'case',
  'place-free': 'case',
  'place-lapsed': 'case',
  'line-ended': 'case',
  'dispute-upheld': 'reply',
  'dispute-refused': 'reply',
  'question.replied': 'reply',
  'question.closed': 'reply',
  'answer-corrected': 'reply',
  'membership-requested': 'account',
  'membership-confirmed': 'account',
  'membership-refused': 'account',
  'membership-promote': 'account',
  'membership-demote': 'account',
  'membership-remove': 'account',
  'case.queued': 'desk',
  'case.withdrawn': 'desk',
  'case.proposed': 'desk',
  'case.declined': 'desk',
  'case.assigned': 'desk',
  'case.due-soon': 'desk',
  'case.overdue': 'desk',
  'case.value-differs-desk': 'desk',
  'question.asked-on': 'desk',
  'question.due': 'desk',
  'question.overdue': 'desk',
  'question.overdue-administrator': 'desk',
  'question.transferred': 'desk',
  'question.mentioned': 'desk',
  'question.faq-flagged': 'desk',
  'question.faq-review': 'desk',
  'document-in-force': 'desk',
  'document-expires-in-30': 'desk',
  'document-expires-in-7': 'desk',
  'document-expired': 'desk',
  'document-repealed': 'desk',
  'document-superseded': 'desk',
  'calendar-turns': 'desk',
  'change-undecided': 'desk',
  'questions-worse': 'desk',
  'campaign-preview': 'desk',
  'form-proposed': 'desk',
  'form-sent-back': 'desk',
  'form-published': 'desk',
} as const satisfies Record<string, MessageTopic>;

export type MessageKind = keyof typeof topicOfKind;
export const messageKinds = Object.keys(topicOfKind) as MessageKind[];

/** The topic of a kind; a kind that is none of ours is the desk's. */
export function topicOf(kind: string): MessageTopic {
  return (topicOfKind as Record<string, MessageTopic>)[kind] ?? 'desk';
}

/** Kinds that only remind of what waits: they go with a digest, and never as a short message. */
export function isReminder(kind: string): boolean {
  return kind.startsWith('reminder-');
}

/** Topics that a firm's manager gives out among the members. */
export const firmTopics = [
  'opportunity',
  'deadline',
  'case',
  'reply',
] as const satisfies readonly MessageTopic[];
export type FirmTopic = (typeof firmTopics)[number];
