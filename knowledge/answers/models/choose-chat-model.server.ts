import { z } from 'zod';

import type { ChangeApplier } from '~/knowledge/evaluation/gate/change-applier';
import type { Prisma } from '~/prisma/generated/client';

import { chatChoiceSchema, type ChatChoice } from './model-server';
import { chatChoiceKey } from './model-servers.server';

const undoSchema = z.object({ before: chatChoiceSchema.nullable() });

/**
 * The gate's applier of the kind `chat-model`: the chosen model, or null to go back to what the settings and the
 * installed models decide. Running servers follow at their next look, within half a minute.
 */
export const chooseChatModel: ChangeApplier<ChatChoice | null, z.infer<typeof undoSchema>> = {
  async apply(tx, payload) {
    const choice = chatChoiceSchema.nullable().parse(payload);
    const stored = await tx.setting.findUnique({ where: { key: chatChoiceKey } });
    const before = chatChoiceSchema.nullable().parse(stored?.value ?? null);
    await write(tx, choice);
    return { before };
  },
  async revert(tx, undo) {
    await write(tx, undoSchema.parse(undo).before);
  },
};

async function write(tx: Parameters<typeof chooseChatModel.revert>[0], choice: ChatChoice | null) {
  if (choice === null) {
    await tx.setting.deleteMany({ where: { key: chatChoiceKey } });
    return;
  }
  const value: Prisma.InputJsonObject = { ...choice };
  await tx.setting.upsert({
    where: { key: chatChoiceKey },
    create: { key: chatChoiceKey, value },
    update: { value },
  });
}
