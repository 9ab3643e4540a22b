import { z } from 'zod';

import type { ChangeApplier } from '~/knowledge/evaluation/gate/change-applier';
import { ConflictError } from '~/prisma/access/access-denied';
import type { Tx } from '~/prisma/database.server';

import { modelName } from '../model-files.server';
import {
  embeddingChoiceKey,
  embeddingChoiceSchema,
  vectorKeyOf,
  type EmbeddingChoice,
} from './embedding-choice';
import { readChoiceIn } from './read-choice.server';

/** The gate's payload: the model to search with; null goes back to the bundled one. */
export const embeddingChangeSchema = z.strictObject({ choice: embeddingChoiceSchema.nullable() });
const undoSchema = z.object({ before: embeddingChoiceSchema.nullable() });

/** So much of the passages may still wait for a vector when the models are swapped: what came in last. */
const mayWait = 0.05;

/**
 * The gate's applier of the kind `embedding-model`. It swaps to vectors that stand; without them search would be by
 * keyword for as long as they take, so it is refused with `ConflictError`. Running processes follow within seconds.
 */
export const chooseEmbeddingModel: ChangeApplier<
  z.infer<typeof embeddingChangeSchema>,
  z.infer<typeof undoSchema>
> = {
  async apply(tx, payload) {
    const { choice } = embeddingChangeSchema.parse(payload);
    await requireVectors(tx, choice);
    const before = await readChoiceIn(tx);
    await write(tx, choice);
    return { before };
  },
  async revert(tx, undo) {
    const { before } = undoSchema.parse(undo);
    await requireVectors(tx, before);
    await write(tx, before);
  },
};

async function requireVectors(tx: Tx, choice: EmbeddingChoice | null): Promise<void> {
  const pattern = choice === null ? `${modelName}@*` : escapeGlob(vectorKeyOf(choice));
  const [counted] = await tx.$queryRawUnsafe<
    { passages: bigint | number; without: bigint | number | null }[]
  >(
    `SELECT count(*) AS passages, sum(NOT EXISTS
       (SELECT 1 FROM "PassageVector" v WHERE v.textHash = p.textHash AND v.model GLOB ?)) AS "without"
       FROM "Passage" p`,
    pattern,
  );
  const without = Number(counted?.without ?? 0);
  if (without <= Number(counted?.passages ?? 0) * mayWait) return;
  throw new ConflictError(
    `「${choice?.model ?? modelName}」还有 ${String(without)} 段没有向量，请先在模型页把它的索引建好，再换用`,
  );
}

/** A model's name may hold what GLOB takes for a pattern. */
function escapeGlob(text: string): string {
  return text.replace(/[*?[]/g, '[$&]');
}

async function write(tx: Tx, choice: EmbeddingChoice | null): Promise<void> {
  if (choice === null) {
    await tx.setting.deleteMany({ where: { key: embeddingChoiceKey } });
    return;
  }
  const value = { ...choice };
  await tx.setting.upsert({
    where: { key: embeddingChoiceKey },
    create: { key: embeddingChoiceKey, value },
    update: { value },
  });
}
