import type { Logger } from 'pino';

import type { Metrics } from '~/app/metrics/open-metrics.server';
import type { FormChecker } from '~/forms/submission/form-checker.server';
import type { ChatModels } from '~/knowledge/answers/chat-models.server';
import type { DocumentParser } from '~/knowledge/documents/document-parser.server';
import type { LicenceReader } from '~/knowledge/documents/licence/licence-reader.server';
import type { PageDrawer } from '~/knowledge/documents/pages/open-page-drawer.server';
import type { Replayer } from '~/knowledge/evaluation/runs/replayer';
import type { Population } from '~/knowledge/policies/simulation/open-population.server';
import type { SearchIndex } from '~/knowledge/search/search-index.server';
import type { FactImporter } from '~/knowledge/enterprises/imports/fact-importer.server';
import type { LiveDictionary } from '~/knowledge/search/understanding/open-dictionary.server';
import type { OpportunityJudge } from '~/knowledge/policies/opportunities/opportunity-judge.server';
import type { Db, SqlReader } from '~/prisma/database.server';
import type { Settings } from '~/prisma/settings.server';

/** The long-lived things of the process, made once at the start and handed to every route. */
export interface Services {
  settings: Settings;
  db: Db;
  sql: SqlReader;
  search: SearchIndex;
  /** The departments' words, by which questions are understood; follows the database. */
  dictionary: LiveDictionary;
  /** Reads files into text in threads of its own. */
  parser: DocumentParser;
  /** Draws pages of originals in a process of its own. */
  pageDrawer: PageDrawer;
  /** Reads photos of business licences, one after another, in a process of its own. */
  licenceReader: LicenceReader;
  /** Brings registers in, in a thread of its own. */
  factImporter: FactImporter;
  /** Judges firms over policies, in a thread of its own. */
  opportunityJudge: OpportunityJudge;
  /** The chat models found, if any. */
  chat: ChatModels;
  /** Checks submissions in threads of its own. */
  formChecker: FormChecker;
  /** Replays the evaluation questions on a copy of the database, in a thread of its own. */
  replayer: Replayer;
  /** The city's firms in a thread of their own, to count who qualifies while a rule is written. */
  population: Population;
  /** Signs the locks of prefilled fields: `deriveKey(installationSecret(settings), 'form-locks')`. */
  signingKey: Buffer;
  /** Seals the keys of model servers in the database: purpose `model-server-keys`. */
  sealingKey: Buffer;
  metrics: Metrics;
  /** Whether the process can serve: what `/readyz` answers. */
  ready: { ready: boolean; reason?: string };
  now: () => Date;
  log: Logger;
}

declare module '@remix-run/node' {
  interface AppLoadContext {
    services: Services;
    requestId: string;
    nonce: string;
  }
}
