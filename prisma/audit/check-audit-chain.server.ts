import type { Db } from '../database.server';
import { hashAuditEntry } from './append-audit-entry.server';

/** The chain holds, or the first entry that was changed, added or removed afterwards. */
export type AuditChainCheck = { intact: true; entries: number } | { intact: false; seq: number };

/** Walks the whole chain in pages of 1,000. */
export async function checkAuditChain(db: Db): Promise<AuditChainCheck> {
  let previous = '0'.repeat(64);
  let entries = 0;
  let after = 0;
  for (;;) {
    const page = await db.auditEntry.findMany({
      where: { seq: { gt: after } },
      orderBy: { seq: 'asc' },
      take: 1000,
    });
    for (const entry of page) {
      if (entry.previousHash !== previous || entry.hash !== hashAuditEntry(entry)) {
        return { intact: false, seq: entry.seq };
      }
      previous = entry.hash;
      after = entry.seq;
      entries += 1;
    }
    if (page.length === 0) return { intact: true, entries };
  }
}
