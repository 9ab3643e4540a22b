import type { Provenance } from '~/forms/prefill/field-provenance';

/**
 * What form.io calls a submission: a draft being filled, or an application that was handed in. `id` is the draft's and
 * stays the same when the draft is handed in.
 */
export interface Filing {
  id: string;
  formId: string;
  formVersion: number;
  enterpriseId: string;
  /** Who began or handed it in: a person's or a key's id. */
  ownerId: string;
  state: 'draft' | 'submitted';
  data: Record<string, unknown>;
  provenance: Provenance;
  createdAt: Date;
  modifiedAt: Date;
  /** A draft's: rises with each save. */
  revision: number | null;
  submissionId: string | null;
  receiptNumber: string | null;
  /** The case that works on it, or that it corrects. */
  case: { id: string; number: string; state: string; departmentId: string } | null;
}
