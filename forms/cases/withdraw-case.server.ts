import type { Reader } from '~/prisma/access/reader';
import type { Db } from '~/prisma/database.server';

/** The firm takes back what isn't decided. Throws `NotFoundError`, `ConflictError` once decided. */
export function withdrawCase(
  deps: { db: Db; now: () => Date },
  reader: Reader,
  withdrawal: { caseId: string; reason?: string },
): Promise<void> {
  void deps;
  void reader;
  void withdrawal;
  return Promise.reject(new Error('not written yet'));
}
