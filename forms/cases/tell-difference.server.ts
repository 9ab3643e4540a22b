import { notifyColleague, notifyEnterprise, notifyReviewers } from './notify.server';
import type { Tx } from '~/prisma/database.server';

/** A filed value that its source, silent on the day of filing, later turned out to hold otherwise. */
export interface FoundDifference {
  checkId: string;
  submissionId: string;
  /** The field, what was filed and what the source holds, as shown. */
  label: string;
  filedText: string;
  foundText: string;
  source: string;
  at: Date;
}

/** Tells the firm and whoever reviews the case (its reviewers, while nobody has it), in the transaction of the check. */
export async function tellDifference(tx: Tx, found: FoundDifference): Promise<void> {
  const submission = await tx.submission.findUniqueOrThrow({
    where: { id: found.submissionId },
    include: { case: true, enterprise: { select: { name: true } } },
  });
  const filed = submission.case;
  if (!filed) return;
  const { enterpriseId } = submission;
  const { label, filedText, foundText, source, checkId, at } = found;
  const params = {
    ...{ title: filed.title, number: filed.number, enterprise: submission.enterprise.name },
    ...{ label, filed: filedText, found: foundText, source },
  };
  await notifyEnterprise(tx, {
    kind: 'value-differs',
    key: `case.value-differs:${checkId}`,
    link: `/my/applications/${filed.id}`,
    enterpriseId,
    departmentId: filed.departmentId,
    params,
    now: at,
  });
  const atDesk = {
    kind: 'value-differs-desk',
    key: `case.value-differs-desk:${checkId}`,
    link: `/desk/cases/${filed.id}`,
    enterpriseId,
    params,
    now: at,
  } as const;
  if (filed.assigneeId !== null) await notifyColleague(tx, filed.assigneeId, atDesk);
  else await notifyReviewers(tx, filed.departmentId, atDesk);
}
