import type { Logger } from 'pino';

import type { Locale } from '~/app/words/merge-words';
import type { ChatModels } from '~/knowledge/answers/chat-models.server';
import type { FactDefinition } from '~/knowledge/enterprises/fact-definition';
import type { SearchIndex } from '~/knowledge/search/search-index.server';
import type { Reader } from '~/prisma/access/reader';
import type { Db, SqlReader } from '~/prisma/database.server';

import type { AnswerVerdict } from './turn-answer';

/** Facts as the match route takes them. */
export type RawFacts = Record<string, unknown>;

export interface MatchRequest {
  reader: Reader;
  enterpriseId?: string;
  facts?: RawFacts;
  asOf: string;
  policyIds?: string[];
}

export interface MatchAnswer {
  verdicts: AnswerVerdict[];
  nextQuestion?: { fact: string; question: string; unlocks: string[] } | null;
}

/** What a turn needs of the platform. Each field is one function of knowledge or forms, so that tests can stand in. */
export interface TurnDeps {
  db: Db;
  sql: SqlReader;
  search: SearchIndex;
  chat: ChatModels;
  now: () => Date;
  log: Logger;
  match(request: MatchRequest): Promise<MatchAnswer>;
  /** Keeps what a member stated about the firm. */
  recordStated(reader: Reader, enterpriseId: string, facts: { key: string; period: string; value: unknown }[]): Promise<void>;
  findDefinition(key: string): Promise<FactDefinition | null>;
  /** How much of a form is filled in advance for the firm; null when it can't be filled. */
  countPrefilled(reader: Reader, formId: string, enterpriseId: string | null): Promise<{ path: string; title: string; prefilled: number; total: number } | null>;
}

/** One message to answer. */
export interface TurnRequest {
  message: string;
  locale: Locale;
  reader: Reader;
  enterpriseId: string | null;
  asOf?: string;
  signal: AbortSignal;
}
