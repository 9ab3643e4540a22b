import { z } from 'zod';

/**
 * What a value can be. `money` is yuan and exact; `count` is a whole number of things or people; `share` lies between
 * 0 and 1; `number` is any decimal that isn't negative (years, months, points).
 */
export const factTypes = [
  'text',
  'date',
  'money',
  'count',
  'share',
  'number',
  'boolean',
  'code',
  'region',
  'industry',
  'credit-code',
] as const;
export type FactType = (typeof factTypes)[number];

const words = z.strictObject({ zh: z.string().min(1), en: z.string().min(1) });

/** FactDefinition 数据目录项: what the city knows about a kind of fact, and how it asks a firm for it. */
export const factDefinitionSchema = z.strictObject({
  key: z.string().regex(/^[a-z0-9]+([.-][a-z0-9]+)*$/),
  /** Under which heading it stands on the firm's page. */
  group: z.enum([
    'registration',
    'contact',
    'credit',
    'tax',
    'staff',
    'finance',
    'research',
    'qualification',
    'other',
  ]),
  label: words,
  type: z.enum(factTypes),
  unit: words.optional(),
  scope: z.enum(['enterprise', 'project']).default('enterprise'),
  /** The periods a value may belong to; empty for a fact without one. The first is what a bare value stands for. */
  periods: z.array(z.enum(['year', 'quarter'])).default([]),
  /** For `money`: whether it may be negative (a loss). */
  mayBeNegative: z.boolean().default(false),
  /** For `code`: the codes and their words, in order. */
  codes: z.array(z.strictObject({ code: z.string(), words })).optional(),
  /** The department whose record counts. */
  authority: words,
  /** After so many days a value is shown as old; it counts all the same. */
  freshDays: z.number().int().positive().default(365),
  sensitivity: z.enum(['public', 'internal', 'confidential']).default('internal'),
  /** Whether a firm may state it itself; an authority's record always goes first. */
  stateable: z.boolean().default(true),
  /** Whether a firm that fails a condition on it can still meet it within a window. */
  curable: z.boolean().default(false),
  /** The question that asks for it; {year} is the year meant. */
  question: words,
  /** How the figure is counted, for the one who is asked. */
  hint: words.optional(),
  /** Two to four answers to choose from, where that is sensible. */
  replies: z
    .array(z.strictObject({ words, value: z.union([z.string(), z.number(), z.boolean()]) }))
    .default([]),
});
export type FactDefinition = z.infer<typeof factDefinitionSchema>;
export type FactDefinitionInput = z.input<typeof factDefinitionSchema>;
