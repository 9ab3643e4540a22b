/** Why a message didn't arrive, in a word that the pages have a sentence for. */
export type FaultCode =
  | 'not-configured'
  | 'unreachable'
  | 'timeout'
  | 'server-fault'
  | 'rate-limited'
  | 'bad-credentials'
  | 'unknown-recipient'
  | 'content-refused'
  | 'address-forbidden'
  | 'not-reached'
  | 'unclear-answer';

/** A fault with what the other side said, for the administrator. */
export interface Fault {
  code: FaultCode;
  detail: string;
}

/** What came of a sending. `later` may arrive another time; `refused` never will as it is. */
export type SendOutcome =
  | { outcome: 'delivered'; reference?: string }
  | { outcome: 'later'; fault: Fault; afterMs?: number }
  | { outcome: 'refused'; fault: Fault };

/** A message on its way to one person, or to a group of the desk. */
export interface OutgoingMessage {
  /** The same at every try: by it the other side can tell that it has the message already. */
  key: string;
  /** A mail address, a mobile number, a user's id; a group's robot has none. */
  recipient: string;
  title: string;
  body: string;
  /** Where to go on, as a whole address; short messages never get one. */
  url: string | null;
  /** One click and nothing of this kind comes any more (RFC 8058); mails only. */
  unsubscribeUrl: string | null;
}

/**
 * One way out. Sending the same message twice is allowed: whoever receives sees it once, by the key, as far as its
 * protocol permits; each channel says how far that is.
 */
export interface Channel {
  send(message: OutgoingMessage, signal: AbortSignal): Promise<SendOutcome>;
  /** Asks what became of a message that was taken; only where the other side answers before it delivers. */
  askReceipt?(sent: { reference: string; recipient: string }, signal: AbortSignal): Promise<Receipt>;
}

/** What the other side says of a message that it took before. `open`: not yet, or it couldn't be asked. */
export type Receipt =
  { receipt: 'reached' | 'read' } | { receipt: 'lost'; fault: Fault } | { receipt: 'open' };

/** The ways out of the platform; a notice in the platform itself is written with the deed it tells of. */
export const outgoingChannels = [
  'mail',
  'sms',
  'wecom',
  'dingtalk',
  'wecom-robot',
  'dingtalk-robot',
  'webhook',
] as const;
export type OutgoingChannel = (typeof outgoingChannels)[number];

export function delivered(reference?: string): SendOutcome {
  return { outcome: 'delivered', ...(reference !== undefined && { reference }) };
}

export function later(code: FaultCode, detail: string, afterMs?: number): SendOutcome {
  return { outcome: 'later', fault: { code, detail }, ...(afterMs !== undefined && { afterMs }) };
}

export function refused(code: FaultCode, detail: string): SendOutcome {
  return { outcome: 'refused', fault: { code, detail } };
}
