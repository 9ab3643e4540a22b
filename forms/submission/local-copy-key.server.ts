import { createHmac } from 'node:crypto';

/**
 * The key (256 bits, base64) with which a page encrypts its copy of a draft in the browser while the server can't be
 * reached. It is not kept in the browser: only the same person, signed in again, gets it, so that the next user of the
 * machine finds nothing readable.
 */
export function localCopyKey(signingKey: Buffer, personId: string, draftId: string): string {
  return createHmac('sha256', signingKey).update(`local-copy\n${personId}\n${draftId}`).digest('base64');
}
