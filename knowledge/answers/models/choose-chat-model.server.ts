import { z } from 'zod';

import type { ChangeApplier } from '~/knowledge/evaluation/gate/change-applier';
import type { Prisma } from '~/prisma/generated/client';

import { chatChoiceSchema, type ChatChoice } from './model-server';
import { chatChoiceKey } from './model-servers.server';

/** The gate's payload: a model, or `automatic`: what the settings and the installed models decide. */
export const chatModelPayload = z.union([chatChoiceSchema, z.strictObject({ automatic: z.literal(true) })]);

const undoSchema = z.object({ before: chatChoiceSchema.nullable() });

/**
 * The gate's applier of the kind `chat-model`. Running servers follow at their next look, within half a minute.
 */
export const chooseChatModel: ChangeApplier<z.infer<typeof chatModelPayload>, z.infer<typeof undoSchema>> = {
  async apply(tx, payload) {
    const parsed = chatModelPayload.parse(payload);
    const choice: ChatChoice | null = 'automatic' in parsed ? null : parsed;
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
