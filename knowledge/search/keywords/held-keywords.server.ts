import type { SqlReader } from '~/prisma/database.server';

import type { ExplainedToken } from '../explain/search-explanation';
import type { ScoredId } from '../fusion/fuse-scores';
import type { SqlCondition } from '../passage-filter';
import { keywordText } from '../passage-text';
import { selectQueryTokens } from '../select-query-tokens';
import { tokenize } from '../tokenize';
import { Postings, type WeightedToken } from './postings';

/** What keyword search is asked. */
export interface KeywordQuestion {
  tokens: readonly WeightedToken[];
  /** Over `"Document" AS d`: which documents take part. */
  condition: SqlCondition;
  limit: number;
}

/** The ranking, and the tokens with their frequencies and weights as ranked by. */
export interface KeywordAnswer {
  ranking: ScoredId[];
  tokens: (ExplainedToken & { idf: number })[];
}

interface Row {
  id: number;
  documentId: string;
  documentNumber: string | null;
  title: string;
  path: string;
  text: string;
}

const rowsPerRead = 500;
const keptFilters = 64;

/**
 * The keyword index in memory, following the database: the passages that stand in `PassageIndex`, as postings. Each
 * search first takes over what changed since the last one, so that it finds what was committed before it. Synchronous:
 * for a small city in the server's own thread, for a large one in a worker. Lost with the process and read anew.
 */
export class HeldKeywords {
  readonly #sql: SqlReader;
  readonly #groups = new Map<string, number>();
  readonly #filters = new Map<string, Uint8Array>();
  #postings = new Postings();
  #dataVersion = -1;
  #lastChange = -1;

  constructor(sql: SqlReader) {
    this.#sql = sql;
  }

  get size(): number {
    return this.#postings.size;
  }

  search({ tokens, condition, limit }: KeywordQuestion): KeywordAnswer {
    this.catchUp();
    const postings = this.#postings;
    const frequencies = tokens.map(({ token }) => ({ token, documents: postings.frequency(token) }));
    const asked = new Set(selectQueryTokens(frequencies, postings.size));
    const chosen = tokens.filter(({ token }) => asked.has(token));
    return {
      ranking: chosen.length === 0 ? [] : postings.search(chosen, limit, this.#accepted(condition)),
      tokens: tokens.map(({ token, weight }) => ({
        token,
        weight,
        documents: postings.frequency(token),
        asked: asked.has(token),
        idf: postings.weightOf(token),
      })),
    };
  }

  /** Takes over what changed; costs one pragma when nothing did. */
  catchUp(): void {
    const dataVersion = this.#sql.get<{ data_version: number }>('PRAGMA data_version')?.data_version ?? 0;
    if (dataVersion === this.#dataVersion) return;
    this.#filters.clear();
    const lastChange = this.#readLastChange();
    if (this.#lastChange === -1 || lastChange < this.#lastChange) this.#readAll();
    else if (lastChange > this.#lastChange) this.#readChanges(this.#lastChange);
    if (this.#postings.isWorn) this.#readAll();
    this.#lastChange = lastChange;
    this.#dataVersion = dataVersion;
  }

  #readLastChange(): number {
    return (
      this.#sql.get<{ seq: number }>('SELECT coalesce(max(seq), 0) AS seq FROM "PassageChange"')?.seq ?? 0
    );
  }

  #readAll(): void {
    this.#postings = new Postings();
    for (let after = 0; ;) {
      const rows = this.#readRows(`p.id > ? ORDER BY p.id LIMIT ${String(rowsPerRead)}`, [after]);
      for (const row of rows) this.#put(row);
      const last = rows.at(-1);
      if (!last) return;
      after = last.id;
    }
  }

  #readChanges(after: number): void {
    const changed = this.#sql
      .all<{ id: number }>('SELECT passageId AS id FROM "PassageChange" WHERE seq > ? ORDER BY seq', [after])
      .map(({ id }) => id);
    for (let from = 0; from < changed.length; from += rowsPerRead) {
      const ids = changed.slice(from, from + rowsPerRead);
      const rows = this.#readRows(`p.id IN (${ids.map(() => '?').join(', ')})`, ids);
      const rowOf = new Map(rows.map((row) => [row.id, row]));
      for (const id of ids) {
        const row = rowOf.get(id);
        if (row) this.#put(row);
        else this.#postings.remove(id);
      }
    }
  }

  /** `PassageIndex_docsize` holds a row for each passage that is indexed: what was taken out stays out. */
  #readRows(condition: string, args: readonly unknown[]): Row[] {
    return this.#sql.all<Row>(
      `SELECT p.id AS id, p.documentId AS documentId, d.documentNumber AS documentNumber, d.title AS title,
              p.path AS path, p.text AS text
         FROM "Passage" p CROSS JOIN "PassageIndex_docsize" i ON i.id = p.id
        CROSS JOIN "Document" d ON d.id = p.documentId WHERE ${condition}`,
      args,
    );
  }

  #put(row: Row): void {
    const group = this.#groups.get(row.documentId) ?? this.#groups.size;
    this.#groups.set(row.documentId, group);
    this.#postings.put(row.id, group, tokenize(keywordText(row, row.documentNumber ?? '')));
  }

  /** A byte a document, kept until the database changes: most searches of a moment share rights, day and region. */
  #accepted(condition: SqlCondition): Uint8Array {
    const key = JSON.stringify(condition);
    const kept = this.#filters.get(key);
    if (kept && kept.length === this.#groups.size) return kept;
    const accepted = new Uint8Array(this.#groups.size);
    const rows = this.#sql.all<{ id: string }>(
      `SELECT d.id AS id FROM "Document" d WHERE ${condition.sql}`,
      condition.args,
    );
    for (const { id } of rows) {
      const group = this.#groups.get(id);
      if (group !== undefined) accepted[group] = 1;
    }
    if (this.#filters.size >= keptFilters) this.#filters.clear();
    this.#filters.set(key, accepted);
    return accepted;
  }
}
