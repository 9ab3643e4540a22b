import { setImmediate as nextTurn } from 'node:timers/promises';

import type { SqlReader } from '~/prisma/database.server';

import type { HnswVectorStore } from './hnsw-vector-store.server';
import { readNewVectors, readVectorsOfPassages, type StoredVector } from './read-vectors.server';

/** Keeps a store in step with the database, whichever process writes there. */
export interface VectorFollower {
  /** Whether the first full read is over. */
  isCaughtUp(): boolean;
  /** Passages in the database at the last look. */
  passages(): number;
  /** Takes over what changed since the last call; cheap when nothing did. Returns whether anything was looked at. */
  catchUp(signal?: AbortSignal): Promise<boolean>;
}

interface Seen {
  dataVersion: number;
  lastPassage: number;
  lastVector: number;
  passages: number;
}

const rowsPerTurn = 1_000;

/** Follows the vectors of one model. Calls of `catchUp` must not overlap. */
export function followVectors(sql: SqlReader, store: HnswVectorStore, model: string): VectorFollower {
  const seen: Seen = { dataVersion: -1, lastPassage: 0, lastVector: 0, passages: 0 };
  let caughtUp = false;

  const take = (vectors: readonly StoredVector[]) => {
    for (const { id, documentId, version, vector } of vectors)
      store.put({ passageId: id, documentId }, vector, version);
  };

  /** Reads (from, to] in slices, so that a question waits for one slice at most. */
  async function inSlices(
    from: number,
    to: number,
    read: (after: number, upTo: number) => void,
    signal?: AbortSignal,
  ) {
    for (let after = from; after < to; after += rowsPerTurn) {
      read(after, Math.min(to, after + rowsPerTurn));
      await nextTurn();
      signal?.throwIfAborted();
    }
  }

  async function catchUp(signal?: AbortSignal): Promise<boolean> {
    const dataVersion = readDataVersion(sql);
    if (dataVersion === seen.dataVersion) return false;
    const state = readState(sql, seen.lastPassage);
    // New passages may find their vector cached from before; new vectors may belong to old passages.
    await inSlices(
      seen.lastPassage,
      state.lastPassage,
      (after, upTo) => take(readVectorsOfPassages(sql, model, after, upTo)),
      signal,
    );
    const firstLook = seen.dataVersion === -1;
    if (!firstLook) {
      await inSlices(
        seen.lastVector,
        state.lastVector,
        (after, upTo) => take(readNewVectors(sql, model, after, upTo)),
        signal,
      );
    }
    if (!firstLook && state.olderPassages !== seen.passages) removeDeleted(sql, store);
    Object.assign(seen, { ...state, dataVersion });
    caughtUp = true;
    return true;
  }

  return { isCaughtUp: () => caughtUp, passages: () => seen.passages, catchUp };
}

/** Changes whenever another connection commits, of this process or another. */
function readDataVersion(sql: SqlReader): number {
  return sql.get<{ data_version: number }>('PRAGMA data_version')?.data_version ?? 0;
}

function readState(sql: SqlReader, upTo: number) {
  const state = sql.get<{ lastPassage: number; lastVector: number; passages: number; olderPassages: number }>(
    `SELECT coalesce((SELECT max(id) FROM "Passage"), 0) AS lastPassage,
            coalesce((SELECT max(rowid) FROM "PassageVector"), 0) AS lastVector,
            (SELECT count(*) FROM "Passage") AS passages,
            (SELECT count(*) FROM "Passage" WHERE id <= ?) AS olderPassages`,
    [upTo],
  );
  return state ?? { lastPassage: 0, lastVector: 0, passages: 0, olderPassages: 0 };
}

function removeDeleted(sql: SqlReader, store: HnswVectorStore): void {
  const standing = new Set(sql.all<{ id: number }>('SELECT id FROM "Passage"').map(({ id }) => id));
  for (const id of [...store.ids()]) if (!standing.has(id)) store.remove(id);
}
