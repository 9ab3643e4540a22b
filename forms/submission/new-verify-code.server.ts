import { randomBytes } from 'node:crypto';

/** The code by which a receipt is checked: eighty bits of chance, twenty hexadecimal characters. */
export function newVerifyCode(): string {
  return randomBytes(10).toString('hex').toUpperCase();
}
