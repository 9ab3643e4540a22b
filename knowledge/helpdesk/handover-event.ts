/** What can happen to a question handed over, in the order of its timeline. */
export const handoverEventKinds = [
  'handed-over',
  'claimed',
  'released',
  'transferred',
  'note',
  'replied',
  'follow-up',
  'reopened',
  'closed',
  'due',
  'overdue',
  'adopted',
  'rated',
] as const;
export type HandoverEventKind = (typeof handoverEventKinds)[number];

/** What an event tells besides its kind; each kind uses its own. */
export interface HandoverEventDetail {
  text?: string;
  replyId?: string;
  reason?: string;
  rating?: string;
  dueOn?: string;
  fromDepartmentId?: string | null;
  toDepartmentId?: string | null;
  toPersonId?: string | null;
  mentioned?: string[];
  faqId?: string;
  /** Labels of the facts that the firm agreed to share. */
  facts?: string[];
}

/** Why a question is closed without another reply. */
export const closeReasons = [
  'duplicate',
  'out-of-scope',
  'handled-elsewhere',
  'no-longer-needed',
  'other',
] as const;
export type CloseReason = (typeof closeReasons)[number];
