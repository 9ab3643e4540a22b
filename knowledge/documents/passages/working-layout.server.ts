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

/**
 * Reads the passages as they are live, and as they will be once what waits is published. A waiting correction that no
 * longer fits (the one below it was turned down) counts as dropped.
 */
export async function readWorkingLayout(tx: Tx, documentId: string): Promise<WorkingLayout> {
  const live = await readLayout(tx, documentId);
  const rows = await tx.passageRevision.findMany({ where: { documentId }, orderBy: { number: 'asc' } });
  const changes = await tx.knowledgeChange.findMany({
    where: { id: { in: rows.map(({ changeId }) => changeId).filter((id) => id !== null) } },
    select: { id: true, state: true },
  });
  const stateOf = new Map(changes.map(({ id, state }) => [id, state]));
  let working = live;
  const revisions = rows.map((row): Revision => {
    const revision = {
      id: row.id,
      number: row.number,
      action: row.action,
      before: row.before as unknown as PassageState[],
      after: row.after as unknown as PassageState[],
      undoesId: row.undoesId,
      reason: row.reason,
      personName: row.personName,
      createdAt: row.createdAt,
    };
    const state = revisionState(
      row.state,
      row.changeId === null ? null : (stateOf.get(row.changeId) ?? null),
    );
    if (state === 'applied' || state === 'dropped') return { ...revision, state };
    const next = replacePassages(working, revision);
    if (next === null) return { ...revision, state: 'dropped' };
    working = next;
    return { ...revision, state };
  });
  return { live, working, revisions: revisions.reverse(), revision: rows.at(-1)?.number ?? 0 };
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
