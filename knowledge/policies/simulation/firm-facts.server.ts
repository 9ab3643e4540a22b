import { cityDate } from '~/prisma/calendar/city-date';
import type { SqlReader } from '~/prisma/database.server';

import type { FactRow } from '../../enterprises/choose-fact';
import type { FactCatalogue } from '../../enterprises/fact-catalogue';
import { parseFactValue } from '../../enterprises/parse-fact-value';
import { granularity } from '../../enterprises/period';

interface StoredFact {
  rowid: number;
  enterpriseId: string;
  key: string;
  period: string;
  value: string;
  source: string;
  sourceKind: string;
  observedAt: string | number;
  recordedAt: string | number;
  validUntil: string | null;
}

const columns =
  'rowid, enterpriseId, key, period, value, source, sourceKind, observedAt, recordedAt, validUntil';
const nothing: readonly FactRow[] = [];

/** The facts of a firm whose history isn't held, fetched lately. */
const fetchedFirms = 2_000;

/**
 * The history of the firms' facts: held in memory up to `heldFacts` of them, and beyond that read from the database,
 * firm by firm or in one pass over the keys that are asked for. Confidential facts are left out.
 */
export class FirmFacts {
  readonly #sql: SqlReader;
  readonly #heldFacts: number;
  #catalogue: FactCatalogue;
  #held: FactRow[][] | null = [];
  #fetched = new Map<string, readonly FactRow[]>();
  #last = 0;
  #knownTo = 0;
  #texts = new Map<string, string>();
  #days = new Map<string | number, string>();

  constructor(sql: SqlReader, catalogue: FactCatalogue, heldFacts: number) {
    this.#sql = sql;
    this.#catalogue = catalogue;
    this.#heldFacts = heldFacts;
  }

  /** The last row that was taken over. */
  get last(): number {
    return this.#last;
  }

  get isHeld(): boolean {
    return this.#held !== null;
  }

  /** Starts again; `after` is a place up to which columns from a snapshot know everything. */
  start(catalogue: FactCatalogue, after = 0): void {
    this.#catalogue = catalogue;
    this.#fetched.clear();
    const counted = this.#sql.get<{ last: number | null }>('SELECT max(rowid) AS last FROM "Fact"');
    // Rows are only ever added: their last place is about how many there are.
    const isMany = (counted?.last ?? 0) > this.#heldFacts;
    this.#held = isMany ? null : [];
    this.#knownTo = after;
    this.#last = isMany ? (after > 0 ? after : (counted?.last ?? 0)) : 0;
  }

  /** Takes over the rows that were added: which firm has something that columns don't know, and of which facts. */
  takeNew(rowOf: ReadonlyMap<string, number>): Map<number, Set<string>> {
    const touched = new Map<number, Set<string>>();
    const rows = this.#sql.iterate<StoredFact>(
      `SELECT ${columns} FROM "Fact" WHERE rowid > ? ORDER BY rowid`,
      [this.#last],
    );
    for (const stored of rows) {
      this.#last = stored.rowid;
      const row = rowOf.get(stored.enterpriseId);
      const fact = row === undefined ? null : this.#parse(stored);
      if (row === undefined || !fact) continue;
      if (this.#held) (this.#held[row] ??= []).push(fact);
      else this.#fetched.delete(stored.enterpriseId);
      if (stored.rowid <= this.#knownTo) continue;
      const keys = touched.get(row);
      if (keys) keys.add(fact.key);
      else touched.set(row, new Set([fact.key]));
    }
    return touched;
  }

  /** One firm's history. */
  of(row: number, firmId: string): readonly FactRow[] {
    if (this.#held) return this.#held[row] ?? nothing;
    const known = this.#fetched.get(firmId);
    if (known) return known;
    const rows = this.#sql
      .all<StoredFact>(`SELECT ${columns} FROM "Fact" WHERE enterpriseId = ? ORDER BY rowid`, [firmId])
      .flatMap((stored) => this.#parse(stored) ?? []);
    if (this.#fetched.size >= fetchedFirms) this.#fetched.clear();
    this.#fetched.set(firmId, rows);
    return rows;
  }

  /**
   * The histories of all firms that have any of these facts, in one pass in the order of the index; with null of all
   * their facts. Held ones come with all facts.
   */
  *all(
    keys: ReadonlySet<string> | null,
    rowOf: ReadonlyMap<string, number>,
  ): Generator<{ row: number; facts: readonly FactRow[] }> {
    if (this.#held) {
      for (const [row, facts] of this.#held.entries()) if (facts) yield { row, facts };
      return;
    }
    let firmId = '';
    let facts: FactRow[] = [];
    const rows = this.#sql.iterate<StoredFact>(
      `SELECT ${columns} FROM "Fact" WHERE ? IS NULL OR key IN (SELECT value FROM json_each(?))
        ORDER BY enterpriseId`,
      [keys ? '' : null, JSON.stringify([...(keys ?? [])])],
    );
    for (const stored of rows) {
      if (stored.enterpriseId !== firmId) {
        const row = rowOf.get(firmId);
        if (row !== undefined) yield { row, facts };
        firmId = stored.enterpriseId;
        facts = [];
      }
      const fact = this.#parse(stored);
      if (fact) facts.push(fact);
    }
    const row = rowOf.get(firmId);
    if (row !== undefined) yield { row, facts };
  }

  /**
   * A value that no longer fits its definition can't be computed with: the fact is unknown. So is a confidential one:
   * whoever writes a rule could else learn it by asking who meets it, though it is never shown.
   */
  #parse(stored: StoredFact): FactRow | null {
    const definition = this.#catalogue.get(stored.key);
    if (!definition || definition.sensitivity === 'confidential') return null;
    const parsed = parseFactValue(
      definition,
      JSON.parse(stored.value),
      granularity(stored.period) === 'quarter',
    );
    if (!parsed.ok) return null;
    return {
      key: stored.key,
      period: stored.period,
      value: parsed.value,
      source: this.#shared(stored.source),
      sourceKind: this.#shared(stored.sourceKind),
      observedAt: this.#dayOf(stored.observedAt),
      recordedAt: this.#shared(new Date(stored.recordedAt).toISOString()),
      validUntil: stored.validUntil,
    };
  }

  /** The same text is held once. */
  #shared(text: string): string {
    const known = this.#texts.get(text);
    if (known !== undefined) return known;
    if (this.#texts.size > 50_000) this.#texts.clear();
    this.#texts.set(text, text);
    return text;
  }

  /** The city's day of an instant: registers see thousands of facts at the same one. */
  #dayOf(instant: string | number): string {
    let day = this.#days.get(instant);
    if (day === undefined) {
      if (this.#days.size > 50_000) this.#days.clear();
      day = cityDate(new Date(instant));
      this.#days.set(instant, day);
    }
    return day;
  }
}
