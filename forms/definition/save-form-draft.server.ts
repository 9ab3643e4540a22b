import type { Reader } from '~/prisma/access/reader';
import type { Db } from '~/prisma/database.server';

import type { FormDefinition } from './form-definition';
import type { FormFinding } from './lint-form';

/** The builder's state; `revision` is the one it was opened with (a published form opens with its revision too). */
export interface FormDraftToSave {
  formId: string;
  revision: number;
  title: string;
  titleEn?: string | null;
  definition: FormDefinition;
}

/** The draft as saved, with what would stop its publication. */
export interface SavedFormDraft {
  versionId: string;
  number: number;
  revision: number;
  findings: FormFinding[];
}

/**
 * Saves the form's draft; a published form gets a new draft version. Throws `NotFoundError` for another department's
 * form, `ConflictError` (current: {revision, updatedAt}) when someone saved in between, and `InvalidInputError` (place →
 * sentence) for anything unsafe.
 */
export function saveFormDraft(
  deps: { db: Db; now: () => Date; locale?: 'zh-CN' | 'en' },
  reader: Reader,
  draft: FormDraftToSave,
): Promise<SavedFormDraft> {
  void deps;
  void reader;
  void draft;
  return Promise.reject(new Error('not written yet'));
}
