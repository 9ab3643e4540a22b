import type { PersonalChannel } from './delivery-choice';

/** What an address of each way looks like: user ids as both platforms allow them, up to 64 letters, digits and `_-@.`. */
const shapes: Record<PersonalChannel, RegExp> = {
  mail: /^[^\s@<>"]{1,64}@[^\s@<>"]+\.[^\s@<>".]{2,}$/,
  sms: /^1\d{10}$/,
  wecom: /^[\w@.-]{1,64}$/,
  dingtalk: /^[\w@.-]{1,64}$/,
};

/** Whether the text can be an address of the way. */
export function isAddress(channel: PersonalChannel, text: string): boolean {
  return text.length <= 200 && shapes[channel].test(text);
}

/** An address as it may be shown to its owner and in a list: enough to recognise it by. */
export function maskAddress(address: string): string {
  const [name = '', host] = address.split('@');
  if (host !== undefined) return `${name.slice(0, 2)}***@${host}`;
  return name.length <= 4 ? `${name.slice(0, 1)}***` : `${name.slice(0, 3)}****${name.slice(-4)}`;
}
