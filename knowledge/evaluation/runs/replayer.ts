import type { IsoDate } from '~/prisma/calendar/city-date';

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
  /** Asks every question, also those whose answers are known. */
  fresh?: boolean;
  /** Tried together on one copy. */
  changes?: readonly ChangeToTry[];
  /** The city's days on which the questions are asked before and after the changes. Default: today, both. */
  days?: { before: IsoDate; after: IsoDate };
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
  /** Of the knowledge before the changes, on the day before. */
  fingerprint: string;
  /** The program and the model that answered before the changes, and after them. */
  release: string;
  releaseAfter: string;
  /** When the copy was made. */
  askedAt: Date;
  /** The city's days on which the questions were asked. */
  days: { before: IsoDate; after: IsoDate };
  engine: { embeddingModel: string | null; chatModel: string | null };
  /** The answers before the changes (of a run without any: the answers). */
  before: JudgedAnswer[];
  /** The kept run that these are, when none had to be asked. */
  knownRunId: string | null;
  /** With changes that could be applied: the answers after them, and what they brought and took. */
  after: JudgedAnswer[] | null;
  /** How many questions were asked after the changes; the others' answers stand by proof. */
  askedAfter: number;
  facts: ShadowFacts | null;
  /** Why the changes can't be carried out at all. */
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
