import { ConflictError, InvalidInputError } from '~/prisma/access/access-denied';
import type { Reader } from '~/prisma/access/reader';
import type { Db } from '~/prisma/database.server';

import type { FieldChange } from '~/forms/prefill/field-provenance';
import type { FieldError, FormChecker } from './form-checker.server';

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

/**
 * Submits a draft: checks it, puts the locked values, and writes submission, provenance, attachments, receipt, case,
 * audit and messages in one transaction. Twice is the same receipt. Throws `NotFoundError`, `ConflictError` (saved on
 * another device since `revision`), `FactsChangedError`, `InvalidSubmissionError`.
 */
export function submitDraft(
  deps: { db: Db; now: () => Date; signingKey: Buffer; formChecker: FormChecker; locale?: 'zh-CN' | 'en' },
  reader: Reader,
  draft: DraftToSubmit,
): Promise<SubmittedDraft> {
  void deps;
  void reader;
  void draft;
  return Promise.reject(new Error('not written yet'));
}
