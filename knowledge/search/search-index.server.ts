import type { Logger } from 'pino';

import type { Db, SqlReader } from '~/prisma/database.server';
import type { Settings } from '~/prisma/settings.server';

import type { SearchAnswer, SearchQuery, SearchStatus } from './ranked-passage';

export interface SearchIndexDependencies {
  db: Db;
  sql: SqlReader;
  settings: Pick<Settings, 'databaseFile' | 'indexDir' | 'EMBEDDING_WORKERS'>;
  log: Logger;
  now: () => Date;
}

/** The city's search index: one a process, opened at the start and closed at its end. */
export interface SearchIndex {
  /** Ranks the passages that the reader may see and that were valid on the day asked about. */
  search(query: SearchQuery): Promise<SearchAnswer>;
  /** The vector of a question, 384 numbers of unit length; null when there is no embedding model. */
  embedQuery(text: string): Promise<Float32Array | null>;
  status(): SearchStatus;
  close(): Promise<void>;
}
