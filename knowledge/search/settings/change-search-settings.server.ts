import { z } from 'zod';

import type { Tx } from '~/prisma/database.server';

import { searchSettingsKey, searchSettingsSchema } from './search-settings';

/** The gate's payload of kind `search-settings`: the settings that change; the others stay. */
export const searchSettingsPayload = searchSettingsSchema.partial();

/** What is kept for one click back: the stored settings before, or null when none were stored. */
export const searchSettingsUndo = z.object({ before: searchSettingsSchema.nullable() });

/**
 * Puts changed settings of search into force, in the caller's transaction; running servers follow at their next search.
 * Returns what `revertSearchSettings` needs. Throws a ZodError naming the field when a value can't be.
 */
export async function applySearchSettings(
  tx: Tx,
  payload: unknown,
): Promise<z.infer<typeof searchSettingsUndo>> {
  const change = dropDefaults(payload);
  const stored = await tx.setting.findUnique({ where: { key: searchSettingsKey } });
  const before = stored ? searchSettingsSchema.parse(stored.value) : null;
  const value = searchSettingsSchema.parse({ ...before, ...change });
  await tx.setting.upsert({
    where: { key: searchSettingsKey },
    create: { key: searchSettingsKey, value },
    update: { value },
  });
  return { before };
}

/** Puts the settings back that stood before the change. */
export async function revertSearchSettings(tx: Tx, undo: unknown): Promise<void> {
  const { before } = searchSettingsUndo.parse(undo);
  if (before === null) await tx.setting.deleteMany({ where: { key: searchSettingsKey } });
  else await tx.setting.update({ where: { key: searchSettingsKey }, data: { value: before } });
}

/** How the gate carries out a change of kind `search-settings`. */
export const searchSettingsApplier = { apply: applySearchSettings, revert: revertSearchSettings };

/** Only the fields named in the payload: a partial schema would fill in the defaults of those that are absent. */
function dropDefaults(payload: unknown): Record<string, unknown> {
  const named = z.record(z.string(), z.unknown()).parse(payload);
  const parsed = searchSettingsPayload.parse(payload) as Record<string, unknown>;
  return Object.fromEntries(Object.keys(named).map((key) => [key, parsed[key]]));
}
