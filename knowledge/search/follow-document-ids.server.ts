import type { SqlReader } from '~/prisma/database.server';

import type { SqlCondition } from './passage-filter';
import { readDocumentIds } from './read-passages.server';

const keptFilters = 64;

/**
 * Reads which documents a condition lets through, and keeps the answer until the database changes: most searches of a
 * moment share rights, day and region. The set is not to be written to.
 */
export function followDocumentIds(sql: SqlReader): (condition: SqlCondition) => ReadonlySet<string> {
  const kept = new Map<string, ReadonlySet<string>>();
  let seen = -1;
  return (condition) => {
    // Changes whenever another connection commits, of this process or another.
    const version = sql.get<{ data_version: number }>('PRAGMA data_version')?.data_version ?? 0;
    if (version !== seen || kept.size >= keptFilters) kept.clear();
    seen = version;
    const key = JSON.stringify([condition.sql, condition.args]);
    const ids = kept.get(key) ?? readDocumentIds(sql, condition);
    kept.set(key, ids);
    return ids;
  };
}
