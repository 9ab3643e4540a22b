import { setImmediate as nextTurn } from 'node:timers/promises';

import type { SqlReader } from '~/prisma/database.server';

import type { HnswVectorStore } from './hnsw-vector-store.server';
import {
  readClausesOf,
  readClausesOfPassages,
  readNewClauses,
  type StoredClauses,
} from './read-clauses.server';
import {
  readNewVectors,
  readVectorsOf,
  readVectorsOfPassages,
  type StoredVector,
} from './read-vectors.server';

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
  lastClauses: number;
  lastChange: number;
  passages: number;
}

const rowsPerTurn = 1_000;
const idsPerRead = 500;

/** Follows the vectors of one model, of passages and of their clauses. Calls of `catchUp` must not overlap. */
export function followVectors(sql: SqlReader, store: HnswVectorStore, model: string): VectorFollower {
  const seen: Seen = {
    dataVersion: -1,
    lastPassage: 0,
    lastVector: 0,
    lastClauses: 0,
    lastChange: 0,
    passages: 0,
  };
  let caughtUp = false;

  const take = (vectors: readonly StoredVector[]) => {
    for (const { id, documentId, version, vector } of vectors)
      store.put({ passageId: id, documentId }, vector, version);
  };

  const takeClauses = (rows: readonly StoredClauses[]) => {
    for (const { id, packed } of rows) store.putClauses(id, packed);
  };

  /**
   * A passage whose words were corrected keeps its id: its new text may have a vector from before (when a correction is
   * taken back), or none yet, and then the old one mustn't stand for it.
   */
  function takeChanged(ids: readonly number[]): void {
    for (let from = 0; from < ids.length; from += idsPerRead) {
      const some = ids.slice(from, from + idsPerRead);
      const vectors = readVectorsOf(sql, model, some);
      const standing = new Set(vectors.map(({ id }) => id));
      for (const id of some) if (!standing.has(id)) store.remove(id);
      // Newer than any graph, which may know the passage by what it said in between.
      take(vectors.map((vector) => ({ ...vector, version: Number.MAX_SAFE_INTEGER })));
      const clauses = new Map(readClausesOf(sql, model, some).map(({ id, packed }) => [id, packed]));
      for (const id of some) store.putClauses(id, clauses.get(id) ?? new Int8Array(0));
    }
  }

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
      (after, upTo) => {
        take(readVectorsOfPassages(sql, model, after, upTo));
        takeClauses(readClausesOfPassages(sql, model, after, upTo));
      },
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
      await inSlices(
        seen.lastClauses,
        state.lastClauses,
        (after, upTo) => takeClauses(readNewClauses(sql, model, after, upTo)),
        signal,
      );
      takeChanged(readChanged(sql, seen));
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
  const state = sql.get<Omit<Seen, 'dataVersion'> & { olderPassages: number }>(
    `SELECT coalesce((SELECT max(id) FROM "Passage"), 0) AS lastPassage,
            coalesce((SELECT max(rowid) FROM "PassageVector"), 0) AS lastVector,
            coalesce((SELECT max(rowid) FROM "ClauseVectors"), 0) AS lastClauses,
            coalesce((SELECT max(seq) FROM "PassageChange"), 0) AS lastChange,
            (SELECT count(*) FROM "Passage") AS passages,
            (SELECT count(*) FROM "Passage" WHERE id <= ?) AS olderPassages`,
    [upTo],
  );
  return (
    state ?? {
      ...{ lastPassage: 0, lastVector: 0, lastClauses: 0, lastChange: 0 },
      ...{ passages: 0, olderPassages: 0 },
    }
  );
}

/** The passages of the last look that changed since, and still stand. */
function readChanged(sql: SqlReader, seen: Seen): number[] {
  return sql
    .all<{ id: number }>(
      `SELECT p.id AS id FROM "PassageChange" c CROSS JOIN "Passage" p ON p.id = c.passageId
        WHERE c.seq > ? AND p.id <= ?`,
      [seen.lastChange, seen.lastPassage],
    )
    .map(({ id }) => id);
}

function removeDeleted(sql: SqlReader, store: HnswVectorStore): void {
  const standing = new Set(sql.all<{ id: number }>('SELECT id FROM "Passage"').map(({ id }) => id));
  for (const id of [...store.ids()]) if (!standing.has(id)) store.remove(id);
}
