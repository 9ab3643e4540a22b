import type { Logger } from 'pino';

import type { Db, SqlReader } from '~/prisma/database.server';
import type { JobHandler } from '~/prisma/jobs/work-jobs.server';
import type { Settings } from '~/prisma/settings.server';

import { openEmbeddingModel, type EmbeddingModel } from './embedding/embedding-model.server';
import { embedPassagesJob, embedPendingPassages } from './embedding/embed-pending-passages.server';
import { identifyModel } from './embedding/model-files.server';
import { openKeywordEngine, type KeywordEngine } from './keywords/keyword-engine.server';
import {
  followEmbeddingChoice,
  type EmbeddingDependencies,
  type TriedModel,
} from './embedding/choice/follow-embedding-choice.server';
import { followDocumentIds } from './follow-document-ids.server';
import { askForBuilds } from './embedding/builds/ask-for-builds.server';
import { vectorSetHandlers } from './embedding/builds/vector-set-handlers.server';
import type { RemoteModelLimits } from './embedding/remote/remote-embedding-model.server';
import type { EmbeddingServer } from './embedding/remote/request-vectors.server';
import type { SearchAnswer, SearchQuery, SearchStatus } from './ranked-passage';
import { openReranker, type Reranker, type RerankSettings } from './reranking/open-reranker.server';
import { searchPassages } from './search-passages.server';
import { followSearchSettings } from './settings/follow-search-settings.server';
import { openDictionary, type LiveDictionary } from './understanding/open-dictionary.server';
import { understandQuestion, type UnderstoodQuestion } from './understanding/understand-question';

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
  /** The servers whose models can be chosen instead. Default: none. */
  servers?: () => readonly EmbeddingServer[];
  remoteLimits?: Partial<RemoteModelLimits>;
  /** False in a process that only works jobs: it holds no vectors. Default true. */
  serves?: boolean;
  /** How often new vectors are looked for, and from how many on a graph is built. Defaults: see `tendVectors`. */
  tending?: { everyMs?: number; graphFrom?: number };
}

/** The city's search index: one a process, opened at the start and closed at its end. */
export interface SearchIndex {
  /** Ranks the passages that the reader may see and that were valid on the day asked about. */
  search(query: SearchQuery): Promise<SearchAnswer>;
  /** The vector of a question, of unit length and the chosen model's dimension; null when there is no embedding model. */
  embedQuery(text: string): Promise<Float32Array | null>;
  /** What a question is understood as by the dictionary that holds now. */
  understand(text: string): UnderstoodQuestion;
  status(): SearchStatus;
  /** What the bundled model's vectors are kept under; a route's bundle doesn't know where its files lie. */
  bundledKey(): Promise<string>;
  /** The handlers of search's jobs, for the queue's worker; none when this process embeds no passages. */
  jobHandlers(): Record<string, JobHandler>;
  /** Settles when the model was tried and the vectors that stood in the database are searched, or can't be. */
  settled(): Promise<void>;
  close(): Promise<void>;
}

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
  const documents = followDocumentIds(sql);
  const openModel = deps.openModel ?? openEmbeddingModel;
  const embedding: EmbeddingDependencies = {
    ...deps,
    openBundled: () => openModel({ passageWorkers: settings.EMBEDDING_WORKERS }),
    servers: deps.servers ?? (() => []),
  };
  const live = followEmbeddingChoice(embedding);
  let bundledKey: Promise<string> | undefined;

  const embedPending: JobHandler = async (job) => {
    await askForBuilds({ db, sql });
    const { model } = await live.ready();
    if (model !== null) await embedPendingPassages({ db, sql, model }, job);
  };

  return {
    search: (query) => {
      // A question is embedded and searched under one model, also when another takes its place in between.
      let held = live.current();
      return searchPassages(
        {
          sql,
          keywords,
          reranker,
          understand: (q, { bare }) =>
            understandQuestion(q, bare ? dictionary.without() : dictionary.current()),
          documents,
          settings: searchSettings,
          now,
          embedQuestion: async (text) => {
            held = await live.ready();
            return live.embed(held, text);
          },
          vectors: () => ('store' in held ? { store: held.store, model: held.model.id } : null),
        },
        query,
      );
    },
    embedQuery: async (text) => (await live.embed(await live.ready(), text))?.vector ?? null,
    bundledKey: () => (bundledKey ??= identifyModel()),
    understand: (text) => understandQuestion(text, dictionary.current()),
    status: () => describe(sql, live.current(), keywords, reranker),
    jobHandlers: (): Record<string, JobHandler> =>
      settings.EMBEDDING_WORKERS > 0
        ? {
            [embedPassagesJob]: embedPending,
            ...vectorSetHandlers(embedding, async () => (await live.ready()).model),
          }
        : {},
    settled: async () => {
      await Promise.all([live.settled(), keywords.settled()]);
    },
    close: async () => {
      await Promise.all([live.close(), keywords.close()]);
    },
  };
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
  const reason = tried.model.reason?.() ?? tried.tender?.reason() ?? keywords.reason();
  return {
    passages,
    vectorsPending: Math.max(0, passages - tried.store.size),
    embeddingModel: tried.model.name,
    vectorIndex: tried.store.size === 0 ? 'none' : tried.store.kind,
    ...more,
    ...(reason !== undefined && { reason }),
  };
}
