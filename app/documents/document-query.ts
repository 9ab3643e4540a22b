import { z } from 'zod';

import { documentKinds } from '~/knowledge/documents/document-kind';
import { listQuerySchema } from '~/knowledge/policies/match-request';
import { isIsoDate } from '~/prisma/calendar/city-date';

export const documentStatuses = ['in-force', 'not-yet', 'superseded', 'expired', 'repealed'] as const;
/** What a document still wants from the desk. */
export const documentNeeds = ['ocr-unchecked', 'no-vectors', 'mine'] as const;
export const documentStates = ['draft', 'in-review', 'published', 'withdrawn'] as const;

const optional = <Schema extends z.ZodType>(schema: Schema) =>
  z.preprocess(
    (value) => (value === '' || value === null ? undefined : value),
    schema.optional().catch(undefined),
  );

/** The filters in a list's address; what can't be used is left out, so that an old link still opens. */
export const documentQuerySchema = z.object({
  q: optional(z.string().trim().max(100)),
  status: optional(z.enum(documentStatuses)),
  state: optional(z.enum(documentStates)),
  issuer: optional(z.string().trim().max(200)),
  kind: optional(z.enum(documentKinds)),
  department: optional(z.string().max(100)),
  format: optional(z.string().max(20)),
  /** ocr-unchecked: recognised in pictures, nobody checked it; no-vectors: its semantic index isn't ready. */
  need: optional(z.enum(documentNeeds)),
  page: z.coerce.number().int().min(1).max(10_000).catch(1),
});
export type DocumentQuery = z.infer<typeof documentQuerySchema>;

/** Query of `GET /api/v1/documents/:id`: the day of the status. */
export const documentAsOfSchema = z.strictObject({
  asOf: z.string().refine(isIsoDate, '日期应为存在的日期，写作 2026-11-22').optional(),
});

/** Query of `GET /api/v1/documents`. Programs are told what can't be used, unlike the reader of an old link. */
export const documentListQuerySchema = listQuerySchema.extend({
  q: z.string().max(100).optional(),
  status: z.enum(documentStatuses).optional(),
  kind: z.enum(documentKinds).optional(),
  issuer: z.string().max(200).optional(),
  region: z
    .string()
    .regex(/^\d{6}$/, '地区应为 6 位行政区划代码')
    .optional(),
  ...documentAsOfSchema.shape,
});

/** Reads the filters of a list from its address. */
export function readDocumentQuery(url: URL): DocumentQuery {
  return documentQuerySchema.parse({ page: 1, ...Object.fromEntries(url.searchParams) });
}

/** The same list on another page. */
export function pageAddress(query: DocumentQuery, page: number): string {
  const entries = Object.entries({ ...query, page }).filter(
    ([key, value]) => value !== undefined && !(key === 'page' && value === 1),
  );
  const search = new URLSearchParams(entries.map(([key, value]) => [key, String(value)]));
  return `?${search.toString()}`;
}
