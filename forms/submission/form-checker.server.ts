import type { FormDefinition } from '~/forms/definition/form-definition';

/** What to check: the version that was filled and what was posted. */
export interface FormToCheck {
  definition: FormDefinition;
  data: unknown;
  /** Files that belong to the draft: a file field may name no others. */
  files?: { fileId: string; name: string; mediaType: string; sizeBytes: number }[];
}

/** One field that is wrong; its words: `t('forms.check.' + code, params)`, or `message` if the designer wrote one. */
export interface FieldError {
  path: string;
  label: string;
  code: string;
  params: Record<string, string | number>;
  message?: string;
}

/** What was not taken from the client. */
export interface DroppedValue {
  path: string;
  reason: 'unknown' | 'hidden' | 'calculated' | 'locked' | 'not-data';
  posted: unknown;
  kept?: unknown;
}

export interface CheckedForm {
  /** The data as it may be kept: known, visible and recalculated. */
  data: Record<string, unknown>;
  errors: FieldError[];
  dropped: DroppedValue[];
}

/** Checks forms in worker threads, so that a rule that hangs is ended without delaying the others. */
export interface FormChecker {
  /** Throws `FormCheckTimeoutError` past the time limit. */
  check(form: FormToCheck): Promise<CheckedForm>;
  close(): Promise<void>;
}

/** The form's rules took longer than the time limit: the form is at fault, not the applicant. */
export class FormCheckTimeoutError extends Error {
  readonly code = 'unavailable';
}

/** Opens the pool. Made in the process's entry and in tests, never inside a route. */
export function openFormChecker(options: { threads?: number; timeLimitMs?: number } = {}): FormChecker {
  void options;
  throw new Error('not written yet');
}
