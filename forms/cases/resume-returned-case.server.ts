import type { Reader } from '~/prisma/access/reader';
import type { Db } from '~/prisma/database.server';

/**
 * Opens a draft with the returned submission's data and the reviewer's words (`getDraft().returned`); the open one is
 * reused. Throws `NotFoundError`, `ConflictError` unless the case is returned.
 */
export function resumeReturnedCase(
  deps: { db: Db; now: () => Date; signingKey: Buffer },
  reader: Reader,
  caseId: string,
): Promise<{ draftId: string }> {
  void deps;
  void reader;
  void caseId;
  return Promise.reject(new Error('not written yet'));
}
