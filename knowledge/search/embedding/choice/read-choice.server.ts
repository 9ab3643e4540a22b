import type { Tx, SqlReader } from '~/prisma/database.server';

import { embeddingChoiceKey, embeddingChoiceSchema, type EmbeddingChoice } from './embedding-choice';

/** The stored choice as text, to see by whether it changed; null: none, the bundled model. */
export function readChoiceText(sql: SqlReader): string | null {
  const row = sql.get<{ value: string }>('SELECT value FROM "Setting" WHERE key = ?', [embeddingChoiceKey]);
  return row === undefined || row.value === 'null' ? null : row.value;
}

/** The chosen remote model; null: the bundled one. Throws when the setting is damaged. */
export function readEmbeddingChoice(sql: SqlReader): EmbeddingChoice | null {
  const text = readChoiceText(sql);
  return text === null ? null : embeddingChoiceSchema.parse(JSON.parse(text));
}

/** The same within a transaction. */
export async function readChoiceIn(tx: Tx): Promise<EmbeddingChoice | null> {
  const stored = await tx.setting.findUnique({ where: { key: embeddingChoiceKey } });
  return embeddingChoiceSchema.nullable().parse(stored?.value ?? null);
}
