import type { ShadowFacts } from '../gate/compare-replays';
import type { ChangeKind } from '../gate/change-kinds';
import type { JudgedAnswer } from './judge-answer';

/** A change to be tried on the copy. */
export interface ChangeToTry {
  id: string;
  kind: ChangeKind;
  payload: unknown;
  departmentId: string | null;
  proposedById: string | null;
}

/** What is replayed. */
export interface ReplayRequest {
  /** Names the copy; one that a killed process left under it is removed first. */
  jobId: string;
  /** Only this set; absent: every question of every set. */
  setId?: string;
  change?: ChangeToTry;
  /** Where the copy's fingerprint is among these, its answers are known and are not asked for again. */
  knownFingerprints?: readonly string[];
}

export type ReplayStage = 'copying' | 'before' | 'applying' | 'embedding' | 'after';

/** How far a replay is; `done` and `total` count questions over all of it. */
export interface ReplayProgress {
  stage: ReplayStage;
  done: number;
  total: number;
}

/** What a replay found. */
export interface ReplayOutcome {
  fingerprint: string;
  /** The city's day on which the questions were asked. */
  today: string;
  engine: { embeddingModel: string | null; chatModel: string | null };
  /** The answers before the change (of a run without one: the answers); null when their fingerprint was known. */
  before: JudgedAnswer[] | null;
  /** With a change that could be applied: the answers after it, and what it brought and took. */
  after: JudgedAnswer[] | null;
  facts: ShadowFacts | null;
  /** Why the change can't be carried out at all. */
  refusal?: string;
}

/** Replays questions on a copy of the database, as the assistant answers them in the embedded mode. */
export interface Replayer {
  /** Rejects when aborted or when the copy can't be made. The copy is gone afterwards either way. */
  replay(
    request: ReplayRequest,
    job: { signal: AbortSignal; onProgress: (progress: ReplayProgress) => void },
  ): Promise<ReplayOutcome>;
  /** Removes the copies of jobs that `isAtWork` denies: what a killed process left. */
  sweep(isAtWork: (jobId: string) => Promise<boolean>): Promise<void>;
  close(): Promise<void>;
}
