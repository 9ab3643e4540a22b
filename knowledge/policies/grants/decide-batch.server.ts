import { AccessDeniedError, InvalidInputError } from '~/prisma/access/access-denied';
import type { Reader } from '~/prisma/access/reader';
import { appendAuditEntry } from '~/prisma/audit/append-audit-entry.server';
import { cityDate } from '~/prisma/calendar/city-date';
import { addWorkDays } from '~/prisma/calendar/work-days';
import type { Db, Tx } from '~/prisma/database.server';
import type { Prisma } from '~/prisma/generated/client';
import { enqueueJob } from '~/prisma/jobs/enqueue-job.server';

import { findBatchPolicy } from './find-batch-policy.server';
import { noteGrantEvent } from './note-grant-event.server';
import { requireBatch, requireItem, type BatchDeed, type BatchRow } from './require-batch.server';
import { sumBatch, type BatchSums } from './sum-batch.server';

type Deps = { db: Db; now: () => Date };

/** The queue's name of the work that tells the firms of a batch. */
export const tellGrantBatchJob = 'tell-grant-batch';

const fewestDays = 1;
const mostDays = 30;

/** Takes a firm off the list before it is announced, with a reason; or puts it back. Throws as `requireItem`. */
export async function excludeFirm(
  { db, now }: Deps,
  reader: Reader,
  input: { itemId: string; exclude: boolean; reason: string },
): Promise<void> {
  const reason = input.reason.trim();
  if (input.exclude && reason.length < 4)
    throw new InvalidInputError({ reason: '请写明剔除的原因，至少 4 个字，企业和复核人都会看到' });
  if (reason.length > 500)
    throw new InvalidInputError({ reason: `原因最多 500 字，现在是 ${reason.length} 字` });
  const at = now();
  await db.$transaction(async (tx) => {
    const { batch, ...item } = await requireItem(tx, reader, input.itemId, 'draft');
    const [from, to] = input.exclude ? (['listed', 'excluded'] as const) : (['excluded', 'listed'] as const);
    if (item.state !== from) return;
    await tx.grantItem.update({
      where: { id: item.id },
      data: { state: to, ...(input.exclude && { reason: { code: 'words', params: { words: reason } } }) },
    });
    await tx.grantBatch.update({ where: { id: batch.id }, data: { revision: { increment: 1 } } });
    const kind = input.exclude ? 'excluded' : 'included';
    await note(tx, reader, batch, kind, at, { itemId: item.id, reason }, item);
  });
}

/** Hands the list to the second person. Throws InvalidInputError while more is listed than there is to grant. */
export async function proposeBatch(
  { db, now }: Deps,
  reader: Reader,
  deed: BatchDeed & { objectionDays: number },
): Promise<void> {
  const { objectionDays } = deed;
  if (!Number.isInteger(objectionDays) || objectionDays < fewestDays || objectionDays > mostDays)
    throw new InvalidInputError({ objectionDays: `公示期为 ${fewestDays} 至 ${mostDays} 个工作日` });
  const at = now();
  await db.$transaction(async (tx) => {
    const batch = await requireBatch(tx, reader, deed, 'draft');
    await requireSums(tx, batch, at);
    await tx.grantBatch.update({
      where: { id: batch.id },
      data: { state: 'proposed', proposedById: reader.personId, proposedAt: at, objectionDays, reason: null },
    });
    await note(tx, reader, batch, 'proposed', at, { objectionDays });
  });
}

/** Back to the first person, with a reason; the first person may also take it back without one. */
export async function sendBackBatch(
  { db, now }: Deps,
  reader: Reader,
  deed: BatchDeed & { reason: string },
): Promise<void> {
  const reason = deed.reason.trim();
  const at = now();
  await db.$transaction(async (tx) => {
    const batch = await requireBatch(tx, reader, deed, 'proposed');
    if (reason === '' && batch.proposedById !== reader.personId)
      throw new InvalidInputError({ reason: '请写明退回的原因，便于修改' });
    await tx.grantBatch.update({ where: { id: batch.id }, data: { state: 'draft', reason: reason || null } });
    await note(tx, reader, batch, 'sent-back', at, { reason });
  });
}

/**
 * The second person approves: the list is public and open to objections until the last of so many work days, and the
 * firms are told. Throws AccessDeniedError for who handed it in or changed the list.
 */
export async function announceBatch({ db, now }: Deps, reader: Reader, deed: BatchDeed): Promise<void> {
  const at = now();
  await db.$transaction(async (tx) => {
    const batch = await requireBatch(tx, reader, deed, 'proposed');
    if (!(await mayAnnounce(tx, reader, batch))) throw new AccessDeniedError('decide-own-batch');
    await requireSums(tx, batch, at);
    const announcedOn = cityDate(at);
    const closesOn = addWorkDays(announcedOn, batch.objectionDays);
    await tx.grantBatch.update({
      where: { id: batch.id },
      data: { state: 'announced', announcedOn, closesOn, approvedById: reader.personId, approvedAt: at },
    });
    const payload = { batchId: batch.id };
    await enqueueJob(tx, { kind: tellGrantBatchJob, payload, openKey: `${tellGrantBatchJob}:${batch.id}` });
    await note(tx, reader, batch, 'announced', at, { closesOn });
  });
}

/** Whether the person may be the second one: neither handed it in nor put a hand to its list. */
export async function mayAnnounce(
  db: Db | Tx,
  reader: Reader,
  batch: Pick<BatchRow, 'id' | 'proposedById'>,
): Promise<boolean> {
  if (reader.personId === null || batch.proposedById === reader.personId) return false;
  const changed = await db.grantEvent.count({
    where: { batchId: batch.id, actorId: reader.personId, kind: { in: ['excluded', 'included'] } },
  });
  return changed === 0;
}

/** Calls the batch off before it is final; firms that were told are told. Throws InvalidInputError without a reason. */
export async function cancelBatch(
  { db, now }: Deps,
  reader: Reader,
  deed: BatchDeed & { reason: string },
): Promise<void> {
  const reason = deed.reason.trim();
  if (reason.length < 4) throw new InvalidInputError({ reason: '请写明撤销的原因，至少 4 个字' });
  const at = now();
  await db.$transaction(async (tx) => {
    const batch = await requireBatch(tx, reader, deed, 'listing', 'draft', 'proposed', 'announced');
    await tx.grantBatch.update({ where: { id: batch.id }, data: { state: 'cancelled', reason } });
    if (batch.state === 'announced')
      await enqueueJob(tx, {
        kind: tellGrantBatchJob,
        payload: { batchId: batch.id },
        openKey: `${tellGrantBatchJob}:${batch.id}:cancelled`,
      });
    await note(tx, reader, batch, 'cancelled', at, { reason });
  });
}

async function requireSums(tx: Tx, batch: BatchRow, at: Date): Promise<void> {
  const policy = await findBatchPolicy(tx, batch);
  if (!policy) throw new InvalidInputError({ batch: '批次所依据的政策版本已被撤回，请撤销这个批次' });
  const [problem] = (await sumBatch(tx, batch, policy, at)).problems;
  if (problem) throw new InvalidInputError({ batch: problems[problem] });
}

const problems: Record<BatchSums['problems'][number], string> = {
  empty: '名单中没有企业，不能提交',
  places: '名单中的企业多于剩余名额，请先剔除并说明原因',
  budget: '名单合计超过本年度资金余额，请先剔除并说明原因',
};

async function note(
  tx: Tx,
  reader: Reader,
  batch: BatchRow,
  kind: string,
  at: Date,
  detail: Prisma.InputJsonObject,
  item?: { id: string; enterpriseId: string },
): Promise<void> {
  await noteGrantEvent(tx, reader, { batchId: batch.id, kind, detail, at, ...(item && { itemId: item.id }) });
  const subject = { subjectKind: 'grant-batch', subjectId: batch.id, detail };
  const enterpriseId = item?.enterpriseId ?? null;
  await appendAuditEntry(tx, reader, { action: `grant.${kind}`, ...subject, enterpriseId }, at);
}
