import type { FieldRow } from '~/forms/submission/list-fields';

import type { CaseClock } from './case-clock';

export const caseStates = ['submitted', 'returned', 'approved', 'refused', 'withdrawn'] as const;
export type CaseState = (typeof caseStates)[number];

/** A case in the department's queue. */
export interface CaseListItem {
  caseId: string;
  number: string;
  title: string;
  state: CaseState;
  departmentId: string;
  departmentName: string;
  enterpriseId: string;
  enterpriseName: string;
  dueOn: string;
  overdue: boolean;
  submittedAt: Date;
  /** How many submissions it holds: more than one after a correction. */
  submissions: number;
  assigneeId: string | null;
  assigneeName: string | null;
  clock: CaseClock;
  /** What the first of two people proposed. */
  proposal: 'approve' | 'refuse' | null;
  /** The number of the newest event. */
  lastEvent: number;
}

/** What the firm never sees of a case. */
export const internalEvents = ['note', 'assigned', 'proposed', 'declined', 'due-soon', 'overdue'] as const;
export type InternalEvent = (typeof internalEvents)[number];

/** What happened to a case. */
export interface CaseEventView {
  number: number;
  kind:
    | 'submitted'
    | 'resubmitted'
    | 'returned'
    | 'approved'
    | 'refused'
    | 'withdrawn'
    | 'revoked'
    | 'rated'
    | InternalEvent;
  actorName: string | null;
  reason: string | null;
  /** returned: data path → the reviewer's words. */
  fields: Record<string, string>;
  /** rated: 1 (非常不满意) to 5 (非常满意). */
  level: number | null;
  /** proposed, declined: what; revoked: the state that was. */
  decision: string | null;
  /** assigned: to whom; null for nobody. */
  toName: string | null;
  at: Date;
}

/** What the virus scanner said of a file: `none` where no scanner is set. */
export type FileScan = 'none' | 'waiting' | 'clean' | 'infected';

/** A submission within a case. */
export interface CaseSubmission {
  submissionId: string;
  receiptNumber: string;
  submittedAt: Date;
  submittedBy: string;
  formVersion: number;
  fields: FieldRow[];
  /** Paths whose values differ from the submission before. */
  changedPaths: string[];
  attachments: {
    fileId: string;
    path: string;
    name: string;
    mediaType: string;
    sizeBytes: number;
    scan: FileScan;
  }[];
  dropped: { path: string; reason: string }[];
}

/** A case as the desk and the firm see it; the newest submission comes first. */
export interface CaseView extends CaseListItem {
  policyId: string | null;
  formId: string;
  formPath: string;
  creditCode: string;
  submissionsNewestFirst: CaseSubmission[];
  events: CaseEventView[];
  /** What the reader may do now. */
  may: {
    decide: boolean;
    /** A proposed decision waits for this reader's answer. */
    answer: boolean;
    revoke: boolean;
    withdraw: boolean;
    resume: boolean;
    rate: boolean;
  };
  /** The form's check list with who ticked what; empty for the firm. */
  checklist: { item: string; doneBy: string | null; at: Date | null }[];
  /** The values before the last correction: path → words. */
  before: Record<string, string>;
  /** The open draft that corrects it. */
  openDraftId: string | null;
}
