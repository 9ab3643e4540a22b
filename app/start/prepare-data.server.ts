import { accessSync, constants, mkdirSync } from 'node:fs';

import { migrateDatabase } from '~/prisma/migrate.server';
import type { Settings } from '~/prisma/settings.server';

/** The start can't go on; the message says why and what to do, in a sentence. */
export class StartError extends Error {}

/** Makes the data folder and brings the database up to date. Safe to repeat after a kill at any moment. */
export function prepareData(settings: Settings, say: (line: string) => void): void {
  try {
    for (const folder of [settings.dataDir, settings.filesDir, settings.indexDir])
      mkdirSync(folder, { recursive: true });
    accessSync(settings.dataDir, constants.W_OK);
  } catch (error) {
    throw new StartError(
      `The data folder ${settings.dataDir} can't be written to (${(error as NodeJS.ErrnoException).code ?? 'unknown'}). ` +
        'Give this user the right to write there, or point DATA_DIR elsewhere. / 数据目录不可写，请授权或修改 DATA_DIR。',
    );
  }
  const applied = migrateDatabase(settings.databaseFile);
  if (applied.length > 0) say(`Database: ${applied.length} migration(s) applied`);
}
