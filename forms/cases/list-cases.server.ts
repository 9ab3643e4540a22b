import type { Reader } from '~/prisma/access/reader';
import type { Db } from '~/prisma/database.server';

import type { CaseListItem, CaseState } from './case-views';

/** `q` looks in number, title and the firm's name. */
export interface CaseFilter {
  state?: CaseState;
  q?: string;
  overdue?: boolean;
  cursor?: string;
  limit?: number;
}

/** The queue of the departments in which the reader reviews, the most urgent first, with counts by state. */
export function listCases(
  deps: { db: Db; now: () => Date },
  reader: Reader,
  filter: CaseFilter = {},
): Promise<{
  cases: CaseListItem[];
  counts: Record<CaseState | 'overdue', number>;
  nextCursor: string | null;
}> {
  void deps;
  void reader;
  void filter;
  return Promise.reject(new Error('not written yet'));
}
