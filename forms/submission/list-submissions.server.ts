import type { Reader } from '~/prisma/access/reader';
import type { Db } from '~/prisma/database.server';

/** A submitted application in 我的申报: one row a case, with its newest submission. */
export interface SubmissionListItem {
  caseId: string;
  caseNumber: string;
  submissionId: string;
  receiptNumber: string;
  formPath: string;
  title: string;
  titleEn: string | null;
  departmentName: string;
  policyId: string | null;
  /** submitted | returned | approved | refused | withdrawn */
  state: string;
  /** The newest decision's words. */
  reason: string | null;
  dueOn: string;
  submittedAt: Date;
  updatedAt: Date;
}

/** The enterprise's applications, newest first. Throws `NotFoundError` for one that the reader doesn't act for. */
export function listSubmissions(
  deps: { db: Db },
  reader: Reader,
  options: { enterpriseId: string; cursor?: string; limit?: number },
): Promise<{ submissions: SubmissionListItem[]; nextCursor: string | null }> {
  void deps;
  void reader;
  void options;
  return Promise.reject(new Error('not written yet'));
}
