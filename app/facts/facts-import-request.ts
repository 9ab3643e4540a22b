import { z } from 'zod';

import { factMappingSchema } from '~/knowledge/enterprises/imports/fact-mapping';

/** A row as a program sends it: column → cell. */
const cell = z.union([z.string().max(2000), z.number(), z.boolean(), z.null()]);

/** POST /api/v1/facts/imports: rows of a register, read by a mapping that was kept by name or is sent along. */
export const factsImportRequestSchema = z
  .strictObject({
    title: z.string().min(1).max(200).default('接口导入'),
    rows: z
      .array(z.record(z.string().max(200), cell))
      .min(1)
      .max(10_000),
    /** A mapping kept by the department, by its name; its date is today unless a column says another. */
    mappingName: z.string().max(60).optional(),
    mapping: factMappingSchema.optional(),
    /** Sent twice, the same key is one import. */
    requestKey: z.string().min(1).max(100).optional(),
  })
  .refine(({ mapping, mappingName }) => (mapping === undefined) !== (mappingName === undefined), {
    message: '请给出 mappingName 或 mapping 之一',
    path: ['mapping'],
  });
export type FactsImportRequest = z.infer<typeof factsImportRequestSchema>;

const counts = z.object({
  new: z.number(),
  changed: z.number(),
  confirmed: z.number(),
  unchanged: z.number(),
  older: z.number(),
});

/** How far an import is, and what it wrote. */
export const factsImportAnswerSchema = z.object({
  importId: z.string(),
  state: z.enum([
    'reading',
    'mapping',
    'previewing',
    'previewed',
    'applying',
    'done',
    'cancelled',
    'refused',
  ]),
  rows: z.number(),
  position: z.number(),
  facts: counts.nullable(),
  problemCount: z.number(),
  /** The first hundred. */
  problems: z.array(z.object({ row: z.number(), column: z.string(), cell: z.string(), problem: z.string() })),
});
export type FactsImportAnswer = z.infer<typeof factsImportAnswerSchema>;
