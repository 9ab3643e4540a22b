import { canonicalJson } from '~/forms/definition/data-path';
import { withChecks } from '~/forms/prefill/check-later.server';
import { submissionFields } from '~/forms/submission/get-receipt.server';
import type { FieldRow } from '~/forms/submission/list-fields';
import type { FormLocale } from '~/forms/words/say';
import { NotFoundError } from '~/prisma/access/access-denied';
import { canActFor, departmentsOf, type Reader } from '~/prisma/access/reader';
import { cityDate } from '~/prisma/calendar/city-date';
import type { Db } from '~/prisma/database.server';
import type { CaseEvent, Prisma } from '~/prisma/generated/client';

import { clockOf } from './case-clock';
import {
  internalEvents,
  type CaseEventView,
  type CaseState,
  type CaseSubmission,
  type CaseView,
  type FileScan,
} from './case-views';
import { ownedBy, requireCase, reviewedBy } from './find-case.server';
import { noteReview } from './note-review.server';
import { plainSetup } from './review-setup';
import { readReviewSetup } from './review-setup.server';

const content = {
  department: { select: { name: true } },
  enterprise: { select: { name: true, creditCode: true } },
  events: { orderBy: { number: 'asc' } },
  ticks: true,
  submissions: {
    orderBy: { submittedAt: 'desc' },
    include: {
      attachments: true,
      receipt: { select: { number: true } },
      formVersion: { select: { number: true, definition: true, form: { select: { path: true } } } },
    },
  },
} satisfies Prisma.CaseInclude;
type CaseRow = Prisma.CaseGetPayload<{ include: typeof content }>;

/**
 * The case, for the department's reviewers and the enterprise's members. Throws `NotFoundError` for anybody else, and
 * writes that down.
 */
export async function getCase(
  deps: { db: Db; now: () => Date; locale?: FormLocale },
  reader: Reader,
  caseId: string,
): Promise<CaseView> {
  await requireCase(deps, reader, caseId, { OR: [reviewedBy(reader), ownedBy(reader)] });
  const row = await deps.db.case.findUnique({ where: { id: caseId }, include: content });
  if (!row) throw new NotFoundError('case', caseId);
  const names = await namesOf(deps.db, [
    ...row.events.map(({ actorId }) => actorId),
    ...row.events.map(({ detail }) => (detail as { to?: string | null }).to ?? null),
    ...row.submissions.map(({ personId }) => personId),
    ...row.ticks.map(({ personId }) => personId),
    row.assigneeId,
  ]);
  const openDraft = await deps.db.draft.findFirst({
    where: { caseId, submittedAt: null },
    select: { id: true },
  });
  const state = row.state as CaseState;
  const own = canActFor(reader, row.enterpriseId);
  const reviews = departmentsOf(reader, 'reviewer').includes(row.departmentId);
  const { checklist } = reviews ? await readReviewSetup(deps.db, row.formId) : plainSetup;
  const listed = listCaseSubmissions(row, names, await scansOf(deps.db, row), deps.locale);
  const submissionsNewestFirst = await withChecks(deps.db, listed);
  if (!own) {
    const facts = submissionsNewestFirst.flatMap(({ fields }) =>
      fields.flatMap(({ provenance }) => provenance?.fact ?? []),
    );
    await noteReview(deps, reader, row, facts);
  }
  const decided = state === 'approved' || state === 'refused';
  const rated = row.events.some(({ kind }) => kind === 'rated');
  return {
    caseId,
    number: row.number,
    title: row.title,
    state,
    departmentId: row.departmentId,
    departmentName: row.department.name,
    enterpriseId: row.enterpriseId,
    enterpriseName: row.enterprise.name,
    creditCode: row.enterprise.creditCode,
    dueOn: row.dueOn,
    overdue: state === 'submitted' && row.dueOn < cityDate(deps.now()),
    submittedAt: row.submissions[0]?.submittedAt ?? row.createdAt,
    submissions: row.submissions.length,
    clock: clockOf(row, cityDate(deps.now())),
    assigneeId: reviews ? row.assigneeId : null,
    assigneeName: reviews && row.assigneeId !== null ? (names.get(row.assigneeId) ?? null) : null,
    proposal: reviews ? (row.proposal as CaseView['proposal']) : null,
    lastEvent: row.events.at(-1)?.number ?? 0,
    policyId: row.policyId,
    formId: row.formId,
    formPath: row.submissions[0]?.formVersion.form.path ?? '',
    submissionsNewestFirst,
    events: row.events
      .filter(({ kind }) => reviews || !(internalEvents as readonly string[]).includes(kind))
      .map((event) => eventView(event, names)),
    may: {
      decide: state === 'submitted' && reviews && !own && row.proposal === null,
      answer:
        reviews && !own && row.proposal !== null && row.proposedById !== (reader.personId ?? reader.keyId),
      revoke: reviews && !own && decided,
      withdraw: own && (state === 'submitted' || state === 'returned'),
      resume: own && state === 'returned',
      rate: own && decided && !rated,
    },
    checklist: checklist.map((item) => {
      const tick = row.ticks.find((one) => one.item === item);
      return { item, doneBy: tick ? (names.get(tick.personId) ?? '') : null, at: tick?.at ?? null };
    }),
    before: Object.fromEntries(
      (submissionsNewestFirst[1]?.fields ?? []).map(({ path, text }) => [path, text]),
    ),
    openDraftId: own ? (openDraft?.id ?? null) : null,
  };
}

/** File → what the virus scanner said of it. */
async function scansOf(db: Db, row: CaseRow): Promise<Map<string, FileScan>> {
  const ids = row.submissions.flatMap(({ attachments }) => attachments.map(({ fileId }) => fileId));
  const files = await db.storedFile.findMany({
    where: { id: { in: ids } },
    select: { id: true, scan: true },
  });
  return new Map(files.map(({ id, scan }) => [id, scan as FileScan]));
}

function listCaseSubmissions(
  row: CaseRow,
  names: Map<string, string>,
  scans: Map<string, FileScan>,
  locale?: FormLocale,
): CaseSubmission[] {
  const fields = row.submissions.map((submission) =>
    submissionFields(submission, submission.formVersion.definition, locale),
  );
  return row.submissions.map((submission, index) => ({
    submissionId: submission.id,
    receiptNumber: submission.receipt?.number ?? '',
    submittedAt: submission.submittedAt,
    submittedBy: names.get(submission.personId) ?? '',
    formVersion: submission.formVersion.number,
    fields: fields[index] ?? [],
    changedPaths: changedPaths(fields[index] ?? [], fields[index + 1]),
    attachments: submission.attachments.map(({ fileId, path, name, mediaType, sizeBytes }) => ({
      fileId,
      path,
      name,
      mediaType,
      sizeBytes,
      scan: scans.get(fileId) ?? 'none',
    })),
    dropped: (submission.dropped as { path: string; reason: string }[]).map(({ path, reason }) => ({
      path,
      reason,
    })),
  }));
}

function changedPaths(newer: readonly FieldRow[], older: readonly FieldRow[] | undefined): string[] {
  if (!older) return [];
  const before = new Map(older.map(({ path, value }) => [path, canonicalJson(value)]));
  const after = new Map(newer.map(({ path, value }) => [path, canonicalJson(value)]));
  return [...new Set([...before.keys(), ...after.keys()])].filter(
    (path) => before.get(path) !== after.get(path),
  );
}

function eventView(event: CaseEvent, names: Map<string, string>): CaseEventView {
  const { fields, level, decision, to } = event.detail as {
    fields?: Record<string, string>;
    level?: number;
    decision?: string;
    to?: string | null;
  };
  return {
    number: event.number,
    kind: event.kind as CaseEventView['kind'],
    actorName: event.actorId === null ? null : (names.get(event.actorId) ?? null),
    reason: event.reason,
    fields: fields ?? {},
    level: level ?? null,
    decision: decision ?? null,
    toName: to ? (names.get(to) ?? null) : null,
    at: event.at,
  };
}

async function namesOf(db: Db, ids: (string | null)[]): Promise<Map<string, string>> {
  const wanted = [...new Set(ids.filter((id) => id !== null))];
  const people = await db.person.findMany({
    where: { id: { in: wanted } },
    select: { id: true, name: true },
  });
  return new Map(people.map(({ id, name }) => [id, name]));
}
