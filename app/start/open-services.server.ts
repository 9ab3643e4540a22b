import type { Logger } from 'pino';

import type { Services } from '~/app/services.server';
import { openDatabase, openReader } from '~/prisma/database.server';
import type { Settings } from '~/prisma/settings.server';

/** Opens the long-lived things of a process, in the order in which they need each other. */
export async function openServices(
  settings: Settings,
  log: Logger,
): Promise<Services & { close(): Promise<void> }> {
  const now = () => new Date();
  const db = openDatabase(settings.databaseFile);
  const sql = openReader(settings.databaseFile);
  return {
    settings,
    db,
    sql,
    now,
    log,
    async close() {
      sql.close();
      await db.$disconnect();
    },
  };
}
