import type { Logger } from 'pino';

import type { SqlReader } from '~/prisma/database.server';

import { defaultSearchSettings, searchSettingsKey, searchSettingsSchema } from './search-settings';
import type { SearchSettings } from './search-settings';

/**
 * Gives the settings of search as they stand in the database, whichever process changed them. What can't be read as
 * settings is logged once and the defaults hold.
 */
export function followSearchSettings(
  sql: SqlReader,
  log: Pick<Logger, 'error'>,
): (override?: Partial<SearchSettings>) => SearchSettings {
  let seen: string | undefined;
  let settings = defaultSearchSettings;

  return (override) => {
    const stored = sql.get<{ value: string }>('SELECT value FROM "Setting" WHERE key = ?', [
      searchSettingsKey,
    ])?.value;
    if (stored !== seen) {
      seen = stored;
      settings = read(stored, log);
    }
    return override ? searchSettingsSchema.parse({ ...settings, ...override }) : settings;
  };
}

function read(stored: string | undefined, log: Pick<Logger, 'error'>): SearchSettings {
  if (stored === undefined) return defaultSearchSettings;
  const parsed = searchSettingsSchema.safeParse(parseJson(stored));
  if (parsed.success) return parsed.data;
  log.error({ issues: parsed.error.issues }, 'the settings of search are damaged; the defaults hold');
  return defaultSearchSettings;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
