import { randomUUID } from 'node:crypto';

import { AccessDeniedError, InvalidInputError, NotFoundError } from '~/prisma/access/access-denied';
import { hasRole, type Reader } from '~/prisma/access/reader';
import { appendAuditEntry } from '~/prisma/audit/append-audit-entry.server';
import { cityDate } from '~/prisma/calendar/city-date';
import type { Db, Tx } from '~/prisma/database.server';
import { enqueueJob } from '~/prisma/jobs/enqueue-job.server';

import { policyDeskRoles, seenBy } from '../design/policy-rights';
import { listPublishedPolicies } from '../list-published-policies.server';
import { windowState } from '../policy-window';
import { noteGrantEvent } from './note-grant-event.server';

/** The queue's name of the work that lists a batch's firms. */
export const listGrantBatchJob = 'list-grant-batch';

/** How long a batch is open to objections unless it says otherwise: work days. */
export const defaultObjectionDays = 5;

/**
 * Begins a batch over the policy's version in force: a job lists the firms. One that is still being listed or checked is
 * the same batch. Throws NotFoundError, AccessDeniedError, or InvalidInputError where nothing can be granted unasked.
 */
export async function startGrantBatch(
  { db, now }: { db: Db; now: () => Date },
  reader: Reader,
  policyId: string,
): Promise<{ batchId: string }> {
  const at = now();
  const day = cityDate(at);
  const policy = await db.policy.findFirst({ where: { id: policyId, ...seenBy(reader) } });
  if (!policy) throw new NotFoundError('policy', policyId);
  if (!policyDeskRoles.some((role) => hasRole(reader, role, policy.departmentId)))
    throw new AccessDeniedError('grant');
  return db.$transaction(async (tx) => {
    const open = await tx.grantBatch.findFirst({
      where: { policyId, state: { in: ['listing', 'draft', 'proposed'] } },
    });
    if (open) return { batchId: open.id };
    const [version] = await listPublishedPolicies(tx, { at: day, ids: [policyId] });
    const problem = !version
      ? '政策没有现行有效的已发布版本，发布并生效后才能生成批次'
      : version.content.channel !== 'automatic'
        ? '这项政策的兑现方式不是“免申即享”，请在政策中改为免申即享并发布'
        : !['always', 'open'].includes(windowState(version.content.window, day).state)
          ? '现在不在政策的兑现期内，开放后才能生成批次'
          : null;
    if (problem !== null || !version) throw new InvalidInputError({ policy: problem ?? '' });
    const batchId = randomUUID();
    await tx.grantBatch.create({
      data: {
        ...{ id: batchId, policyId, versionId: version.versionId, departmentId: policy.departmentId },
        ...{ number: await nextNumber(tx, day), judgedOn: day, objectionDays: defaultObjectionDays },
        ...{ createdById: reader.personId, createdByName: reader.name ?? '', createdAt: at },
      },
    });
    await enqueueJob(tx, {
      kind: listGrantBatchJob,
      payload: { batchId },
      openKey: `${listGrantBatchJob}:${batchId}`,
    });
    await noteGrantEvent(tx, reader, { batchId, kind: 'started', detail: { policyId }, at });
    const subject = { subjectKind: 'grant-batch', subjectId: batchId, detail: { policyId } };
    await appendAuditEntry(tx, reader, { action: 'grant.started', ...subject }, at);
    return { batchId };
  });
}

/** MS2611-003: year and month, then counted within the month. */
async function nextNumber(tx: Tx, day: string): Promise<string> {
  const prefix = `MS${day.slice(2, 4)}${day.slice(5, 7)}-`;
  const last = await tx.grantBatch.findFirst({
    where: { number: { startsWith: prefix } },
    orderBy: { number: 'desc' },
    select: { number: true },
  });
  const next = last ? Number(last.number.slice(prefix.length)) + 1 : 1;
  return `${prefix}${String(next).padStart(3, '0')}`;
}
