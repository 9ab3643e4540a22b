import type { Reader } from '~/prisma/access/reader';
import type { Db } from '~/prisma/database.server';

import type { FormDefinition } from '~/forms/definition/form-definition';
import type { FieldChange, Provenance } from '~/forms/prefill/field-provenance';

/** A draft as its page shows it. */
export interface DraftView {
  draftId: string;
  formId: string;
  formPath: string;
  formVersionId: string;
  formVersion: number;
  title: string;
  titleEn: string | null;
  departmentName: string;
  enterpriseId: string;
  enterpriseName: string;
  policyId: string | null;
  definition: FormDefinition;
  data: Record<string, unknown>;
  provenance: Provenance;
  /** Data paths that the applicant can't edit. */
  locked: string[];
  /** Bound fields without a fact. */
  missing: string[];
  /** Values that changed at their source since they were filled in; `refreshDraft` takes them over. */
  changes: FieldChange[];
  /** The reviewer's words when this draft corrects a returned case. */
  returned: {
    caseId: string;
    caseNumber: string;
    reason: string;
    fields: Record<string, string>;
    at: Date;
  } | null;
  attachments: { fileId: string; name: string; mediaType: string; sizeBytes: number }[];
  revision: number;
  createdAt: Date;
  updatedAt: Date;
  /** Set once it was submitted: the page goes on to the receipt. */
  receiptNumber: string | null;
}

/** The draft of an enterprise that the reader acts for. Throws `NotFoundError` for any other. */
export function getDraft(
  deps: { db: Db; now: () => Date; signingKey: Buffer },
  reader: Reader,
  draftId: string,
): Promise<DraftView> {
  void deps;
  void reader;
  void draftId;
  return Promise.reject(new Error('not written yet'));
}
