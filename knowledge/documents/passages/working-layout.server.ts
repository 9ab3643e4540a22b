import type { Tx } from '~/prisma/database.server';

import { replacePassages, type PassageState, type Replacement } from './edit-passages';
import { readLayout } from './write-layout.server';

/** How a revision stands: with the gate's word on the change that it went in. */
export type RevisionState = 'pending' | 'checking' | 'undecided' | 'applied' | 'dropped';

/** A correction as the history shows it. */
export interface Revision extends Replacement {
  id: string;
  number: number;
  action: string;
  undoesId: string | null;
  reason: string | null;
  personName: string;
  createdAt: Date;
  state: RevisionState;
}

/** A document's passages with the corrections that wait on top of them. */
export interface WorkingLayout {
  live: PassageState[];
  working: PassageState[];
  /** All corrections, the newest first. */
  revisions: Revision[];
  /** The number of the newest one; 0 when there is none. */
  revision: number;
}

/** The passages as they are live, and as they will be once what waits is published. */
export async function readWorkingLayout(tx: Tx, documentId: string): Promise<WorkingLayout> {
  const live = await readLayout(tx, documentId);
  const revisions = await readRevisions(tx, documentId);
  return { live, ...layOnTop(live, revisions), revision: revisions.at(-1)?.number ?? 0 };
}

/** All corrections of a document as the gate's word leaves them, the oldest first. */
export async function readRevisions(tx: Tx, documentId: string): Promise<Revision[]> {
  const rows = await tx.passageRevision.findMany({ where: { documentId }, orderBy: { number: 'asc' } });
  const changes = await tx.knowledgeChange.findMany({
    where: { id: { in: rows.map(({ changeId }) => changeId).filter((id) => id !== null) } },
    select: { id: true, state: true },
  });
  const stateOf = new Map(changes.map(({ id, state }) => [id, state]));
  return rows.map((row): Revision => ({
    id: row.id,
    number: row.number,
    action: row.action,
    before: row.before as unknown as PassageState[],
    after: row.after as unknown as PassageState[],
    undoesId: row.undoesId,
    reason: row.reason,
    personName: row.personName,
    createdAt: row.createdAt,
    state: revisionState(row.state, row.changeId === null ? null : (stateOf.get(row.changeId) ?? null)),
  }));
}

/** Whether a correction is neither live nor dropped. */
export function isWaiting({ state }: Pick<Revision, 'state'>): boolean {
  return state !== 'applied' && state !== 'dropped';
}

/**
 * Lays what waits over the live passages (all of them, or at least those that the corrections touch). A waiting
 * correction that no longer fits (the one below it was turned down) counts as dropped. Answers the newest first.
 */
export function layOnTop(
  live: PassageState[],
  revisions: readonly Revision[],
): Pick<WorkingLayout, 'working' | 'revisions'> {
  let working = live;
  const laid = revisions.map((revision): Revision => {
    if (!isWaiting(revision)) return revision;
    const next = replacePassages(working, revision);
    if (next === null) return { ...revision, state: 'dropped' };
    working = next;
    return revision;
  });
  return { working, revisions: laid.reverse() };
}

function revisionState(state: string, changeState: string | null): RevisionState {
  if (state === 'applied' || state === 'dropped' || state === 'pending') return state;
  switch (changeState) {
    case 'failed':
      return 'undecided';
    case 'rejected':
    case 'rolled-back':
      return 'dropped';
    case 'published':
      return 'applied';
    default:
      return 'checking';
  }
}
