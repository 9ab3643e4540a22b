import { PrismaClient, type Prisma } from './generated/client';
import type LibsqlDatabase from './libsql';
import { openConnection, SingleConnectionAdapter } from './sqlite-connection.server';

/** Prisma's client over the city's database. Statements and transactions of one client run one after another. */
export type Db = PrismaClient;
/** On a busy machine a transaction may wait long for its turn, or work long: Prisma's own 2 s and 5 s would end it. */
const patience = { maxWait: 60_000, timeout: 60_000 };

/** What a function needs to take part in a caller's transaction. */
export type Tx = Prisma.TransactionClient;

/**
 * Opens the database file for reading and writing. The caller closes it with `$disconnect()`.
 * A transaction holds the only connection: keep it short, and never await anything but `tx` inside it.
 */
export function openDatabase(file: string): Db {
  return new PrismaClient({ adapter: new SingleConnectionAdapter(file), transactionOptions: patience });
}

/** A second, read-only connection for hot paths that outrun Prisma (search, matching). Synchronous. */
export interface SqlReader {
  all<Row>(sql: string, args?: readonly unknown[]): Row[];
  get<Row>(sql: string, args?: readonly unknown[]): Row | undefined;
  iterate<Row>(sql: string, args?: readonly unknown[]): Iterable<Row>;
  close(): void;
}

/**
 * Opens a read-only connection; rows are objects by column name, blobs are ArrayBuffers. `cacheKb` is for one that reads
 * through once and gains nothing from the pages that it keeps (default 32,000).
 */
export function openReader(file: string, { cacheKb }: { cacheKb?: number } = {}): SqlReader {
  const connection: LibsqlDatabase = openConnection(file, { readOnly: true });
  if (cacheKb !== undefined) connection.prepare(`PRAGMA cache_size = -${cacheKb}`).all([]);
  return {
    all: (sql, args = []) => connection.prepare(sql).all([...args]) as never,
    get: (sql, args = []) => connection.prepare(sql).get([...args]) as never,
    iterate: (sql, args = []) => connection.prepare(sql).iterate([...args]) as never,
    close: () => connection.close(),
  };
}

/** A connection for writing much at once beside Prisma's, in a thread or a command. Synchronous. */
export interface SqlWriter extends SqlReader {
  /** Returns how many rows changed. */
  run(sql: string, args?: readonly unknown[]): number;
  /** Short: whoever else writes waits for its end. */
  transaction<Result>(work: () => Result): Result;
}

/** Opens a connection that writes; never in a process's main thread, whose requests would wait. */
export function openWriter(file: string): SqlWriter {
  const connection = openConnection(file);
  return {
    all: (sql, args = []) => connection.prepare(sql).all([...args]) as never,
    get: (sql, args = []) => connection.prepare(sql).get([...args]) as never,
    iterate: (sql, args = []) => connection.prepare(sql).iterate([...args]) as never,
    run: (sql, args = []) => connection.prepare(sql).run([...args]).changes,
    transaction(work) {
      connection.exec('BEGIN IMMEDIATE');
      try {
        const result = work();
        connection.exec('COMMIT');
        return result;
      } catch (error) {
        if (connection.inTransaction) connection.exec('ROLLBACK');
        throw error;
      }
    },
    close: () => connection.close(),
  };
}
