import type { Logger } from 'pino';

import { cityDate } from '~/prisma/calendar/city-date';
import type { Db, SqlReader } from '~/prisma/database.server';
import type { JobHandler } from '~/prisma/jobs/work-jobs.server';
import type { Settings } from '~/prisma/settings.server';

import { openEmbeddingModel, type EmbeddingModel } from './embedding/embedding-model.server';
import { embedPassagesJob, embedPendingPassages } from './embedding/embed-pending-passages.server';
import { openKeywordEngine, type KeywordEngine } from './keywords/keyword-engine.server';
import { PassageEmbeddings, QueryVectors } from './embedding/query-vectors.server';
import { toLangChainDocument } from './passage-document';
import type { SearchAnswer, SearchQuery, SearchStatus } from './ranked-passage';
import { readPassages } from './read-passages.server';
import { openReranker, type Reranker, type RerankSettings } from './reranking/open-reranker.server';
import { searchPassages } from './search-passages.server';
import { followSearchSettings } from './settings/follow-search-settings.server';
import { openDictionary, type LiveDictionary } from './understanding/open-dictionary.server';
import { understandQuestion, type UnderstoodQuestion } from './understanding/understand-question';
import { HnswVectorStore } from './vectors/hnsw-vector-store.server';
import { tendVectors, type VectorTender } from './vectors/tend-vectors.server';

export interface SearchIndexDependencies {
  db: Db;
  sql: SqlReader;
  settings: Pick<Settings, 'databaseFile' | 'indexDir' | 'EMBEDDING_WORKERS'> & Partial<RerankSettings>;
  log: Pick<Logger, 'info' | 'warn' | 'error'>;
  now: () => Date;
  /** The words by which questions are understood. Default: those of the same database. */
  dictionary?: Pick<LiveDictionary, 'current' | 'without'>;
  /** Starts the embedding model; rejects with the reason why it can't. Default: the bundled one. */
  openModel?: (options: { passageWorkers: number }) => Promise<EmbeddingModel>;
  /** False in a process that only works jobs: it holds no vectors. Default true. */
  serves?: boolean;
  /** How often new vectors are looked for, and from how many on a graph is built. Defaults: see `tendVectors`. */
  tending?: { everyMs?: number; graphFrom?: number };
}

/** The city's search index: one a process, opened at the start and closed at its end. */
export interface SearchIndex {
  /** Ranks the passages that the reader may see and that were valid on the day asked about. */
  search(query: SearchQuery): Promise<SearchAnswer>;
  /** The vector of a question, 384 numbers of unit length; null when there is no embedding model. */
  embedQuery(text: string): Promise<Float32Array | null>;
  /** What a question is understood as by the dictionary that holds now. */
  understand(text: string): UnderstoodQuestion;
  status(): SearchStatus;
  /** The handlers of search's jobs, for the queue's worker; none when this process embeds no passages. */
  jobHandlers(): Record<string, JobHandler>;
  /** Settles when the model was tried and the vectors that stood in the database are searched, or can't be. */
  settled(): Promise<void>;
  close(): Promise<void>;
}

/** A model that was tried: at work with its vectors, or not to be had. */
type TriedModel =
  | { model: EmbeddingModel; queries: QueryVectors; store: HnswVectorStore; tender: VectorTender | null }
  | { model: null; reason: string };

/**
 * Opens the index at once: keywords are searched from the first moment, while the model starts and the vectors are read
 * behind. What can't be had (no ONNX runtime, no hnswlib-node) is said in `status().reason` and logged, and search goes
 * on without it. New passages and vectors are found within seconds, whichever process wrote them.
 */
export function openSearchIndex(deps: SearchIndexDependencies): SearchIndex {
  const { db, sql, settings, log, now, dictionary = openDictionary(deps) } = deps;
  const keywords = openKeywordEngine({ sql, databaseFile: settings.databaseFile, log });
  const reranker = openReranker({ settings, log, now });
  const searchSettings = followSearchSettings(sql, log);
  let tried: TriedModel = { model: null, reason: 'the embedding model is starting' };
  const trying = tryModel(deps).then((outcome) => (tried = outcome));

  async function embedQuery(text: string): Promise<Float32Array | null> {
    const { model, ...rest } = await trying;
    if (model === null || !('queries' in rest)) return null;
    try {
      return await rest.queries.of(text);
    } catch (error) {
      log.error({ err: error }, 'a question could not be embedded; it is searched by keyword');
      return null;
    }
  }

  const embedPending: JobHandler = async (job) => {
    const { model } = await trying;
    if (model !== null) await embedPendingPassages({ db, sql, model }, job);
  };

  return {
    search: (query) =>
      searchPassages(
        {
          sql,
          keywords,
          reranker,
          understand: (q, { bare }) =>
            understandQuestion(q, bare ? dictionary.without() : dictionary.current()),
          settings: searchSettings,
          now,
          embedQuery,
          vectors: () => ('store' in tried ? { store: tried.store, model: tried.model.id } : null),
        },
        query,
      ),
    embedQuery,
    understand: (text) => understandQuestion(text, dictionary.current()),
    status: () => describe(sql, tried, keywords, reranker),
    jobHandlers: (): Record<string, JobHandler> =>
      settings.EMBEDDING_WORKERS > 0 ? { [embedPassagesJob]: embedPending } : {},
    settled: async () => {
      const [outcome] = await Promise.all([trying, keywords.settled()]);
      if ('tender' in outcome) await outcome.tender?.caughtUp.catch(() => undefined);
    },
    close: async () => {
      const [outcome] = await Promise.all([trying, keywords.close()]);
      if (outcome.model === null) return;
      await outcome.tender?.stop();
      await outcome.model.close();
    },
  };
}

async function tryModel(deps: SearchIndexDependencies): Promise<TriedModel> {
  const { db, sql, settings, log, now, openModel = openEmbeddingModel, serves = true } = deps;
  try {
    const model = await openModel({ passageWorkers: settings.EMBEDDING_WORKERS });
    const store = new HnswVectorStore(new PassageEmbeddings(model), {
      dimension: model.dimension,
      readPassages: (ids) => [...readPassages(sql, ids, cityDate(now())).values()].map(toLangChainDocument),
    });
    const tender = serves ? tendVectors({ db, sql, settings, log, store, model, ...deps.tending }) : null;
    tender?.caughtUp.catch((error: unknown) =>
      log.error({ err: error }, 'the stored vectors could not be read'),
    );
    return { model, queries: new QueryVectors(model), store, tender };
  } catch (error) {
    const reason = `the embedding model can't run here: ${String(error instanceof Error ? error.message : error).split('\n')[0]}`;
    log.warn({ err: error }, 'the embedding model could not be started; search is by keyword only');
    return { model: null, reason };
  }
}

function describe(
  sql: SqlReader,
  tried: TriedModel,
  keywords: KeywordEngine,
  reranker: Reranker | null,
): SearchStatus {
  const passages = sql.get<{ n: number }>('SELECT count(*) AS n FROM "Passage"')?.n ?? 0;
  const more = reranker && { reranker: reranker.status() };
  if (tried.model === null) {
    return {
      passages,
      vectorsPending: passages,
      embeddingModel: null,
      vectorIndex: 'none',
      ...more,
      reason: tried.reason,
    };
  }
  const reason = tried.tender?.reason() ?? keywords.reason();
  return {
    passages,
    vectorsPending: Math.max(0, passages - tried.store.size),
    embeddingModel: tried.model.name,
    vectorIndex: tried.store.size === 0 ? 'none' : tried.store.kind,
    ...more,
    ...(reason !== undefined && { reason }),
  };
}
