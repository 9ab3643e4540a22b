import type { Logger } from 'pino';

import type { Locale } from '~/app/words/merge-words';
import type { ChatModels } from '~/knowledge/answers/chat-models.server';
import type { SearchIndex } from '~/knowledge/search/search-index.server';
import type { Reader } from '~/prisma/access/reader';
import type { Db, SqlReader } from '~/prisma/database.server';

/** What a turn needs of the platform. */
export interface TurnDeps {
  db: Db;
  sql: SqlReader;
  search: SearchIndex;
  chat: ChatModels;
  now: () => Date;
  log: Logger;
}

/** One message to answer. */
export interface TurnRequest {
  message: string;
  locale: Locale;
  reader: Reader;
  /** The day asked about, when the caller names one. */
  asOf?: string;
  /** Takes the message as it stands, whatever was said before. */
  asWritten?: boolean;
  /** Aborts when the reader leaves or stops. */
  signal: AbortSignal;
}
