import { NotFoundError } from '~/prisma/access/access-denied';
import { canActFor, type Reader } from '~/prisma/access/reader';
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
export async function listDrafts(
  deps: { db: Db },
  reader: Reader,
  enterpriseId: string,
): Promise<DraftListItem[]> {
  if (!canActFor(reader, enterpriseId)) throw new NotFoundError('enterprise', enterpriseId);
  const rows = await deps.db.draft.findMany({
    where: { enterpriseId, submittedAt: null },
    orderBy: { updatedAt: 'desc' },
    take: 100,
    select: {
      id: true,
      caseId: true,
      updatedAt: true,
      formVersion: { select: { title: true, titleEn: true, form: { select: { path: true } } } },
    },
  });
  return rows.map(({ id, caseId, updatedAt, formVersion }) => ({
    draftId: id,
    formPath: formVersion.form.path,
    title: formVersion.title,
    titleEn: formVersion.titleEn,
    enterpriseId,
    caseId,
    updatedAt,
  }));
}
