import { z } from 'zod';

import { BadRequestError } from '~/app/bad-request';
import { readJsonField } from '~/app/read-json-field';

import { guideFields } from '~/knowledge/documents/import/guide-field';
import { regionName } from '~/knowledge/documents/region';

const blank = (value: unknown) => (value === '' || value === null ? undefined : value);

/** What a person chose for a whole import; a region that we don't know is left to the files. */
export const importOptionsSchema = z.object({
  region: z.preprocess(
    (value) => (typeof value === 'string' && regionName(value) !== null ? value : undefined),
    z.string().optional(),
  ),
  issuer: z.preprocess(blank, z.string().trim().max(200).optional()),
  audience: z.enum(['public', 'department']).catch('public'),
  draft: z.boolean().catch(false),
});

/** Body of `POST /desk/imports/start`. */
export const importStartSchema = z.object({
  kind: z.enum(['files', 'table']),
  files: z.array(z.object({ name: z.string().min(1).max(1000), sizeBytes: z.number().int().min(0) })),
  options: importOptionsSchema,
});

/** Column → what it means; a `__proto__` is no column. */
export const mappingSchema = z.record(z.string().max(200), z.enum([...guideFields, 'extra', 'skip']));

/** What a page sends of a table's columns. Throws BadRequestError for anything else. */
export function readMapping(form: FormData): z.infer<typeof mappingSchema> {
  const parsed = mappingSchema.safeParse(readJsonField(form, 'mapping'));
  if (!parsed.success) throw new BadRequestError('the mapping names no column of the table');
  return parsed.data;
}
