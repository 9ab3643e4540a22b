import { holdBenefits, takeBenefits } from '~/knowledge/policies/limits/take-benefits.server';
import { restoreOpportunity } from '~/knowledge/policies/opportunities/restore-opportunity.server';
import { takeQuotaSlots } from '~/knowledge/policies/quota/quota-slots.server';
import { say, type FormLocale } from '~/forms/words/say';
import { InvalidInputError } from '~/prisma/access/access-denied';
import type { Reader } from '~/prisma/access/reader';
import { cityDate } from '~/prisma/calendar/city-date';
import type { Db } from '~/prisma/database.server';

import { appendCaseEvent } from './append-case-event.server';
import { startClock } from './case-clock';
import { requireReviewable } from './find-case.server';
import { notifyEnterprise } from './notify.server';

/** Work days in which a case whose decision was taken back is decided anew. */
const freshWorkDays = 5;

/**
 * Takes a decision back, since it was wrong: a new event with its reason, told to the firm; the decision stays on the
 * record, and the case waits for a new one; what was granted by it is applied for again. Throws `NotFoundError`, `ConflictError` (not decided, or moved on since
 * `lastEvent`), `InvalidInputError` (no reason), and, after a refusal, `QuotaFullError` and the like when what the
 * case held is taken by others.
 */
export async function revokeDecision(
  deps: { db: Db; now: () => Date; locale?: FormLocale },
  reader: Reader,
  wanted: { caseId: string; reason: string; lastEvent?: number },
): Promise<void> {
  const found = await requireReviewable(deps, reader, wanted.caseId);
  const reason = wanted.reason.trim().slice(0, 2_000);
  if (reason === '')
    throw new InvalidInputError({ reason: say(deps.locale ?? 'zh-CN', 'forms.decide.revoke-reason') });
  const at = deps.now();
  const { id: caseId, enterpriseId, policyId, formId, departmentId } = found;
  await deps.db.$transaction(async (tx) => {
    const before = await tx.case.findUniqueOrThrow({ where: { id: caseId } });
    const { number } = await appendCaseEvent(
      tx,
      reader,
      {
        ...{ caseId, enterpriseId, kind: 'revoked', from: ['approved', 'refused'], to: 'submitted', reason },
        detail: { decision: before.state },
        ...(wanted.lastEvent !== undefined && { lastEvent: wanted.lastEvent }),
      },
      at,
    );
    // What was ticked was ticked for the decision that is gone.
    await tx.caseTick.deleteMany({ where: { caseId } });
    await tx.case.update({
      where: { id: caseId },
      data: { dueOn: startClock(null, cityDate(at), freshWorkDays), stoppedOn: null, workDaysLeft: null },
    });
    if (before.state === 'approved') {
      await holdBenefits(tx, caseId);
      await restoreOpportunity(tx, reader, { enterpriseId, policyId, kind: 'revoked', at });
    } else {
      const application = { policyId, formId, enterpriseId, caseId };
      await takeQuotaSlots(tx, application, at);
      await takeBenefits(tx, application, at);
    }
    await notifyEnterprise(tx, {
      kind: 'revoked',
      key: `case:${caseId}:${number}`,
      link: `/my/applications/${caseId}`,
      enterpriseId,
      departmentId,
      params: { title: found.title, number: found.number, reason },
      now: at,
    });
  });
}
