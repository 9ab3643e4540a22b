import { createRequire } from 'node:module';

import { PrismaLibSQL } from '@prisma/adapter-libsql';

import type LibsqlDatabase from './libsql';

const Libsql = createRequire(import.meta.url)('libsql') as typeof LibsqlDatabase;

type SqlValue = null | string | number | bigint | boolean | ArrayBuffer | Uint8Array | Date;
interface Statement {
  sql: string;
  args: SqlValue[] | Record<string, SqlValue>;
}

/** Pragmas that every connection needs; SQLite keeps them by connection, not in the file. */
const pragmas = [
  'busy_timeout = 10000',
  'journal_mode = WAL',
  'synchronous = FULL',
  'foreign_keys = ON',
  'cache_size = -32000',
  'temp_store = MEMORY',
];

/** Opens one SQLite connection with the house's pragmas. `readOnly` forbids writes on it. */
export function openConnection(file: string, { readOnly = false } = {}): LibsqlDatabase {
  const connection = new Libsql(file, {});
  for (const pragma of readOnly ? [...pragmas, 'query_only = ON'] : pragmas) {
    connection.prepare(`PRAGMA ${pragma}`).all([]);
  }
  return connection;
}

/**
 * Prisma's libsql adapter over one lasting connection. The stock client opens a new connection after each
 * transaction, without pragmas, and begins transactions deferred, so that two processes fail each other at once
 * instead of waiting. The adapter itself serialises statements and transactions, so one connection is enough.
 */
export class SingleConnectionAdapter extends PrismaLibSQL {
  readonly #file: string;

  constructor(file: string) {
    super({ url: `file:${file}` });
    this.#file = file;
  }

  override createClient(): never {
    return new SingleConnectionClient(openConnection(this.#file)) as never;
  }
}

/**
 * Statements run at once, and their promises settle without the event loop turning: a job of thousands of them would
 * keep every request waiting until its end. So the loop gets a turn whenever it had none for a while.
 */
class LoopTurns {
  #last = performance.now();

  async take(): Promise<void> {
    if (performance.now() - this.#last < 8) return;
    await new Promise<void>((resolve) => setImmediate(resolve));
    this.#last = performance.now();
  }
}

class SingleConnectionClient {
  readonly #connection: LibsqlDatabase;
  readonly #turns = new LoopTurns();
  constructor(connection: LibsqlDatabase) {
    this.#connection = connection;
  }
  async execute(statement: string | Statement) {
    await this.#turns.take();
    return executeStatement(this.#connection, statement);
  }
  async transaction() {
    await this.#turns.take();
    this.#connection.exec('BEGIN IMMEDIATE');
    return new SingleConnectionTransaction(this.#connection, this.#turns);
  }
  executeMultiple(sql: string) {
    this.#connection.exec(sql);
    return Promise.resolve();
  }
  close() {
    this.#connection.close();
  }
}

class SingleConnectionTransaction {
  readonly #connection: LibsqlDatabase;
  readonly #turns: LoopTurns;
  constructor(connection: LibsqlDatabase, turns: LoopTurns) {
    this.#connection = connection;
    this.#turns = turns;
  }
  async execute(statement: string | Statement) {
    await this.#turns.take();
    return executeStatement(this.#connection, statement);
  }
  commit() {
    this.#connection.exec('COMMIT');
    return Promise.resolve();
  }
  rollback() {
    if (this.#connection.inTransaction) this.#connection.exec('ROLLBACK');
    return Promise.resolve();
  }
  close() {
    if (this.#connection.inTransaction) this.#connection.exec('ROLLBACK');
  }
}

function executeStatement(connection: LibsqlDatabase, statement: string | Statement) {
  const { sql, args } = typeof statement === 'string' ? { sql: statement, args: [] } : statement;
  const bound = Array.isArray(args)
    ? args.map(toSql)
    : Object.fromEntries(Object.entries(args).map(([name, value]) => [name, toSql(value)]));
  const prepared = connection.prepare(sql).safeIntegers(true);
  if (!prepared.reader) {
    const { changes, lastInsertRowid } = prepared.run(bound);
    return { columns: [], columnTypes: [], rows: [], rowsAffected: changes, lastInsertRowid };
  }
  const described = prepared.raw(true).columns();
  const rows = (prepared.all(bound) as unknown[][]).map((row) => row.map(fromSql));
  return {
    columns: described.map(({ name }) => name),
    columnTypes: described.map(({ type }) => type ?? ''),
    rows,
    rowsAffected: 0,
    lastInsertRowid: undefined,
  };
}

function toSql(value: SqlValue): unknown {
  if (typeof value === 'boolean') return value ? 1 : 0;
  if (value instanceof Date) return value.valueOf();
  if (value instanceof ArrayBuffer) return Buffer.from(value);
  if (value instanceof Uint8Array && !Buffer.isBuffer(value)) return Buffer.from(value);
  return value;
}

/** Blobs as ArrayBuffer, as the adapter expects them. */
function fromSql(value: unknown): unknown {
  if (Buffer.isBuffer(value)) return new Uint8Array(value).buffer;
  return value;
}
