import type { Reader } from '~/prisma/access/reader';
import type { Db } from '~/prisma/database.server';

import type { CaseView } from './case-views';

/**
 * The case, for the department's reviewers and the enterprise's members. Throws `NotFoundError` for anybody else, and
 * writes that down.
 */
export function getCase(
  deps: { db: Db; now: () => Date; locale?: 'zh-CN' | 'en' },
  reader: Reader,
  caseId: string,
): Promise<CaseView> {
  void deps;
  void reader;
  void caseId;
  return Promise.reject(new Error('not written yet'));
}
