import { createHash } from 'node:crypto';

import { embeddingChoiceKey } from '~/knowledge/search/embedding/choice/embedding-choice';
import { searchSettingsKey } from '~/knowledge/search/settings/search-settings';
import type { IsoDate } from '~/prisma/calendar/city-date';
import type { Db, Tx } from '~/prisma/database.server';

/**
 * What the answers depend on, by its content, so that what is taken back gives the fingerprint of before; the hash of a
 * passage's text stands in an index, so that 100,000 of them are summed in some 50 ms. The chat model isn't there: a
 * replay answers without one.
 */
const sources = [
  `SELECT count(*) AS n, coalesce(max(id), 0) AS highest, coalesce(sum(
     (id % 1000003) * (unicode(substr(textHash, 1, 1)) + 128 * unicode(substr(textHash, 2, 1))
     + 16384 * unicode(substr(textHash, 3, 1)) + 2097152 * unicode(substr(textHash, 4, 1))) % 1000000007), 0) AS texts
   FROM "Passage" INDEXED BY "Passage_textHash_idx"`,
  `SELECT id, state, audience, kind, region, titleKey, documentNumber, issuer, departmentId, effectiveFrom, expiresOn,
     repealedOn, supersededOn FROM "Document" ORDER BY id`,
  `SELECT documentId, kind, start, state, targetId FROM "DocumentRelation" ORDER BY documentId, kind, start`,
  `SELECT kind, term, targets, weight FROM "DictionaryEntry" ORDER BY kind, term`,
  `SELECT key, value FROM "Setting" WHERE key IN ('${searchSettingsKey}', '${embeddingChoiceKey}') ORDER BY key`,
  `SELECT id FROM "PolicyVersion" WHERE state = 'published' ORDER BY id`,
];

/** The fingerprint of what the assistant knows on a day: equal ones give equal answers to the same questions. */
export async function knowledgeFingerprint(db: Db | Tx, day: IsoDate): Promise<string> {
  const hash = createHash('sha256').update(day);
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
