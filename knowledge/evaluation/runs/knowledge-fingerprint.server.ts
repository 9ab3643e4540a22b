import { createHash } from 'node:crypto';

import type { Db, Tx } from '~/prisma/database.server';

/**
 * What the answers to the questions depend on, each as a few numbers that change with it; the hash of a passage's text
 * stands in an index, so that 100,000 of them are summed in some 50 ms.
 */
const sources = [
  `SELECT count(*) AS n, coalesce(max(id), 0) AS highest, coalesce(sum(
     (id % 1000003) * (unicode(substr(textHash, 1, 1)) + 128 * unicode(substr(textHash, 2, 1))
     + 16384 * unicode(substr(textHash, 3, 1)) + 2097152 * unicode(substr(textHash, 4, 1))) % 1000000007), 0) AS texts
   FROM "Passage" INDEXED BY "Passage_textHash_idx"`,
  `SELECT id, state, audience, kind, region, documentNumber, effectiveFrom, expiresOn, repealedOn, supersededOn
   FROM "Document" ORDER BY id`,
  `SELECT count(*) AS n, max(updatedAt) AS at FROM "KnowledgeChange" WHERE state IN ('published', 'rolled-back')`,
  `SELECT count(*) AS n, max(q.updatedAt) AS at, count(q.removedAt) AS removed, count(s.removedAt) AS sets
   FROM "EvaluationQuestion" q JOIN "EvaluationSet" s ON s.id = q.setId`,
  `SELECT count(*) AS n, max(publishedAt) AS at FROM "PolicyVersion" WHERE state = 'published'`,
];

/** The fingerprint of what the assistant knows on a day: equal ones give equal answers. */
export async function knowledgeFingerprint(db: Db | Tx, today: string): Promise<string> {
  const hash = createHash('sha256').update(today);
  for (const sql of sources) {
    const rows = await db.$queryRawUnsafe<unknown[]>(sql);
    hash.update(
      JSON.stringify(rows, (_key, value: unknown) => {
        if (typeof value === 'bigint') return Number(value);
        return value instanceof Date ? value.valueOf() : value;
      }),
    );
  }
  return hash.digest('hex');
}
