import { z } from 'zod';

import { factTypes } from './fact-definition';

const key = z
  .string()
  .regex(/^[a-z0-9]+([.-][a-z0-9]+)*$/, 'a key is made of small letters, digits, dots and hyphens');
const decimal = z.union([z.number().int(), z.string().regex(/^-?\d+(\.\d+)?$/)]);

/** A value that a formula takes: a fact, or another derived fact, of the latest complete year or so many years before. */
const operand = z.union([
  key,
  z.strictObject({ key, yearsBack: z.number().int().min(0).max(10).optional() }),
]);

/** How many complete years are taken together; `since` names the date from which a younger firm counts its years. */
const years = z.union([
  z.number().int().min(1).max(10),
  z.strictObject({ count: z.number().int().min(1).max(10), since: key }),
]);

/** A band of points: the first whose test holds counts. `from` is inclusive, `to` exclusive. */
const band = z.strictObject({
  from: decimal.optional(),
  to: decimal.optional(),
  equals: z.union([z.string(), z.boolean()]).optional(),
  points: z.number().int(),
});

/** One way to earn the points of an indicator; of several the best counts. */
const route = z.strictObject({
  of: operand,
  bands: z.array(band).min(1),
  otherwise: z.number().int().default(0),
});

const indicator = z.strictObject({
  id: key,
  label: z.string().min(1),
  labelEn: z.string().optional(),
  max: z.number().int().positive(),
  routes: z.array(route).min(1),
});

/** A branch of a classification: for codes under `within` (but not under `except`), the least values by class. */
const branch = z.strictObject({
  label: z.string().min(1),
  labelEn: z.string().optional(),
  within: z.array(z.string()).min(1),
  except: z.array(z.string()).optional(),
  minima: z.array(z.strictObject({ of: operand, atLeast: z.array(decimal).min(1) })).min(1),
});

/** The formulas of derived facts; docs/derived-facts.md tells each with an example. */
export const formulaSchema = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('ratio'),
    numerator: operand,
    denominator: operand,
    years: years.optional(),
  }),
  z.strictObject({ kind: z.literal('sum'), of: z.array(operand).min(1), years: years.optional() }),
  z.strictObject({ kind: z.literal('mean'), of: z.array(operand).min(1), years: years.optional() }),
  z.strictObject({ kind: z.literal('growth'), of: key, years: z.number().int().min(1).max(10).default(1) }),
  z.strictObject({ kind: z.literal('difference'), minuend: operand, subtrahend: operand }),
  z.strictObject({
    kind: z.literal('age'),
    of: key,
    /** The date up to which is counted; absent: the day asked about. */
    until: key.optional(),
    in: z.enum(['years', 'months', 'days']).default('years'),
  }),
  z.strictObject({
    kind: z.literal('best'),
    of: z.array(operand).min(1),
    pick: z.enum(['highest', 'lowest']).default('highest'),
  }),
  z.strictObject({ kind: z.literal('score'), indicators: z.array(indicator).min(1) }),
  z.strictObject({
    kind: z.literal('classify'),
    by: key,
    /** From the highest class to the lowest; `atLeast` lists the limits of all but the last. */
    classes: z.array(z.string()).min(2),
    branches: z.array(branch).min(1),
  }),
]);
export type Formula = z.infer<typeof formulaSchema>;
export type Operand = z.infer<typeof operand>;
export type Years = z.infer<typeof years>;
export type Indicator = z.infer<typeof indicator>;

/** A derived fact 衍生数据项: computed from facts by data, never stated by anyone. */
export const derivedFactSchema = z.strictObject({
  key,
  type: z.enum(factTypes),
  unit: z.string().optional(),
  label: z.string().optional(),
  labelEn: z.string().optional(),
  /** For `classify`: the words of its classes. */
  words: z.record(z.string(), z.strictObject({ zh: z.string(), en: z.string() })).optional(),
  curable: z.boolean().optional(),
  formula: formulaSchema,
  /** Other formulas for a region or a span of days; the first that holds goes before `formula`. */
  overrides: z
    .array(
      z.strictObject({
        /** GB/T 2260: for firms in this region. */
        region: z
          .string()
          .regex(/^\d{6}$/)
          .optional(),
        /** From this day, to this day, both included. */
        from: z.iso.date().optional(),
        until: z.iso.date().optional(),
        formula: formulaSchema,
      }),
    )
    .min(1)
    .optional(),
});
export type DerivedFact = z.infer<typeof derivedFactSchema>;
/** As it is written in JSON, before the defaults are filled in. */
export type DerivedFactInput = z.input<typeof derivedFactSchema>;
