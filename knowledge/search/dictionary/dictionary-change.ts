import { z } from 'zod';

import { entryInputSchema } from '../understanding/dictionary-entry';

/** An entry to write: with `id` that entry is changed, without it one of the same kind and term is, or a new one made. */
export const entryUpsertSchema = entryInputSchema.safeExtend({
  id: z.string().min(1).max(64).optional(),
  departmentId: z.string().min(1).max(64).nullable().default(null),
  isSample: z.boolean().default(false),
});
export type EntryUpsert = z.infer<typeof entryUpsertSchema>;

/** The gate's payload of kind `dictionary`. */
export const dictionaryChangeSchema = z.strictObject({
  upserts: z.array(entryUpsertSchema).default([]),
  /** Ids of entries. */
  removals: z.array(z.string().min(1).max(64)).default([]),
});
export type DictionaryChange = z.infer<typeof dictionaryChangeSchema>;

const storedEntrySchema = z.object({
  id: z.string(),
  kind: z.string(),
  term: z.string(),
  termKey: z.string(),
  targets: z.array(z.string()),
  weight: z.number(),
  note: z.string(),
  departmentId: z.string().nullable(),
  isSample: z.boolean(),
  createdById: z.string().nullable(),
  updatedById: z.string().nullable(),
  createdAt: z.iso.datetime(),
  updatedAt: z.iso.datetime(),
});
export type StoredEntry = z.infer<typeof storedEntrySchema>;

/** What takes a change back: the entries as they were, and those that weren't there. */
export const dictionaryUndoSchema = z.object({
  restore: z.array(storedEntrySchema),
  created: z.array(z.string()),
});
export type DictionaryUndo = z.infer<typeof dictionaryUndoSchema>;
