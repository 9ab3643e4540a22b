import type { Reader } from '~/prisma/access/reader';
import type { Db } from '~/prisma/database.server';

/** Takes over the values that changed at their source. Throws `NotFoundError`, `ConflictError`. */
export function refreshDraft(
  deps: { db: Db; now: () => Date; signingKey: Buffer },
  reader: Reader,
  draft: { draftId: string; revision: number },
): Promise<{ revision: number; changes: number }> {
  void deps;
  void reader;
  void draft;
  return Promise.reject(new Error('not written yet'));
}
