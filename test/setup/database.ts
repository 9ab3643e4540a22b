import { copyFileSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

import { afterAll, inject } from 'vitest';

import { openDatabase, openReader, type Db, type SqlReader } from '~/prisma/database.server';

export interface TestDatabase {
  db: Db;
  file: string;
  dir: string;
  reader(): SqlReader;
}

/** A migrated SQLite file of the test file's own, copied from the template that global-setup made. */
export function useDatabase(): TestDatabase {
  const dir = mkdtempSync(path.join(tmpdir(), 'huiqitong-'));
  const file = path.join(dir, 'huiqitong.db');
  copyFileSync(inject('templateDatabase'), file);
  const db = openDatabase(file);
  const readers: SqlReader[] = [];
  afterAll(async () => {
    for (const reader of readers) reader.close();
    await db.$disconnect();
    rmSync(dir, { recursive: true, force: true });
  });
  return {
    db,
    file,
    dir,
    reader: () => {
      const reader = openReader(file);
      readers.push(reader);
      return reader;
    },
  };
}
