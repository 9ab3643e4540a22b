import type { Reader } from '~/prisma/access/reader';
import type { Db } from '~/prisma/database.server';

/** A form as the designer's list shows it. */
export interface FormListItem {
  formId: string;
  path: string;
  departmentId: string;
  departmentName: string;
  title: string;
  titleEn: string | null;
  isSample: boolean;
  /** The version that is filled now. */
  published: { versionId: string; number: number; publishedAt: Date } | null;
  /** The version being designed. */
  draft: { versionId: string; number: number; revision: number; updatedAt: Date } | null;
  submissions: number;
  openDrafts: number;
}

/** The forms of the departments in which the reader designs or reviews, newest change first. */
export function listForms(
  deps: { db: Db },
  reader: Reader,
  options: { departmentId?: string } = {},
): Promise<FormListItem[]> {
  void deps;
  void reader;
  void options;
  return Promise.reject(new Error('not written yet'));
}
