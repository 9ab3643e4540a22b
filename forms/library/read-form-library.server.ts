import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';

import { z } from 'zod';

import type { FormDefinition } from '../definition/form-definition';

const libraryFormSchema = z.strictObject({
  departmentId: z.string().min(1),
  title: z.string().min(1),
  titleEn: z.string().min(1),
  definition: z.looseObject({
    display: z.literal('form'),
    components: z.array(z.looseObject({ type: z.string(), key: z.string() })).min(1),
  }),
});

/** A starter form; `path` is its address. */
export interface LibraryForm {
  path: string;
  departmentId: string;
  title: string;
  titleEn: string;
  definition: FormDefinition;
}

/** The starter forms in alphabetical order of their paths. Throws on a file that isn't in order. */
export function readFormLibrary(): LibraryForm[] {
  return readdirSync(import.meta.dirname)
    .filter((name) => name.endsWith('.json'))
    .sort()
    .map((name) => {
      const text = readFileSync(path.join(import.meta.dirname, name), 'utf8');
      const form = libraryFormSchema.parse(JSON.parse(text));
      return { ...form, path: name.slice(0, -5), definition: form.definition };
    });
}
