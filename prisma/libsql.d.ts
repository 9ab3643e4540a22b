/** The part of libsql 0.3's synchronous face that we use; the package's own types are incomplete. */
export default class LibsqlDatabase {
  constructor(path: string, options: { readonly?: boolean });
  readonly inTransaction: boolean;
  readonly open: boolean;
  exec(sql: string): void;
  prepare(sql: string): LibsqlStatement;
  close(): void;
}

export interface LibsqlStatement {
  readonly reader: boolean;
  raw(on?: boolean): this;
  safeIntegers(on?: boolean): this;
  run(args: unknown): { changes: number; lastInsertRowid: number | bigint };
  get(args?: unknown): unknown;
  all(args?: unknown): unknown[];
  iterate(args?: unknown): Iterable<unknown>;
  columns(): { name: string; type: string | null }[];
}
