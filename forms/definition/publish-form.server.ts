import type { Reader } from '~/prisma/access/reader';
import type { Db } from '~/prisma/database.server';

/** What came of publishing. */
export interface PublishedVersion {
  versionId: string;
  number: number;
  /** The version that was retired. */
  retiredVersionId: string | null;
  /** Drafts that applicants opened on earlier versions: they keep the version they were filled on. */
  openDrafts: number;
}

/**
 * Publishes the form's draft and retires the version before. Throws `ConflictError` when the draft was saved since
 * `revision`, `InvalidInputError` (place → sentence) while findings of severity error stand.
 */
export function publishForm(
  deps: { db: Db; now: () => Date; locale?: 'zh-CN' | 'en' },
  reader: Reader,
  form: { formId: string; revision: number },
): Promise<PublishedVersion> {
  void deps;
  void reader;
  void form;
  return Promise.reject(new Error('not written yet'));
}
