/** How many cases one batch decides at most. */
export const mostInBatch = 50;

/** What a batch would do to a case: `decide`, `propose` (a second person follows), `confirm` (the second), or not. */
export interface BatchLine {
  caseId: string;
  number: string;
  title: string;
  enterpriseName: string;
  lastEvent: number;
  outcome: 'decide' | 'propose' | 'confirm' | 'blocked';
  /** blocked: `own-firm`, `state`, `own-proposal`, `other-proposal`, `checklist`, `check`; with what stands. */
  why: { code: string; n: number; first: string } | null;
}

/** What is done with all cases of a batch: approved, or refused with one reason. */
export type BatchDecision = 'approve' | 'refuse';

/** What became of a case of a batch. */
export interface BatchResult {
  caseId: string;
  outcome: 'approved' | 'refused' | 'proposed' | 'changed' | 'failed';
  /** failed: the sentence that says why. */
  message: string | null;
}
