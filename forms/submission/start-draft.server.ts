import type { Reader } from '~/prisma/access/reader';
import type { Db } from '~/prisma/database.server';

/** `form` is a form's path or id; `fresh` starts a new draft although one is open. */
export interface DraftToStart {
  form: string;
  enterpriseId: string;
  policyId?: string | null;
  fresh?: boolean;
}

/**
 * Opens a draft of the published form, filled in advance; the open one of the enterprise is reused. Throws
 * `NotFoundError` for an unpublished form or an enterprise that the reader doesn't act for.
 */
export function startDraft(
  deps: { db: Db; now: () => Date; signingKey: Buffer },
  reader: Reader,
  wanted: DraftToStart,
): Promise<{ draftId: string; reused: boolean }> {
  void deps;
  void reader;
  void wanted;
  return Promise.reject(new Error('not written yet'));
}
