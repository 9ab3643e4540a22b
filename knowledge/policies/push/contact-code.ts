import { createHmac } from 'node:crypto';

/** How long a code confirms an address. */
export const codeLifeMs = 10 * 60_000;
/** After so many wrong tries a new code is asked for. */
export const mostCodeTries = 5;
/** The least time between two codes to one address. */
export const codePauseMs = 60_000;

/**
 * The six digits that confirm an address: derived by the installation's key from a nonce, so that they lie nowhere, and
 * the same however often the message is tried.
 */
export function contactCode(key: Buffer, nonce: string, address: string): string {
  const mac = createHmac('sha256', key).update(`contact-code:${nonce}:${address}`).digest();
  return String(mac.readUInt32BE(0) % 1_000_000).padStart(6, '0');
}
