import type { SqlReader } from '~/prisma/database.server';

import { chooseFacts } from '../../enterprises/choose-fact';
import type { DerivedFact } from '../../enterprises/derived-fact-schema';
import { builtInFacts, makeCatalogue, type FactCatalogue } from '../../enterprises/fact-catalogue';
import type { FactDefinitionInput } from '../../enterprises/fact-definition';
import { openFactReader, type FactReader } from '../../enterprises/fact-reader';
import type { FactSet } from '../../enterprises/fact-set';
import { hasBit, type FactColumns } from '../population/fact-columns';
import { makeRuleContext, type RuleContext } from '../rule-context';
import { FirmFacts } from './firm-facts.server';
import { KeptColumns } from './kept-columns.server';
import type { PopulationSnapshot } from './population-snapshot.server';

/** A firm as the population knows it: its row is its place in the list. */
export interface HeldFirm {
  readonly id: string;
  readonly name: string;
  readonly creditCode: string;
}

/** Facts that are held as objects, some 150 bytes each; a larger city's stay in the database. */
const heldFacts = 3_000_000;
const keptDays = 3;
const keptFigures = 8;
const noFacts: FactSet = new Map();

/**
 * The city's firms in memory, following the database: each question first takes over what was recorded since the last
 * one, and only the cells that read what changed are computed again. Facts are a history that only grows, so what is
 * new lies behind the last row read; when a firm is removed everything is read again. Synchronous, for a thread of its
 * own. Holds the facts of a firm once (up to some millions in all), and of each column 4.4 bytes a firm.
 */
export class HeldPopulation {
  readonly #sql: SqlReader;
  readonly #facts: FirmFacts;
  readonly #kept = new KeptColumns();
  #dataVersion = -1;
  #definitions = '';
  #catalogue: FactCatalogue = makeCatalogue(builtInFacts);
  #firms: HeldFirm[] = [];
  #rowOf = new Map<string, number>();
  #lastFirm = 0;
  #capacity = 0;
  #chosen = new Map<string, (FactSet | undefined)[]>();
  #figures = new Map<string, Map<number, unknown>>();
  #snapshot: PopulationSnapshot | null;

  /** With a snapshot its columns are taken as far as they fit, and followed from where they stood. */
  constructor(sql: SqlReader, options: { heldFacts?: number; snapshot?: PopulationSnapshot | null } = {}) {
    this.#sql = sql;
    this.#facts = new FirmFacts(sql, this.#catalogue, options.heldFacts ?? heldFacts);
    this.#snapshot = options.snapshot ?? null;
  }

  get firms(): readonly HeldFirm[] {
    return this.#firms;
  }

  get catalogue(): FactCatalogue {
    return this.#catalogue;
  }

  /** How many cells of columns were computed so far: after a change only those that read what changed. */
  get cellsComputed(): number {
    return this.#kept.cellsComputed;
  }

  /** The columns with all that tells whether they still fit: for a snapshot. */
  snapshot(): PopulationSnapshot {
    return {
      definitions: this.#definitions,
      firms: this.#firms.length,
      lastFirm: this.#lastFirm,
      lastFact: this.#facts.last,
      capacity: this.#capacity,
      columns: this.#kept.list(),
    };
  }

  /** Takes over what changed; costs one pragma when nothing did. */
  catchUp(): void {
    const version = this.#sql.get<{ data_version: number }>('PRAGMA data_version')?.data_version ?? 0;
    if (version === this.#dataVersion) return;
    const definitions = this.#sql.all<{ definition: string }>(
      'SELECT definition FROM "FactDefinition" WHERE builtIn = 0 ORDER BY key',
    );
    const signature = JSON.stringify(definitions);
    const isOther = signature !== this.#definitions;
    if (isOther) {
      this.#definitions = signature;
      this.#catalogue = makeCatalogue([
        ...builtInFacts,
        ...definitions.map(({ definition }) => JSON.parse(definition) as FactDefinitionInput),
      ]);
    }
    const known = this.#sql.get<{ firms: number }>(
      'SELECT count(*) AS firms FROM "Enterprise" WHERE rowid <= ?',
      [this.#lastFirm],
    );
    const isFirst = this.#dataVersion === -1;
    if (isFirst || isOther || known?.firms !== this.#firms.length) this.#startAgain();
    this.#readFirms();
    for (const [row, keys] of this.#facts.takeNew(this.#rowOf)) this.#takeChange(row, keys);
    this.#dataVersion = version;
  }

  #startAgain(): void {
    this.#firms = [];
    this.#rowOf = new Map();
    this.#lastFirm = 0;
    this.#chosen.clear();
    this.#kept.clear();
    this.#figures.clear();
    const snapshot = this.#snapshot;
    this.#snapshot = null;
    this.#capacity = 0;
    if (!snapshot || snapshot.definitions !== this.#definitions || !this.#holdsSnapshot(snapshot)) {
      this.#facts.start(this.#catalogue);
      return;
    }
    this.#capacity = snapshot.capacity;
    this.#kept.take(snapshot.columns, (context) => ({ ...context, catalogue: this.#catalogue }));
    this.#facts.start(this.#catalogue, snapshot.lastFact);
  }

  /** Whether the firms of the snapshot are still those rows. */
  #holdsSnapshot({ firms, lastFirm, lastFact }: PopulationSnapshot): boolean {
    const counted = this.#sql.get<{ firms: number; last: number | null }>(
      `SELECT (SELECT count(*) FROM "Enterprise" WHERE rowid <= ?) AS firms, (SELECT max(rowid) FROM "Fact") AS last`,
      [lastFirm],
    );
    return counted?.firms === firms && (counted.last ?? 0) >= lastFact;
  }

  #readFirms(): void {
    const rows = this.#sql.iterate<HeldFirm & { rowid: number }>(
      'SELECT rowid, id, name, creditCode FROM "Enterprise" WHERE rowid > ? ORDER BY rowid',
      [this.#lastFirm],
    );
    for (const { rowid, id, name, creditCode } of rows) {
      this.#rowOf.set(id, this.#firms.length);
      this.#firms.push({ id, name, creditCode });
      this.#lastFirm = rowid;
    }
    if (this.#firms.length > this.#capacity) {
      this.#capacity = Math.ceil(this.#firms.length * 1.25) + 1024;
      this.#kept.clear();
    }
  }

  #takeChange(row: number, keys: ReadonlySet<string>): void {
    for (const chosen of this.#chosen.values()) chosen[row] = undefined;
    for (const figures of this.#figures.values()) figures.delete(row);
    this.#kept.writeAgain(row, keys, (context) => this.readerOf(row, context));
  }

  /** A firm's facts that count on the day. */
  factsOf(row: number, at: string): FactSet {
    const firm = this.#firms[row];
    if (!firm) return noFacts;
    if (!this.#facts.isHeld) return chooseFacts(this.#facts.of(row, firm.id), at);
    let chosen = this.#chosen.get(at);
    if (!chosen) {
      if (this.#chosen.size >= keptDays) this.#chosen.delete([...this.#chosen.keys()][0] ?? '');
      chosen = [];
      this.#chosen.set(at, chosen);
    }
    const known = chosen[row];
    if (known) return known;
    const rows = this.#facts.of(row, firm.id);
    const facts = rows.length > 0 ? chooseFacts(rows, at) : noFacts;
    chosen[row] = facts;
    return facts;
  }

  readerOf(row: number, context: RuleContext): FactReader {
    return openFactReader(this.factsOf(row, context.at), context);
  }

  /**
   * Goes through all firms with the facts that count on the day: those of `keys` at least, all with null. In one pass,
   * whether the facts are held or not; in no order.
   */
  *eachFirm(at: string, keys: ReadonlySet<string> | null): Generator<{ row: number; facts: FactSet }> {
    if (this.#facts.isHeld) {
      for (let row = 0; row < this.#firms.length; row += 1) yield { row, facts: this.factsOf(row, at) };
      return;
    }
    const seen = new Uint8Array(this.#firms.length);
    for (const { row, facts } of this.#facts.all(keys, this.#rowOf)) {
      seen[row] = 1;
      yield { row, facts: chooseFacts(facts, at) };
    }
    for (let row = 0; row < seen.length; row += 1) if (seen[row] === 0) yield { row, facts: noFacts };
  }

  /**
   * What is computed for firms one by one (what each would get), for the rows whose bit is set: kept by `name`, which
   * says all that it depends on but the firm's facts, until one of these changes. `keys` are the facts that it reads.
   */
  figuresOf<T>(
    name: string,
    rows: Int32Array,
    { keys, context }: { keys: ReadonlySet<string>; context: RuleContext },
    compute: (reader: FactReader) => T,
  ): ReadonlyMap<number, T> {
    let figures = this.#figures.get(name) as Map<number, T> | undefined;
    if (!figures) {
      if (this.#figures.size >= keptFigures) this.#figures.delete([...this.#figures.keys()][0] ?? '');
      figures = new Map();
      this.#figures.set(name, figures);
    }
    let missing = 0;
    for (let row = 0; row < this.#firms.length; row += 1)
      if (hasBit(rows, row) && !figures.has(row)) missing += 1;
    if (missing === 0) return figures;
    for (const { row, facts } of this.eachFirm(context.at, keys))
      if (hasBit(rows, row) && !figures.has(row)) figures.set(row, compute(openFactReader(facts, context)));
    return figures;
  }

  /** The context of a policy's rule on a day, with this city's catalogue. */
  contextOf(at: string, derived: readonly DerivedFact[]): RuleContext {
    return makeRuleContext(at, derived, this.#catalogue);
  }

  /** Columns of the fields, kept from one question to the next; a derived field is told apart by its definition. */
  columnsOf(keys: Iterable<string>, context: RuleContext): FactColumns {
    return this.#kept.columnsOf(keys, context, this.#capacity, (reads) => this.eachFirm(context.at, reads));
  }
}
