import type { Reader } from '~/prisma/access/reader';
import type { Db } from '~/prisma/database.server';

import { visibleTo } from './form-rights';

/** A form as the designer's list shows it. */
export interface FormListItem {
  formId: string;
  path: string;
  departmentId: string;
  departmentName: string;
  title: string;
  titleEn: string | null;
  isSample: boolean;
  /** Since when nobody can begin to fill it. */
  withdrawnAt: Date | null;
  /** The version that is filled now. */
  published: { versionId: string; number: number; publishedAt: Date } | null;
  /** The version being designed. */
  draft: { versionId: string; number: number; revision: number; updatedAt: Date } | null;
  /** The version that waits for a second person. */
  inReview: { number: number; updatedAt: Date } | null;
  submissions: number;
  openDrafts: number;
}

/** The forms of the departments in which the reader designs or reviews, newest change first. */
export async function listForms(
  deps: { db: Db },
  reader: Reader,
  options: { departmentId?: string } = {},
): Promise<FormListItem[]> {
  const rows = await deps.db.form.findMany({
    where: {
      AND: [
        visibleTo(reader),
        options.departmentId === undefined ? {} : { departmentId: options.departmentId },
      ],
    },
    include: {
      department: { select: { name: true } },
      versions: {
        orderBy: { number: 'desc' },
        select: {
          id: true,
          number: true,
          state: true,
          title: true,
          titleEn: true,
          revision: true,
          updatedAt: true,
          publishedAt: true,
          _count: { select: { submissions: true, drafts: { where: { submittedAt: null } } } },
        },
      },
    },
  });
  const items = rows.map((row) => {
    const published = row.versions.find(({ state }) => state === 'published');
    const draft = row.versions.find(({ state }) => state === 'draft');
    const inReview = row.versions.find(({ state }) => state === 'in-review');
    const shown = draft ?? inReview ?? published ?? row.versions[0];
    const changedAt = Math.max(
      row.createdAt.valueOf(),
      ...row.versions.map(({ updatedAt }) => updatedAt.valueOf()),
    );
    const item: FormListItem = {
      formId: row.id,
      path: row.path,
      departmentId: row.departmentId,
      departmentName: row.department.name,
      title: shown?.title ?? row.path,
      titleEn: shown?.titleEn ?? null,
      isSample: row.isSample,
      withdrawnAt: row.withdrawnAt,
      published: published?.publishedAt
        ? { versionId: published.id, number: published.number, publishedAt: published.publishedAt }
        : null,
      draft: draft
        ? { versionId: draft.id, number: draft.number, revision: draft.revision, updatedAt: draft.updatedAt }
        : null,
      inReview: inReview ? { number: inReview.number, updatedAt: inReview.updatedAt } : null,
      submissions: row.versions.reduce((sum, { _count }) => sum + _count.submissions, 0),
      openDrafts: row.versions.reduce((sum, { _count }) => sum + _count.drafts, 0),
    };
    return { item, changedAt };
  });
  return items.sort((a, b) => b.changedAt - a.changedAt).map(({ item }) => item);
}
