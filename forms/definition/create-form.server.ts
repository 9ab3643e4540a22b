import type { Reader } from '~/prisma/access/reader';
import type { Db } from '~/prisma/database.server';

import type { FormDefinition } from './form-definition';

/** What a new form needs; `path` is its address (`/apply/PATH`): lower-case letters, digits and hyphens. */
export interface NewForm {
  departmentId: string;
  path: string;
  title: string;
  titleEn?: string | null;
  definition?: FormDefinition;
}

/**
 * Makes a form with its first draft. Throws `AccessDeniedError` unless the reader designs in the department,
 * `InvalidInputError` for a path that is taken or malformed and for an unsafe definition.
 */
export function createForm(
  deps: { db: Db; now: () => Date },
  reader: Reader,
  form: NewForm,
): Promise<{ formId: string; versionId: string; revision: number }> {
  void deps;
  void reader;
  void form;
  return Promise.reject(new Error('not written yet'));
}
