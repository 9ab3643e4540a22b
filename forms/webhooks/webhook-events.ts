/** What a webhook can be told of: the kinds of a case's events that a department's own system follows. */
export const webhookEvents = [
  'submitted',
  'resubmitted',
  'returned',
  'approved',
  'refused',
  // A decision that was taken back: whoever acts on decisions must hear of it.
  'revoked',
  'withdrawn',
] as const;
export type WebhookEvent = (typeof webhookEvents)[number];

/** The name by which the other side knows an event. */
export function eventType(event: WebhookEvent): string {
  return `application.${event}`;
}

/** What a row of the outbox says of an event; everything else is read from what is never changed. */
export interface WebhookPayload {
  title: string;
  body: string;
  caseId: string;
  caseNumber: string;
  /** The event's number in its case. */
  sequence: number;
}
