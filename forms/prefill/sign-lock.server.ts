import { createHmac, timingSafeEqual } from 'node:crypto';

/** What a lock binds together: this value, for this field of this draft of this firm, until then. */
export interface LockedValue {
  draftId: string;
  enterpriseId: string;
  formVersionId: string;
  path: string;
  fact: string;
  /** From `canonicalValue`. */
  value: string;
}

/** A lock as the draft keeps it. */
export interface SignedLock {
  fact: string;
  /** An ISO instant. */
  expiresAt: string;
  /** HMAC-SHA-256, base64url. */
  signature: string;
}

/** Signs a locked value: whoever changes the draft behind the platform's back can't make a matching signature. */
export function signLock(key: Buffer, locked: LockedValue, expiresAt: Date): SignedLock {
  const expires = expiresAt.toISOString();
  return { fact: locked.fact, expiresAt: expires, signature: signatureOf(key, locked, expires) };
}

/** Whether the lock was made by this platform for exactly this value, and still holds. */
export function checkLock(
  key: Buffer,
  locked: LockedValue,
  lock: SignedLock | undefined,
  now: Date,
): 'valid' | 'expired' | 'forged' {
  if (!lock || lock.fact !== locked.fact) return 'forged';
  const [expected, given] = [signatureOf(key, locked, lock.expiresAt), lock.signature].map((text) =>
    Buffer.from(text),
  );
  if (!expected || !given || expected.length !== given.length || !timingSafeEqual(expected, given))
    return 'forged';
  return new Date(lock.expiresAt) <= now ? 'expired' : 'valid';
}

function signatureOf(key: Buffer, locked: LockedValue, expires: string): string {
  // A JSON array keeps the parts apart: no two different locks give the same text.
  const text = JSON.stringify([
    'lock-1',
    locked.draftId,
    locked.enterpriseId,
    locked.formVersionId,
    locked.path,
    locked.fact,
    locked.value,
    expires,
  ]);
  return createHmac('sha256', key).update(text).digest('base64url');
}
