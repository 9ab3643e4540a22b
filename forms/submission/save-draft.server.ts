import type { Reader } from '~/prisma/access/reader';
import type { Db } from '~/prisma/database.server';

/** `revision` is the one that the page was loaded or last saved with. */
export interface DraftToSave {
  draftId: string;
  revision: number;
  data: Record<string, unknown>;
}

/**
 * Saves what was typed; locked fields and unknown keys are left as the server has them. Throws `ConflictError`
 * (current: {revision, data, updatedAt}) when another device saved in between: nothing is overwritten.
 */
export function saveDraft(
  deps: { db: Db; now: () => Date },
  reader: Reader,
  draft: DraftToSave,
): Promise<{ revision: number; savedAt: Date }> {
  void deps;
  void reader;
  void draft;
  return Promise.reject(new Error('not written yet'));
}
