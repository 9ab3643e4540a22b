import { mkdirSync } from 'node:fs';
import path from 'node:path';

import type { AppLoadContext } from '@remix-run/node';
import pino from 'pino';

import { seedSampleCity } from '~/app/commands/seed-sample-city.server';
import { openChatModels } from '~/knowledge/answers/chat-models.server';
import { openSearchIndex } from '~/knowledge/search/search-index.server';
import { parseSettings } from '~/prisma/settings.server';
import type { TestDatabase } from '~/test/setup/database';

/** The seeded sample city with what the API's routes need; search by keywords only, no chat model. */
export async function openSampleCity(database: TestDatabase, now: () => Date) {
  const { db, dir, file } = database;
  const filesDir = path.join(dir, 'files');
  mkdirSync(filesDir, { recursive: true });
  await seedSampleCity({ db, filesDir, now });
  const sql = database.reader();
  const log = pino({ level: 'silent' });
  const search = openSearchIndex({
    db,
    sql,
    settings: { databaseFile: file, indexDir: path.join(dir, 'index'), EMBEDDING_WORKERS: 0 },
    log,
    now,
    openModel: () => Promise.reject(new Error('keywords only in this test')),
  });
  await search.settled();
  const settings = parseSettings({ DATA_DIR: dir, CHAT_MODEL: 'off' });
  const chat = openChatModels({ settings, now });
  const services = { settings, db, sql, search, chat, now, log, ready: { ready: true } };
  const context = { services, requestId: 'test', nonce: 'test' } as unknown as AppLoadContext;
  return { context, services, close: () => search.close() };
}
