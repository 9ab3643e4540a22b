import { advanceOpportunity } from '~/knowledge/policies/opportunities/follow-opportunity.server';
import { randomBytes } from 'node:crypto';

import { appendCaseEvent } from '~/forms/cases/append-case-event.server';
import { startClock } from '~/forms/cases/case-clock';
import { announceCaseEvent } from '~/forms/webhooks/announce-case-event.server';
import { notifyEnterprise, notifyReviewers } from '~/forms/cases/notify.server';
import type { Provenance } from '~/forms/prefill/field-provenance';
import { askLater } from '~/forms/prefill/check-later.server';
import { takeBenefits } from '~/knowledge/policies/limits/take-benefits.server';
import { takeQuotaSlots } from '~/knowledge/policies/quota/quota-slots.server';
import type { Reader } from '~/prisma/access/reader';
import { appendAuditEntry } from '~/prisma/audit/append-audit-entry.server';
import { cityDate } from '~/prisma/calendar/city-date';
import { addWorkDays } from '~/prisma/calendar/work-days';
import type { Db, Tx } from '~/prisma/database.server';
import type { Prisma } from '~/prisma/generated/client';

import { requireOpenForm } from './form-opening.server';
import { listDraftFiles } from './list-draft-files.server';
import { namedFiles } from './named-files';
import { nextCaseNumber, nextReceiptNumber } from './next-number.server';
import type { OpenDraft } from './open-draft.server';
import type { DroppedValue } from './prune-data';
import { submissionDigest } from './submission-digest.server';
import { newVerifyCode } from './new-verify-code.server';
import type { SubmittedDraft } from './submit-draft.server';

/** What was checked and is to be kept. */
export interface CheckedSubmission {
  data: Record<string, unknown>;
  provenance: Provenance;
  dropped: DroppedValue[];
}

/** A form that doesn't say how many work days the department takes (`settings.reviewWorkDays`). */
const defaultReviewWorkDays = 5;

/**
 * Writes everything of a submission, or nothing: a power cut or kill in the middle leaves the draft open.
 * `draft-changed` when it was saved or submitted since it was checked. Throws `QuotaFullError` when the policy's places
 * are taken, `FormNotOpenError` when the form's are, `QuotaHeldError` when the firm has one already, `LimitSpentError` when the year's limit is used up.
 */
export async function writeSubmission(
  deps: { db: Db; now: () => Date },
  reader: Reader,
  draft: OpenDraft,
  checked: CheckedSubmission,
): Promise<SubmittedDraft | 'draft-changed'> {
  const at = deps.now();
  return deps.db.$transaction(
    async (tx) => {
      const { count } = await tx.draft.updateMany({
        where: { id: draft.id, revision: draft.revision, submittedAt: null },
        data: { submittedAt: at },
      });
      if (count === 0) return 'draft-changed';
      const { form: filled } = draft.formVersion;
      // Counted after the first write: two that race for the last place stand in line.
      if (draft.caseId === null)
        await requireOpenForm(tx, { formId: filled.id, enterpriseId: draft.enterpriseId }, at);
      const written = await writeCase(tx, reader, draft, at);
      const { enterpriseId, policyId } = draft;
      const formId = draft.formVersion.form.id;
      const application = { policyId, formId, enterpriseId, caseId: written.id };
      await takeQuotaSlots(tx, application, at);
      await takeBenefits(tx, application, at);
      const submissionId = newId();
      await tx.submission.create({
        data: { id: submissionId, caseId: written.id, ...submissionRow(draft, checked, reader, at) },
      });
      await askLater(tx, { submissionId, enterpriseId, provenance: checked.provenance, at });
      const attachments = await writeAttachments(tx, draft, checked.data, submissionId);
      const receiptNumber = await nextReceiptNumber(tx, at);
      // As the database keeps it, which holds numbers to fifteen digits: what is verified later must be the same.
      const kept = await tx.submission.findUniqueOrThrow({ where: { id: submissionId } });
      const digest = submissionDigest({
        number: receiptNumber,
        submissionId,
        formVersionId: draft.formVersionId,
        enterpriseId: draft.enterpriseId,
        submittedAt: at.toISOString(),
        data: kept.data,
        provenance: kept.provenance,
        attachments,
      });
      const code = newVerifyCode();
      await tx.receipt.create({ data: { number: receiptNumber, submissionId, issuedAt: at, digest, code } });
      await tellEverybody(tx, draft, written, receiptNumber, at);
      await advanceOpportunity(tx, { enterpriseId, policyId, to: 'applied', at });
      const detail = {
        receiptNumber,
        caseId: written.id,
        digest,
        dropped: checked.dropped.map(({ path, reason }) => ({ path, reason })),
      };
      const subject = {
        subjectKind: 'submission',
        subjectId: submissionId,
        enterpriseId: draft.enterpriseId,
      };
      await appendAuditEntry(tx, reader, { action: 'submission.submitted', ...subject, detail }, at);
      return { receiptNumber, submissionId, caseId: written.id, caseNumber: written.number, repeated: false };
    },
    { maxWait: 20_000, timeout: 20_000 },
  );
}

/** A new case, or the returned one that the draft corrects, with its event. */
async function writeCase(tx: Tx, reader: Reader, draft: OpenDraft, at: Date) {
  const { form, title } = { form: draft.formVersion.form, title: draft.formVersion.title };
  const today = cityDate(at);
  if (draft.caseId !== null) {
    const step = { caseId: draft.caseId, enterpriseId: draft.enterpriseId, kind: 'resubmitted' } as const;
    await appendCaseEvent(tx, reader, { ...step, from: ['returned'], to: 'submitted' }, at);
    // What was ticked was ticked for what stood there before.
    await tx.caseTick.deleteMany({ where: { caseId: draft.caseId } });
    const { workDaysLeft } = await tx.case.findUniqueOrThrow({ where: { id: draft.caseId } });
    // The clock stood while the firm was asked: what was left runs on.
    const dueOn = startClock(workDaysLeft, today, reviewWorkDays(draft));
    const data = { dueOn, stoppedOn: null, workDaysLeft: null };
    return tx.case.update({ where: { id: draft.caseId }, data });
  }
  const dueOn = addWorkDays(today, reviewWorkDays(draft));
  const made = await tx.case.create({
    data: {
      id: newId(),
      number: await nextCaseNumber(tx, at),
      departmentId: form.departmentId,
      enterpriseId: draft.enterpriseId,
      formId: form.id,
      policyId: draft.policyId,
      title,
      dueOn,
      createdAt: at,
      events: {
        create: { number: 1, kind: 'submitted', actorId: reader.personId ?? reader.keyId, detail: {}, at },
      },
    },
  });
  const event = { caseId: made.id, number: 1, kind: 'submitted', at };
  await announceCaseEvent(tx, { ...event, formId: form.id, caseNumber: made.number });
  return made;
}

function submissionRow(draft: OpenDraft, checked: CheckedSubmission, reader: Reader, at: Date) {
  return {
    formVersionId: draft.formVersionId,
    enterpriseId: draft.enterpriseId,
    personId: reader.personId ?? reader.keyId ?? '',
    policyId: draft.policyId,
    draftId: draft.id,
    data: checked.data as Prisma.InputJsonObject,
    provenance: checked.provenance as unknown as Prisma.InputJsonObject,
    dropped: checked.dropped as unknown as Prisma.InputJsonArray,
    submittedAt: at,
  };
}

/** The files that the data names; uploads that were taken out again stay behind. */
async function writeAttachments(
  tx: Tx,
  draft: OpenDraft,
  data: Record<string, unknown>,
  submissionId: string,
) {
  const byId = new Map((await listDraftFiles(tx, draft)).map((file) => [file.fileId, file]));
  const rows = namedFiles(draft.definition.components, data).flatMap(({ path, fileId }) => {
    const file = byId.get(fileId);
    return file ? [{ submissionId, path, ...file }] : [];
  });
  if (rows.length > 0) await tx.attachment.createMany({ data: rows });
  return rows.map(({ path, sha256 }) => ({ path, sha256 }));
}

async function tellEverybody(
  tx: Tx,
  draft: OpenDraft,
  written: { id: string; number: string; dueOn: string; departmentId: string },
  receipt: string,
  now: Date,
) {
  const { enterpriseId } = draft;
  const params = {
    title: draft.formVersion.title,
    receipt,
    due: written.dueOn,
    number: written.number,
    enterprise: draft.enterprise.name,
  };
  await notifyEnterprise(tx, {
    kind: 'submitted',
    key: `receipt:${receipt}`,
    link: `/receipts/${receipt}`,
    enterpriseId,
    departmentId: written.departmentId,
    params,
    now,
  });
  const queued = {
    kind: 'queued',
    key: `queued:${receipt}`,
    link: `/desk/cases/${written.id}`,
    enterpriseId,
    params,
    now,
  } as const;
  await notifyReviewers(tx, written.departmentId, queued);
}

function reviewWorkDays(draft: OpenDraft): number {
  const days = draft.definition.settings?.reviewWorkDays;
  return typeof days === 'number' && Number.isInteger(days) && days >= 1 && days <= 60
    ? days
    : defaultReviewWorkDays;
}

function newId(): string {
  return randomBytes(12).toString('hex');
}
