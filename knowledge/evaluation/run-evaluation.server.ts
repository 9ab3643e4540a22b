import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

import { pino } from 'pino';

import { identifyModel } from '~/knowledge/search/embedding/model-files.server';
import type { Retriever } from '~/knowledge/search/ranked-passage';
import { openSearchIndex } from '~/knowledge/search/search-index.server';
import { openDatabase, openReader, type Db } from '~/prisma/database.server';
import { migrateDatabase } from '~/prisma/migrate.server';

import { embedForRun } from './embed-for-run.server';
import { evaluateRetrieval, type RetrievalFigures } from './evaluate-retrieval.server';
import type { EvaluationQuestion } from './read-beir';
import { openVectorCache } from './vector-cache.server';

/** What is asked, and the corpus's own id of each passage. */
export interface EvaluationSet {
  questions: readonly EvaluationQuestion[];
  entryOf: ReadonlyMap<number, string>;
}

export interface EvaluationOptions {
  /** Fills the run's empty database. `folder` is gone with it. */
  prepare: (db: Db, folder: string) => Promise<EvaluationSet>;
  retrievers: readonly Retriever[];
  /** Where vectors are kept between runs. */
  cacheFolder: string;
  /** Threads that embed. */
  embeddingWorkers: number;
  /** Called when the retrievers were evaluated, while the database and its vectors stand. */
  after?: (databaseFile: string, folder: string) => Promise<void>;
  /** A progress line for each stage. */
  progress: (stage: string) => (done: number, total: number) => void;
}

/** Evaluates the retrievers on a set, in a database of its own that is gone afterwards. */
export async function runEvaluation(options: EvaluationOptions): Promise<RetrievalFigures[]> {
  const { prepare, retrievers, progress } = options;
  const folder = mkdtempSync(path.join(tmpdir(), 'huiqitong-evaluation-'));
  const databaseFile = path.join(folder, 'evaluation.db');
  migrateDatabase(databaseFile);
  const db = openDatabase(databaseFile);
  const sql = openReader(databaseFile);
  const needsVectors = retrievers.some((retriever) => retriever !== 'keyword');
  try {
    const { questions, entryOf } = await prepare(db, folder);
    const cache = needsVectors ? openVectorCache(options.cacheFolder) : null;
    if (cache) await cache.fill(db, await identifyModel());
    const index = openSearchIndex({
      db,
      sql,
      settings: {
        databaseFile,
        indexDir: path.join(folder, 'index'),
        EMBEDDING_WORKERS: options.embeddingWorkers,
      },
      log: pino({ level: 'silent' }),
      now: () => new Date(),
      ...(!needsVectors && { openModel: () => Promise.reject(new Error('not needed for keywords')) }),
    });
    try {
      if (cache) {
        await embedForRun(index, progress('embedding passages'));
        await cache.keep(db, await identifyModel());
      }
      const figures: RetrievalFigures[] = [];
      for (const retriever of retrievers) {
        const onProgress = progress(`asking by ${retriever}`);
        figures.push(await evaluateRetrieval({ index, questions, entryOf, retriever, onProgress }));
      }
      await options.after?.(databaseFile, folder);
      return figures;
    } finally {
      await index.close();
      await cache?.close();
    }
  } finally {
    sql.close();
    await db.$disconnect();
    rmSync(folder, { recursive: true, force: true });
  }
}
