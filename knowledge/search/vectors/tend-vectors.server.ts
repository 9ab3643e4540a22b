import type { Logger } from 'pino';

import { enqueueJob } from '~/prisma/jobs/enqueue-job.server';
import type { Db, SqlReader } from '~/prisma/database.server';

import { countClausesPending } from '../embedding/embed-pending-clauses.server';
import { countWordsPending } from '../embedding/embed-pending-words.server';
import { embedPassagesJob } from '../embedding/embed-pending-passages.server';
import type { EmbeddingModel } from '../embedding/embedding-model.server';
import { followVectors } from './follow-vectors.server';
import type { HnswVectorStore } from './hnsw-vector-store.server';
import { loadHnsw } from './hnsw-graph.server';
import { keepGraph, type GraphKeeper } from './keep-graph.server';

export interface VectorTenderOptions {
  db: Db;
  sql: SqlReader;
  settings: { databaseFile: string; indexDir: string };
  log: Pick<Logger, 'info' | 'warn' | 'error'>;
  store: HnswVectorStore;
  model: Pick<EmbeddingModel, 'id' | 'dimension' | 'embedPassagesWithWords'>;
  /** How often the database is looked at. Default 1,000 ms. */
  everyMs?: number;
  /** From so many vectors on a graph is built. Default: see `keepGraph`. */
  graphFrom?: number;
}

/** Keeps the vectors of this process in step with the database until it is stopped. */
export interface VectorTender {
  /** Settles when what stood in the database at the start is searched; rejects when it can't be read. */
  caughtUp: Promise<void>;
  /** Takes over at once what was written by now. */
  catchUp(): Promise<void>;
  /** Why vectors are searched less well than they could be. */
  reason(): string | undefined;
  stop(): Promise<void>;
}

const askAgainAfterMs = 60_000;

/**
 * Looks at the database again and again: takes over new vectors, asks for the passages that lack one to be embedded
 * (again, in case the last job ended just before they came), and has the graph built when there are many.
 */
export function tendVectors(options: VectorTenderOptions): VectorTender {
  const { db, sql, settings, log, store, model, everyMs = 1_000 } = options;
  const stopping = new AbortController();
  const follower = followVectors(sql, store, model.id);
  let timer: NodeJS.Timeout | undefined;
  let reason: string | undefined;
  let asked = { passages: -1, at: -Infinity };
  let looking: Promise<void> = Promise.resolve();
  let graphWork: Promise<void> | null = null;
  let partsCompleteAt = -1;

  const keeper: Promise<GraphKeeper | null> = loadHnsw().then((loaded) => {
    if ('reason' in loaded) {
      reason = `${loaded.reason}; vectors are searched exactly`;
      log.warn({ reason }, 'search: no HNSW graph');
      return null;
    }
    return keepGraph({
      databaseFile: settings.databaseFile,
      folder: settings.indexDir,
      expected: { model: model.id, dimension: model.dimension },
      store,
      hnsw: loaded.hnsw,
      from: options.graphFrom,
      tell: (event) => log.info(event, `search: the vector graph was ${event.graph}`),
    });
  });

  async function tendGraph(): Promise<void> {
    await (await keeper)?.keep(stopping.signal);
  }

  /** Whether clauses wait for vectors, or passages for their words: counted when passages came or went, and while a job is asked for. */
  function lacksParts(passages: number): boolean {
    if (partsCompleteAt === passages) return false;
    if (countClausesPending(sql, model.id) > 0) return true;
    if (model.embedPassagesWithWords && countWordsPending(sql, model.id) > 0) return true;
    partsCompleteAt = passages;
    return false;
  }

  /** A job that fails for good is asked for again once a minute, or as soon as passages come or go. */
  async function askForVectors(): Promise<void> {
    const passages = follower.passages();
    const isTold = asked.passages === passages && performance.now() - asked.at < askAgainAfterMs;
    if (isTold || (passages <= store.size && !lacksParts(passages)) || isWaiting(sql)) return;
    asked = { passages, at: performance.now() };
    await enqueueJob(db, { kind: embedPassagesJob, payload: {}, openKey: embedPassagesJob });
  }

  async function look(): Promise<void> {
    await follower.catchUp(stopping.signal);
    await askForVectors();
    graphWork ??= tendGraph()
      .catch((error: unknown) =>
        report(error, 'the vector graph could not be built; vectors are searched exactly'),
      )
      .finally(() => (graphWork = null));
  }

  function report(error: unknown, words: string): void {
    if (stopping.signal.aborted) return;
    reason = words;
    log.error({ err: error }, `search: ${words}`);
  }

  function lookAgain(): void {
    if (stopping.signal.aborted) return;
    timer = setTimeout(() => {
      looking = looking
        .then(look)
        .catch((error: unknown) => report(error, 'new vectors could not be read'))
        .finally(lookAgain);
    }, everyMs);
    timer.unref();
  }

  const caughtUp = look().finally(lookAgain);
  looking = caughtUp.catch(() => undefined);
  return {
    caughtUp,
    reason: () => reason,
    async catchUp() {
      const caughtUpNow = looking.then(() => follower.catchUp(stopping.signal));
      looking = caughtUpNow.then(
        () => undefined,
        () => undefined,
      );
      await caughtUpNow;
    },
    async stop() {
      stopping.abort(new Error('stopping'));
      clearTimeout(timer);
      await looking;
      await graphWork;
    },
  };
}

function isWaiting(sql: SqlReader): boolean {
  return sql.get('SELECT 1 FROM "Job" WHERE openKey = ?', [embedPassagesJob]) !== undefined;
}
