import { z } from 'zod';

import { documentKinds } from '~/knowledge/documents/document-kind';

export const documentStatuses = ['in-force', 'not-yet', 'superseded', 'expired', 'repealed'] as const;
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
  page: z.coerce.number().int().min(1).max(10_000).catch(1),
});
export type DocumentQuery = z.infer<typeof documentQuerySchema>;

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
