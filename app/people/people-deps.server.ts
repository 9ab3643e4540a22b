import type { Db } from '~/prisma/database.server';
import type { Settings } from '~/prisma/settings.server';

/** What the functions of this folder work with; `context.services` has it all. */
export interface PeopleDeps {
  db: Db;
  settings: Pick<Settings, 'SMTP_URL'>;
  now: () => Date;
}
