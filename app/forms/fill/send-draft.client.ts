import type { FieldChange } from '~/forms/prefill/field-provenance';

import type { FieldSaved, FillSaveAnswer } from './merging-saver';
import { readAnswer } from './read-answer';

type Data = Record<string, unknown>;

interface ProblemBody {
  code?: string;
  title?: string;
  errors?: { field: string; message: string; label?: string }[];
  current?: {
    revision?: number;
    updatedAt?: string;
    changes?: FieldChange[];
    data?: Data;
    receiptNumber?: string | null;
    policy?: string;
    asideId?: string | null;
    changed?: Record<string, FieldSaved>;
  };
}

/** What came of submitting. */
export type SubmitAnswer =
  | { kind: 'submitted'; receiptNumber: string }
  | { kind: 'invalid'; errors: { path: string; label: string; message: string }[] }
  | { kind: 'changed'; changes: FieldChange[] }
  | { kind: 'conflict' }
  /** `title`: what the sender can do about it, empty when only the status can be told; `line`: the policy whose places are full. */
  | { kind: 'refused'; status: number; title: string; line: string | null };

/** Saves the draft; rejects when the server can't be reached. */
export async function sendDraft(
  draftId: string,
  revision: number,
  data: Data,
  settles: string | null,
): Promise<FillSaveAnswer> {
  const response = await post(`/drafts/${draftId}/save`, {
    revision,
    data,
    ...(settles && { settles }),
  });
  if (response.ok) {
    const saved = (await response.json()) as { revision: number; savedAt: string };
    return { kind: 'saved', revision: saved.revision, at: new Date(saved.savedAt) };
  }
  const problem: ProblemBody = await readAnswer(response);
  if (response.status === 409 && problem.current?.revision !== undefined) return conflict(problem);
  return { kind: 'refused', status: response.status };
}

/** Submits the draft; rejects when the server can't be reached. Sending it twice gives the same receipt. */
export async function submitDraft(
  draftId: string,
  body: { revision: number; data: Data; acceptChanges: boolean },
): Promise<SubmitAnswer> {
  const response = await post(`/drafts/${draftId}/submit`, body);
  if (response.ok) {
    const { receiptNumber } = (await response.json()) as { receiptNumber: string };
    return { kind: 'submitted', receiptNumber };
  }
  const problem: ProblemBody = await readAnswer(response);
  if (response.status === 422 && problem.errors) {
    return {
      kind: 'invalid',
      errors: problem.errors.map(({ field, message, label }) => ({
        path: field,
        message,
        label: label ?? field,
      })),
    };
  }
  if (response.status === 409 && problem.current?.changes)
    return { kind: 'changed', changes: problem.current.changes };
  if (response.status === 409 && problem.current?.revision !== undefined) return conflict(problem);
  const { code = '', title = '' } = problem;
  const line = fullCodes.includes(code) ? (problem.current?.policy ?? null) : null;
  return { kind: 'refused', status: response.status, title: isForSender(code) ? title : '', line };
}

const fullCodes = ['quota-full', 'quota-full-year', 'quota-kept'];

/** What stands against the application itself: no place left, or the year's limit. */
function isForSender(code: string): boolean {
  return [...fullCodes, 'quota-held', 'limit-spent', 'form-closed'].includes(code);
}

function conflict(problem: ProblemBody) {
  const {
    revision = 0,
    updatedAt,
    data,
    receiptNumber,
    asideId = null,
    changed = {},
  } = problem.current ?? {};
  const at = updatedAt ? new Date(updatedAt) : null;
  const standing = receiptNumber ? null : (data ?? null);
  return { kind: 'conflict' as const, revision, updatedAt: at, data: standing, asideId, changed };
}

function post(path: string, body: unknown): Promise<Response> {
  return fetch(path, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json', Accept: 'application/json' },
    body: JSON.stringify(body),
    redirect: 'manual',
  });
}
