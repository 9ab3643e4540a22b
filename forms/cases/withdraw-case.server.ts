import { releaseBenefits } from '~/knowledge/policies/limits/take-benefits.server';
import { restoreOpportunity } from '~/knowledge/policies/opportunities/restore-opportunity.server';
import { releaseQuotaSlots } from '~/knowledge/policies/quota/quota-slots.server';
import type { Reader } from '~/prisma/access/reader';
import type { Db } from '~/prisma/database.server';

import { appendCaseEvent } from './append-case-event.server';
import { ownedBy, requireCase } from './find-case.server';
import { notifyReviewers } from './notify.server';

/** The firm takes back what isn't decided. Throws `NotFoundError`, `ConflictError` once decided. */
export async function withdrawCase(
  deps: { db: Db; now: () => Date },
  reader: Reader,
  withdrawal: { caseId: string; reason?: string },
): Promise<void> {
  const found = await requireCase(deps, reader, withdrawal.caseId, ownedBy(reader));
  const reason = withdrawal.reason?.trim() ?? '';
  const { id: caseId, enterpriseId, policyId } = found;
  const at = deps.now();
  await deps.db.$transaction(async (tx) => {
    const step = {
      caseId,
      enterpriseId,
      kind: 'withdrawn',
      from: ['submitted', 'returned'],
      to: 'withdrawn',
    } as const;
    const { number } = await appendCaseEvent(tx, reader, { ...step, reason: reason || null }, at);
    await tx.case.update({ where: { id: caseId }, data: { proposal: null, proposedById: null } });
    await releaseQuotaSlots(tx, caseId);
    await releaseBenefits(tx, caseId);
    await restoreOpportunity(tx, reader, { enterpriseId, policyId, kind: 'withdrawn', at });
    // A correction that was begun has nothing left to correct.
    await tx.draft.deleteMany({ where: { caseId, submittedAt: null } });
    await notifyReviewers(tx, found.departmentId, {
      kind: 'withdrawn',
      key: `case:${caseId}:${number}`,
      link: `/desk/cases/${caseId}`,
      enterpriseId,
      params: { title: found.title, number: found.number, enterprise: found.enterprise.name, reason },
      now: at,
    });
  });
}
