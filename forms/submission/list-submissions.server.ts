import { NotFoundError } from '~/prisma/access/access-denied';
import { canActFor, type Reader } from '~/prisma/access/reader';
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

/**
 * The enterprise's applications, newest first; `cursor` is the last case id of the page before. Throws `NotFoundError`
 * for an enterprise that the reader doesn't act for.
 */
export async function listSubmissions(
  deps: { db: Db },
  reader: Reader,
  { enterpriseId, cursor, limit = 20 }: { enterpriseId: string; cursor?: string; limit?: number },
): Promise<{ submissions: SubmissionListItem[]; nextCursor: string | null }> {
  if (!canActFor(reader, enterpriseId)) throw new NotFoundError('enterprise', enterpriseId);
  const rows = await deps.db.case.findMany({
    where: { enterpriseId },
    orderBy: [{ createdAt: 'desc' }, { id: 'desc' }],
    take: limit + 1,
    ...(cursor !== undefined && { cursor: { id: cursor }, skip: 1 }),
    include: {
      department: { select: { name: true } },
      submissions: {
        orderBy: { submittedAt: 'desc' },
        take: 1,
        select: {
          id: true,
          submittedAt: true,
          receipt: { select: { number: true } },
          formVersion: { select: { titleEn: true, form: { select: { path: true } } } },
        },
      },
      events: {
        where: { kind: { in: ['returned', 'approved', 'refused'] } },
        orderBy: { number: 'desc' },
        take: 1,
      },
    },
  });
  const submissions = rows.slice(0, limit).flatMap((row): SubmissionListItem[] => {
    const [newest] = row.submissions;
    if (!newest?.receipt) return [];
    return [
      {
        caseId: row.id,
        caseNumber: row.number,
        submissionId: newest.id,
        receiptNumber: newest.receipt.number,
        formPath: newest.formVersion.form.path,
        title: row.title,
        titleEn: newest.formVersion.titleEn,
        departmentName: row.department.name,
        policyId: row.policyId,
        state: row.state,
        reason: row.state === 'submitted' ? null : (row.events[0]?.reason ?? null),
        dueOn: row.dueOn,
        submittedAt: newest.submittedAt,
        updatedAt: row.updatedAt,
      },
    ];
  });
  return { submissions, nextCursor: rows.length > limit ? (rows[limit - 1]?.id ?? null) : null };
}
