import type { Reader } from '~/prisma/access/reader';
import type { Db } from '~/prisma/database.server';

/** An open draft in 我的申报. */
export interface DraftListItem {
  draftId: string;
  formPath: string;
  title: string;
  titleEn: string | null;
  enterpriseId: string;
  /** Set when it corrects a returned case. */
  caseId: string | null;
  updatedAt: Date;
}

/** The open drafts of the enterprise, newest first. Throws `NotFoundError` for one that the reader doesn't act for. */
export function listDrafts(deps: { db: Db }, reader: Reader, enterpriseId: string): Promise<DraftListItem[]> {
  void deps;
  void reader;
  void enterpriseId;
  return Promise.reject(new Error('not written yet'));
}
