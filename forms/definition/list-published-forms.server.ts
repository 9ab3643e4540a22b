import type { Db } from '~/prisma/database.server';

/** A form that can be filled now. */
export interface PublishedFormItem {
  formId: string;
  path: string;
  title: string;
  titleEn: string | null;
  departmentId: string;
  departmentName: string;
  version: number;
  publishedAt: Date;
}

/** The published forms by id, a page at a time; `cursor` is the last id of the page before. */
export function listPublishedForms(
  db: Db,
  options: { cursor?: string; limit?: number } = {},
): Promise<{ forms: PublishedFormItem[]; nextCursor: string | null }> {
  void db;
  void options;
  return Promise.reject(new Error('not written yet'));
}
