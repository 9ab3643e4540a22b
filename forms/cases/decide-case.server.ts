import type { Reader } from '~/prisma/access/reader';
import type { Db } from '~/prisma/database.server';

/** `lastEvent` is the number of the newest event that the reviewer saw. */
export interface CaseDecision {
  caseId: string;
  decision: 'approve' | 'return' | 'refuse';
  /** Required to refuse; to return, this or `fields`. */
  reason?: string;
  /** return: data path → what to correct. */
  fields?: Record<string, string>;
  lastEvent?: number;
}

/**
 * Decides a submitted case; the firm sees it at once. A decision is never changed. Throws `NotFoundError` (another
 * department's), `ConflictError` (already decided, or changed since `lastEvent`), `InvalidInputError` (reason).
 */
export function decideCase(
  deps: { db: Db; now: () => Date; locale?: 'zh-CN' | 'en' },
  reader: Reader,
  decision: CaseDecision,
): Promise<{ state: 'approved' | 'returned' | 'refused' }> {
  void deps;
  void reader;
  void decision;
  return Promise.reject(new Error('not written yet'));
}
