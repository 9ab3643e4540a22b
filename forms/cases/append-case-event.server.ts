import { ConflictError } from '~/prisma/access/access-denied';
import type { Reader } from '~/prisma/access/reader';
import { appendAuditEntry } from '~/prisma/audit/append-audit-entry.server';
import type { Tx } from '~/prisma/database.server';
import type { Prisma } from '~/prisma/generated/client';

import { announceCaseEvent } from '../webhooks/announce-case-event.server';

import type { CaseEventView, CaseState } from './case-views';

/** What happens to a case: from which states, to which, with what words. */
export interface CaseStep {
  caseId: string;
  enterpriseId: string;
  kind: CaseEventView['kind'];
  from: readonly CaseState[];
  to?: CaseState;
  /** Not while a decision waits for its second person. */
  unless?: 'proposed';
  /** The newest event that the actor saw; undefined for whatever stands. */
  lastEvent?: number;
  reason?: string | null;
  detail?: Prisma.InputJsonObject;
}

/**
 * Moves a case on by one event, which is never changed afterwards, and writes the audit entry. Throws `ConflictError`
 * (current: {state, lastEvent}) when the case isn't in one of the states, has moved since `lastEvent`, or
 * waits for a second person where that excludes the step.
 */
export async function appendCaseEvent(
  tx: Tx,
  reader: Reader,
  step: CaseStep,
  at: Date,
): Promise<{ number: number }> {
  const found = await tx.case.findUniqueOrThrow({
    where: { id: step.caseId },
    include: { events: { orderBy: { number: 'desc' }, take: 1 } },
  });
  const last = found.events[0]?.number ?? 0;
  const moved = step.lastEvent !== undefined && step.lastEvent !== last;
  const waits = step.unless === 'proposed' && found.proposal !== null;
  if (moved || waits || !step.from.includes(found.state as CaseState)) {
    throw new ConflictError('The case has moved on', {
      state: waits ? 'proposed' : found.state,
      lastEvent: last,
    });
  }
  if (step.to) await tx.case.update({ where: { id: step.caseId }, data: { state: step.to } });
  const event = {
    caseId: step.caseId,
    number: last + 1,
    kind: step.kind,
    actorId: reader.personId ?? reader.keyId,
    reason: step.reason ?? null,
    detail: step.detail ?? {},
    at,
  };
  await tx.caseEvent.create({ data: event });
  const subject = { subjectKind: 'case', subjectId: step.caseId, enterpriseId: step.enterpriseId };
  await appendAuditEntry(
    tx,
    reader,
    { action: `case.${step.kind}`, ...subject, detail: { event: last + 1 } },
    at,
  );
  await announceCaseEvent(tx, { ...event, formId: found.formId, caseNumber: found.number });
  return { number: last + 1 };
}
