import { Piscina } from 'piscina';
import type { Logger } from 'pino';

import type { SqlReader } from '~/prisma/database.server';

import { HeldKeywords, type KeywordAnswer, type KeywordQuestion } from './held-keywords.server';
import { searchStoredIndex } from './search-stored-index.server';

/** Keyword search, wherever it runs. */
export interface KeywordEngine {
  search(question: KeywordQuestion): Promise<KeywordAnswer>;
  /** Settles when the postings are read, or can't be. */
  settled(): Promise<void>;
  /** Why keywords are searched more slowly than they could be. */
  reason(): string | undefined;
  close(): Promise<void>;
}

export interface KeywordEngineOptions {
  sql: SqlReader;
  databaseFile: string;
  log: Pick<Logger, 'info' | 'error'>;
  /** From so many passages on, postings live in a thread. Default 2,000. */
  threadFrom?: number;
  /** The thread's entry. */
  worker?: URL;
}

/** Reading so many takes a fifth of a second, and a search a millisecond: no need of a thread. */
const threadFromPassages = 2_000;
const keywordWorker = new URL('./hold-keywords.worker.ts', import.meta.url);

/**
 * Keyword search over postings in memory: in this thread for a small city, in one of its own from 2,000 passages on.
 * While that thread reads the database, and should it die, the stored index (FTS5) answers,
 * more slowly and with the usual constants of BM25.
 */
export function openKeywordEngine(options: KeywordEngineOptions): KeywordEngine {
  const { sql, databaseFile, log, threadFrom = threadFromPassages, worker = keywordWorker } = options;
  const held = new HeldKeywords(sql);
  let thread: KeywordThread | null = null;
  let reason: string | undefined;

  const passages = () => sql.get<{ n: number }>('SELECT count(*) AS n FROM "Passage"')?.n ?? 0;

  function startThread(): KeywordThread {
    return openKeywordThread(databaseFile, worker, {
      failed(error) {
        reason = 'the thread for keywords failed; the stored index answers, more slowly';
        log.error({ err: error }, `search: ${reason}`);
      },
      isRead: () => (reason = undefined),
    });
  }

  // A small city that grows: what was read here would be read again in a thread.
  function isLarge(): boolean {
    return thread !== null || (held.size === 0 ? passages() : held.size) >= threadFrom;
  }

  async function search(question: KeywordQuestion): Promise<KeywordAnswer> {
    if (!isLarge()) return held.search(question);
    thread ??= startThread();
    const answer = thread.isReady() ? await thread.search(question) : null;
    return answer ?? searchStoredIndex(sql, question);
  }

  if (isLarge()) thread = startThread();
  return {
    search,
    settled: async () => {
      if (thread) await thread.ready;
      else held.catchUp();
    },
    reason: () => reason,
    close: async () => thread?.close(),
  };
}

interface KeywordThread {
  /** Settles when the postings are read, or reading failed. */
  ready: Promise<void>;
  isReady(): boolean;
  /** Null when the thread failed; it is started again and reads anew. */
  search(question: KeywordQuestion): Promise<KeywordAnswer | null>;
  close(): Promise<void>;
}

function openKeywordThread(
  databaseFile: string,
  worker: URL,
  { failed, isRead }: { failed: (error: unknown) => void; isRead: () => void },
): KeywordThread {
  const pool = new Piscina({
    filename: worker.href,
    execArgv: ['--import', 'tsx'],
    workerData: { databaseFile },
    minThreads: 1,
    maxThreads: 1,
    idleTimeout: Infinity,
    resourceLimits: { maxOldGenerationSizeMb: 2_048 },
  });
  let isReady = false;
  let isClosing = false;
  // A thread that ends while it starts has no task yet that could fail.
  pool.on('error', (error: unknown) => {
    if (!isClosing) failed(error);
  });

  async function read(): Promise<void> {
    isReady = false;
    try {
      await pool.run(null);
      isReady = true;
      isRead();
    } catch (error) {
      if (!isClosing) failed(error);
    }
  }

  let ready = read();
  return {
    get ready() {
      return ready;
    },
    isReady: () => isReady,
    search: async (question) => {
      try {
        return (await pool.run(question)) as KeywordAnswer;
      } catch (error) {
        if (isClosing) throw error;
        failed(error);
        ready = read();
        return null;
      }
    },
    close: async () => {
      isClosing = true;
      await pool.destroy();
    },
  };
}
