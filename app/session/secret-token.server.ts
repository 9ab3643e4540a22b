import { createHash, randomBytes } from 'node:crypto';

/** 256 random bits in base64url (43 characters): session tokens and one-time links. */
export function newToken(): string {
  return randomBytes(32).toString('base64url');
}

/** What the database keeps of a token; a copy of the database opens no session. */
export function hashToken(token: string): string {
  return createHash('sha256').update(token).digest('hex');
}
