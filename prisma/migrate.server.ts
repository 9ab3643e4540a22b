import { createHash, randomUUID } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';

import { openConnection } from './sqlite-connection.server';

const migrationsFolder = path.join(import.meta.dirname, 'migrations');

/**
 * Applies the migrations that the database lacks, each in one transaction with its row in Prisma's own table, so
 * that a power cut leaves either all of a migration or nothing of it (Prisma's `migrate deploy` would stop at a
 * half-applied one). Returns the names applied.
 */
export function migrateDatabase(file: string, { folder = migrationsFolder } = {}): string[] {
  const connection = openConnection(file);
  try {
    connection.exec(`CREATE TABLE IF NOT EXISTS "_prisma_migrations" (
      "id" TEXT PRIMARY KEY NOT NULL, "checksum" TEXT NOT NULL, "finished_at" DATETIME,
      "migration_name" TEXT NOT NULL, "logs" TEXT, "rolled_back_at" DATETIME,
      "started_at" DATETIME NOT NULL DEFAULT current_timestamp, "applied_steps_count" INTEGER UNSIGNED NOT NULL DEFAULT 0)`);
    const applied: string[] = [];
    for (const name of listMigrations(folder)) {
      connection.exec('BEGIN IMMEDIATE');
      try {
        const known = connection
          .prepare(
            'SELECT 1 AS known FROM "_prisma_migrations" WHERE migration_name = ? AND finished_at IS NOT NULL',
          )
          .all([name]);
        if (known.length === 0) {
          const script = readFileSync(path.join(folder, name, 'migration.sql'), 'utf8');
          connection.exec(script);
          connection
            .prepare(
              `INSERT INTO "_prisma_migrations" (id, checksum, finished_at, migration_name, started_at, applied_steps_count)
               VALUES (?, ?, ?, ?, ?, 1)`,
            )
            .run([randomUUID(), sha256(script), Date.now(), name, Date.now()]);
          applied.push(name);
        }
        connection.exec('COMMIT');
      } catch (error) {
        if (connection.inTransaction) connection.exec('ROLLBACK');
        throw new Error(`Migration ${name} could not be applied: ${String(error)}`, { cause: error });
      }
    }
    return applied;
  } finally {
    connection.close();
  }
}

function listMigrations(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map((entry) => entry.name)
    .sort();
}

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}
