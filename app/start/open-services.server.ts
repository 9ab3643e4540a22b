import path from 'node:path';

import type { Logger } from 'pino';

import { openReplayer } from '~/app/evaluation/open-replayer.server';
import { openMetrics } from '~/app/metrics/open-metrics.server';
import type { Services } from '~/app/services.server';
import { openFormChecker } from '~/forms/submission/form-checker.server';
import { openChatModels } from '~/knowledge/answers/chat-models.server';
import { findChosenModel, listServers } from '~/knowledge/answers/models/model-servers.server';
import { openDocumentParser } from '~/knowledge/documents/document-parser.server';
import { openPopulation } from '~/knowledge/policies/simulation/open-population.server';
import { openLicenceReader } from '~/knowledge/documents/licence/licence-reader.server';
import { openPageDrawer } from '~/knowledge/documents/pages/open-page-drawer.server';
import { openFactImporter } from '~/knowledge/enterprises/imports/fact-importer.server';
import { openOpportunityJudge } from '~/knowledge/policies/opportunities/opportunity-judge.server';
import { openSearchIndex } from '~/knowledge/search/search-index.server';
import { openDictionary } from '~/knowledge/search/understanding/open-dictionary.server';
import { deriveKey, installationSecret } from '~/prisma/access/signing-key.server';
import { openDatabase, openReader } from '~/prisma/database.server';
import type { Settings } from '~/prisma/settings.server';

/** The services of a process and how to close them. */
export type OpenServices = Services & { close(): Promise<void> };

/**
 * Opens the long-lived things of a process, in the order in which they need each other. `serves: false` is for a
 * process that only works the queue.
 */
export function openServices(settings: Settings, log: Logger, { serves = true } = {}): OpenServices {
  const now = () => new Date();
  const db = openDatabase(settings.databaseFile);
  const sql = openReader(settings.databaseFile);
  const dictionary = openDictionary({ sql, now });
  const sealingKey = deriveKey(installationSecret(settings), 'model-server-keys');
  const servers = () => listServers({ sql, settings, sealingKey });
  const search = openSearchIndex({ db, sql, settings, log, now, serves, dictionary, servers });
  const formChecker = openFormChecker();
  const parser = openDocumentParser({
    threads: 1,
    limits: { fileBytes: settings.UPLOAD_LIMIT_MB * 1024 * 1024 },
    onFault: (fault) => log.warn({ fault }, 'a scanned page could not be drawn by poppler'),
  });
  const pageDrawer = openPageDrawer({
    folder: path.join(settings.dataDir, 'pages'),
    onFault: (fault) => log.warn({ fault }, 'a page could not be drawn by poppler'),
  });
  const licenceReader = openLicenceReader({
    onFault: (fault) => log.warn({ fault }, 'a licence could not be drawn'),
  });
  const factImporter = openFactImporter();
  const opportunityJudge = openOpportunityJudge();
  const replayer = openReplayer(settings);
  const population = openPopulation({ databaseFile: settings.databaseFile });
  const chat = openChatModels({
    settings,
    now,
    choice: () => findChosenModel({ sql, settings, sealingKey }),
  });
  return {
    settings,
    db,
    sql,
    search,
    dictionary,
    formChecker,
    parser,
    pageDrawer,
    licenceReader,
    factImporter,
    opportunityJudge,
    replayer,
    population,
    chat,
    metrics: openMetrics({ sql }),
    ready: { ready: false, reason: 'starting' },
    signingKey: deriveKey(installationSecret(settings), 'form-locks'),
    sealingKey,
    now,
    log,
    async close() {
      await Promise.all([
        search.close(),
        formChecker.close(),
        parser.close(),
        pageDrawer.close(),
        licenceReader.close(),
        replayer.close(),
        population.close(),
        factImporter.close(),
        opportunityJudge.close(),
      ]);
      sql.close();
      await db.$disconnect();
    },
  };
}
