import type { Reader } from '~/prisma/access/reader';
import type { Db } from '~/prisma/database.server';

/** 好差评: once a case, five levels, 5 is 非常满意. Throws `NotFoundError`, `ConflictError` (rated, or not decided). */
export function rateCase(
  deps: { db: Db; now: () => Date },
  reader: Reader,
  rating: { caseId: string; level: 1 | 2 | 3 | 4 | 5; comment?: string },
): Promise<void> {
  void deps;
  void reader;
  void rating;
  return Promise.reject(new Error('not written yet'));
}
