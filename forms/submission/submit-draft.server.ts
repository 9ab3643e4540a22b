import { requireFiller } from '~/forms/handover/is-asked-to-seal.server';
import { valueAt } from '~/forms/definition/data-path';
import { fieldPathOf, walkFields } from '~/forms/definition/walk-fields';
import type { FieldChange, FieldDispute, Provenance } from '~/forms/prefill/field-provenance';
import { listFieldDisputes } from '~/forms/prefill/list-field-disputes.server';
import { canonicalValue } from '~/forms/prefill/fit-value';
import { describeError } from '~/forms/words/describe';
import type { FormLocale } from '~/forms/words/say';
import { ConflictError, InvalidInputError } from '~/prisma/access/access-denied';
import type { Reader } from '~/prisma/access/reader';
import type { Db } from '~/prisma/database.server';

import type { CheckedForm, FieldError, FormChecker } from './form-checker.server';
import { requireOpenForm } from './form-opening.server';
import { keepClosed } from './keep-closed';
import { listDraftFiles } from './list-draft-files.server';
import { lockedPaths, readSources, requireDraft, serverValuesOf, type OpenDraft } from './open-draft.server';
import { readCorrection } from './read-correction.server';
import { refreshDraft } from './refresh-draft.server';
import { draftConflict, saveDraft } from './save-draft.server';
import { writeSubmission } from './write-submission.server';

/** `data`: what the page holds now, saved first; left out, the draft as saved counts. */
export interface DraftToSubmit {
  draftId: string;
  revision?: number;
  data?: Record<string, unknown>;
  /** The applicant has seen and accepts the values that changed at their source. */
  acceptChanges?: boolean;
}

export interface SubmittedDraft {
  receiptNumber: string;
  submissionId: string;
  caseId: string;
  caseNumber: string;
  /** It had been submitted before: this is the receipt of that time. */
  repeated: boolean;
}

/** The form has wrong fields: `fields` (path → sentence) and, with codes and labels, `errors`. */
export class InvalidSubmissionError extends InvalidInputError {
  constructor(
    fields: Record<string, string>,
    readonly errors: (FieldError & { sentence: string })[],
  ) {
    super(fields);
  }
}

/** Values changed at their source since the draft; submit again with `acceptChanges`. */
export class FactsChangedError extends ConflictError {
  constructor(readonly changes: FieldChange[]) {
    super('facts changed since the draft', { changes });
  }
}

export interface SubmitDeps {
  db: Db;
  now: () => Date;
  signingKey: Buffer;
  formChecker: FormChecker;
  locale?: FormLocale;
}

/**
 * Submits a draft: checks it, puts the locked values, and writes submission, provenance, attachments, receipt, case,
 * audit and messages in one transaction. Twice is the same receipt. Throws `NotFoundError`, `MalformedDataError`,
 * `ConflictError` (saved on another device since `revision`), `FactsChangedError`, `InvalidSubmissionError`,
 * `FormCheckTimeoutError`, `FormNotOpenError`, `QuotaFullError`, `QuotaHeldError`, `AccessDeniedError` for whoever
 * was only asked to seal it.
 */
export async function submitDraft(
  deps: SubmitDeps,
  reader: Reader,
  wanted: DraftToSubmit,
): Promise<SubmittedDraft> {
  const first = await requireDraft(deps, reader, wanted.draftId);
  const before = await findSubmitted(deps.db, first.id);
  if (before) return before;
  await requireFiller(deps.db, reader, first.id);
  const { formId } = first.formVersion;
  if (first.caseId === null)
    await requireOpenForm(deps.db, { formId, enterpriseId: first.enterpriseId }, deps.now());
  const revision = wanted.revision ?? first.revision;
  if (wanted.data !== undefined)
    await saveDraft(deps, reader, { draftId: first.id, revision, data: wanted.data });
  else if (revision !== first.revision) throw await draftConflict(deps, reader, first.id);
  const draft = await bringUpToDate(deps, reader, wanted);
  // The posted data itself is checked, so that what was not taken from it is written down.
  const data = structuredClone(wanted.data ?? draft.data);
  const correction = await readCorrection(deps.db, draft.caseId);
  const closed = correction
    ? keepClosed(draft.definition.components, data, correction, lockedPaths(draft.provenance))
    : [];
  const checked = await deps.formChecker.check({
    definition: draft.definition,
    // A version that somebody fills was published: it never changes again.
    versionKey: draft.formVersionId,
    data,
    serverValues: serverValuesOf(draft.provenance),
    files: await listDraftFiles(deps.db, draft),
  });
  if (checked.errors.length > 0) throw invalidSubmission(checked.errors, deps.locale);
  const provenance = finalProvenance(draft, checked, await listFieldDisputes(deps.db, draft));
  const written = await writeSubmission(deps, reader, draft, {
    data: checked.data,
    dropped: [...closed, ...checked.dropped],
    provenance,
  });
  if (written !== 'draft-changed') return written;
  const raced = await findSubmitted(deps.db, draft.id);
  if (raced) return raced;
  throw await draftConflict(deps, reader, draft.id);
}

/** The draft with the values that its sources hold now. Throws `FactsChangedError` unless the applicant accepted them. */
async function bringUpToDate(deps: SubmitDeps, reader: Reader, wanted: DraftToSubmit): Promise<OpenDraft> {
  const draft = await requireDraft(deps, reader, wanted.draftId);
  const { changes, data, provenance } = await readSources(deps, draft);
  // What a source confirms again counts as seen now, and what it answers again is locked again.
  if (changes.length === 0) return { ...draft, data, provenance };
  if (wanted.acceptChanges !== true) throw new FactsChangedError(changes);
  await refreshDraft(deps, reader, { draftId: draft.id, revision: draft.revision });
  return requireDraft(deps, reader, wanted.draftId);
}

/** The receipt of a draft that was submitted, however often it is sent. */
async function findSubmitted(db: Db, draftId: string): Promise<SubmittedDraft | null> {
  const found = await db.submission.findUnique({
    where: { draftId },
    select: { id: true, receipt: { select: { number: true } }, case: { select: { id: true, number: true } } },
  });
  if (!found?.receipt || !found.case) return null;
  return {
    receiptNumber: found.receipt.number,
    submissionId: found.id,
    caseId: found.case.id,
    caseNumber: found.case.number,
    repeated: true,
  };
}

/** Where each value that is handed in comes from; one that the applicant changed or disputes says so. */
function finalProvenance(
  draft: OpenDraft,
  checked: CheckedForm,
  disputes: Record<string, FieldDispute>,
): Provenance {
  const components = new Map(
    walkFields(draft.definition.components).map((field) => [field.path, field.component]),
  );
  const kept: Provenance = {};
  for (const [path, origin] of Object.entries(draft.provenance)) {
    const [component, value] = [components.get(fieldPathOf(path)), valueAt(checked.data, path)];
    if (!component || value === undefined) continue;
    const given = origin.value !== null && origin.value !== undefined;
    const differs = given && canonicalValue(component, value) !== canonicalValue(component, origin.value);
    // What the photo was read as was corrected before it was taken: the value is the firm's, not the photo's.
    const edited = differs || origin.readAs !== undefined;
    const dispute = disputes[path];
    kept[path] = { ...origin, ...(edited && { edited }), ...(dispute?.state === 'open' && { dispute }) };
  }
  return kept;
}

function invalidSubmission(errors: FieldError[], locale: FormLocale = 'zh-CN'): InvalidSubmissionError {
  const told = errors.map((error) => ({ ...error, sentence: describeError(error, locale) }));
  return new InvalidSubmissionError(
    Object.fromEntries(told.map(({ path, sentence }) => [path, sentence])),
    told,
  );
}
