import { createHash } from 'node:crypto';
import path from 'node:path';

import type { Logger } from 'pino';

import { cityDate } from '~/prisma/calendar/city-date';
import type { Db, SqlReader } from '~/prisma/database.server';
import type { Settings } from '~/prisma/settings.server';

import { toLangChainDocument } from '../../passage-document';
import { readPassages } from '../../read-passages.server';
import { HnswVectorStore } from '../../vectors/hnsw-vector-store.server';
import { tendVectors, type VectorTender } from '../../vectors/tend-vectors.server';
import type { EmbeddingModel } from '../embedding-model.server';
import { modelName } from '../model-files.server';
import { PassageEmbeddings, QueryVectors } from '../query-vectors.server';

/** A model at work with the vectors of its own. */
export interface ModelIndex {
  model: EmbeddingModel;
  queries: QueryVectors;
  store: HnswVectorStore;
  /** Null in a process that only works jobs. */
  tender: VectorTender | null;
}

export interface ModelIndexDependencies {
  db: Db;
  sql: SqlReader;
  settings: Pick<Settings, 'databaseFile' | 'indexDir'>;
  log: Pick<Logger, 'info' | 'warn' | 'error'>;
  now: () => Date;
  serves?: boolean;
  tending?: { everyMs?: number; graphFrom?: number };
}

/** Opens the vectors of a model; they are read in the background, `tender.caughtUp` tells when. */
export function openIndexOfModel(deps: ModelIndexDependencies, model: EmbeddingModel): ModelIndex {
  const { db, sql, settings, log, now, serves = true } = deps;
  const store = new HnswVectorStore(new PassageEmbeddings(model), {
    dimension: model.dimension,
    readPassages: (ids) => [...readPassages(sql, ids, cityDate(now())).values()].map(toLangChainDocument),
  });
  const folder = graphFolder(settings.indexDir, model.id);
  const tender = serves
    ? tendVectors({
        ...{ db, sql, log, store, model, ...deps.tending },
        settings: { databaseFile: settings.databaseFile, indexDir: folder },
      })
    : null;
  tender?.caughtUp.catch((error: unknown) =>
    log.error({ err: error }, 'the stored vectors could not be read'),
  );
  return { model, queries: new QueryVectors(model), store, tender };
}

/** Where the graph of a model's vectors lies: each has a folder of its own, so that one can be built beside another. */
export function graphFolder(indexDir: string, modelId: string): string {
  if (modelId.startsWith(`${modelName}@`)) return indexDir;
  return path.join(indexDir, createHash('sha256').update(modelId).digest('hex').slice(0, 16));
}
