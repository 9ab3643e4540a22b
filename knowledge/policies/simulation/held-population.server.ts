import { cityDate } from '~/prisma/calendar/city-date';
import type { SqlReader } from '~/prisma/database.server';

import { chooseFacts, type FactRow } from '../../enterprises/choose-fact';
import type { DerivedFact } from '../../enterprises/derived-fact-schema';
import { inputsOfFact } from '../../enterprises/check-derived-facts';
import { builtInFacts, makeCatalogue, type FactCatalogue } from '../../enterprises/fact-catalogue';
import type { FactDefinitionInput } from '../../enterprises/fact-definition';
import { openFactReader, type FactReader } from '../../enterprises/fact-reader';
import type { FactSet } from '../../enterprises/fact-set';
import { parseFactValue } from '../../enterprises/parse-fact-value';
import { granularity } from '../../enterprises/period';
import { makeFactColumns, writeCell, type FactColumn, type FactColumns } from '../population/fact-columns';
import { findField, makeRuleContext, type RuleContext } from '../rule-context';

/** A firm as the population knows it: its row is its place in the list. */
export interface HeldFirm {
  readonly id: string;
  readonly name: string;
  readonly creditCode: string;
}

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

interface KeptColumn {
  readonly key: string;
  readonly context: RuleContext;
  readonly column: FactColumn;
}

const keptColumns = 160;
const keptDays = 3;
const noFacts: FactSet = new Map();

/**
 * The city's firms and their facts in memory, following the database: each question first takes over what was recorded
 * since the last one, and only the cells of the firms concerned are written again. Facts are a history that only grows,
 * so what is new lies behind the last row read; when rows are gone (a firm was removed) everything is read again.
 * Synchronous, for a thread of its own. Holds the facts of a firm once, and of each column 4.4 bytes a firm.
 */
export class HeldPopulation {
  readonly #sql: SqlReader;
  #dataVersion = -1;
  #definitions = '';
  #catalogue: FactCatalogue = makeCatalogue(builtInFacts);
  #firms: HeldFirm[] = [];
  #rowOf = new Map<string, number>();
  #facts: FactRow[][] = [];
  #factCount = 0;
  #lastFact = 0;
  #lastFirm = 0;
  #capacity = 0;
  #chosen = new Map<string, (FactSet | undefined)[]>();
  #columns = new Map<string, KeptColumn>();
  #sources = new Map<string, string>();

  constructor(sql: SqlReader) {
    this.#sql = sql;
  }

  get firms(): readonly HeldFirm[] {
    return this.#firms;
  }

  get catalogue(): FactCatalogue {
    return this.#catalogue;
  }

  /** Takes over what changed; costs one pragma when nothing did. */
  catchUp(): void {
    const version = this.#sql.get<{ data_version: number }>('PRAGMA data_version')?.data_version ?? 0;
    if (version === this.#dataVersion) return;
    const definitions = this.#sql.all<{ definition: string }>(
      'SELECT definition FROM "FactDefinition" WHERE builtIn = 0 ORDER BY key',
    );
    const signature = JSON.stringify(definitions);
    if (signature !== this.#definitions) {
      this.#definitions = signature;
      this.#catalogue = makeCatalogue([
        ...builtInFacts,
        ...definitions.map(({ definition }) => JSON.parse(definition) as FactDefinitionInput),
      ]);
      this.#forget();
    }
    const counted = this.#sql.get<{ firms: number; facts: number; before: number }>(
      `SELECT (SELECT count(*) FROM "Enterprise") AS firms, (SELECT count(*) FROM "Fact") AS facts,
              (SELECT count(*) FROM "Fact" WHERE rowid <= ?) AS before`,
      [this.#lastFact],
    );
    if (counted && (counted.before !== this.#factCount || counted.firms < this.#firms.length)) this.#forget();
    this.#readFirms();
    this.#readFacts();
    this.#dataVersion = version;
  }

  #forget(): void {
    this.#firms = [];
    this.#rowOf = new Map();
    this.#facts = [];
    this.#factCount = 0;
    this.#lastFact = 0;
    this.#lastFirm = 0;
    this.#chosen.clear();
    this.#columns.clear();
  }

  #readFirms(): void {
    const rows = this.#sql.all<HeldFirm & { rowid: number }>(
      'SELECT rowid, id, name, creditCode FROM "Enterprise" WHERE rowid > ? ORDER BY rowid',
      [this.#lastFirm],
    );
    for (const { rowid, id, name, creditCode } of rows) {
      this.#rowOf.set(id, this.#firms.length);
      this.#firms.push({ id, name, creditCode });
      this.#facts.push([]);
      this.#lastFirm = rowid;
    }
    if (this.#firms.length > this.#capacity) {
      this.#capacity = Math.ceil(this.#firms.length * 1.25) + 1024;
      this.#columns.clear();
    }
  }

  #readFacts(): void {
    const touched = new Set<number>();
    const rows = this.#sql.iterate<StoredFact>(
      `SELECT rowid, enterpriseId, key, period, value, source, sourceKind, observedAt, recordedAt, validUntil
         FROM "Fact" WHERE rowid > ? ORDER BY rowid`,
      [this.#lastFact],
    );
    for (const stored of rows) {
      this.#lastFact = stored.rowid;
      this.#factCount += 1;
      const row = this.#rowOf.get(stored.enterpriseId);
      const fact = row === undefined ? null : this.#parse(stored);
      if (row === undefined || !fact) continue;
      this.#facts[row]!.push(fact);
      touched.add(row);
    }
    for (const row of touched) this.#writeAgain(row);
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
      observedAt: this.#shared(cityDate(new Date(stored.observedAt))),
      recordedAt: this.#shared(new Date(stored.recordedAt).toISOString()),
      validUntil: stored.validUntil,
    };
  }

  /** The same text is held once. */
  #shared(text: string): string {
    const known = this.#sources.get(text);
    if (known !== undefined) return known;
    if (this.#sources.size > 50_000) this.#sources.clear();
    this.#sources.set(text, text);
    return text;
  }

  #writeAgain(row: number): void {
    for (const chosen of this.#chosen.values()) chosen[row] = undefined;
    for (const { key, context, column } of this.#columns.values())
      writeCell(column, row, this.readerOf(row, context).read(key));
  }

  /** A firm's facts that count on the day. */
  factsOf(row: number, at: string): FactSet {
    let chosen = this.#chosen.get(at);
    if (!chosen) {
      if (this.#chosen.size >= keptDays) this.#chosen.delete([...this.#chosen.keys()][0] ?? '');
      chosen = [];
      this.#chosen.set(at, chosen);
    }
    const known = chosen[row];
    if (known) return known;
    const rows = this.#facts[row];
    const facts = rows && rows.length > 0 ? chooseFacts(rows, at) : noFacts;
    chosen[row] = facts;
    return facts;
  }

  readerOf(row: number, context: RuleContext): FactReader {
    return openFactReader(this.factsOf(row, context.at), context);
  }

  /** The context of a policy's rule on a day, with this city's catalogue. */
  contextOf(at: string, derived: readonly DerivedFact[]): RuleContext {
    return makeRuleContext(at, derived, this.#catalogue);
  }

  /** Columns of the fields, kept from one question to the next; a derived field is told apart by its definition. */
  columnsOf(keys: Iterable<string>, context: RuleContext): FactColumns {
    const columns = new Map<string, FactColumn>();
    for (const key of keys) {
      const name = `${context.at} ${key} ${signatureOf(key, context)}`;
      const kept = this.#columns.get(name) ?? this.#fillColumn(key, context);
      if (kept) {
        // The one used last goes last: the first are dropped when there are too many.
        this.#columns.delete(name);
        this.#columns.set(name, kept);
        columns.set(key, kept.column);
      }
    }
    for (const name of this.#columns.keys()) {
      if (this.#columns.size <= keptColumns) break;
      this.#columns.delete(name);
    }
    return { capacity: this.#capacity, columns };
  }

  #fillColumn(key: string, context: RuleContext): KeptColumn | null {
    const field = findField(key, context);
    if (!field) return null;
    const column = makeFactColumns(this.#capacity, [{ key, type: field.type }]).columns.get(key)!;
    for (let row = 0; row < this.#firms.length; row += 1)
      writeCell(column, row, this.readerOf(row, context).read(key));
    return { key, context, column };
  }
}

/** A derived field's definition with those that it is made of. */
function signatureOf(key: string, { derived }: RuleContext): string {
  const seen = new Map<string, string>();
  const visit = (wanted: string) => {
    const definition = derived.get(wanted);
    if (!definition || seen.has(wanted)) return;
    seen.set(wanted, JSON.stringify(definition));
    for (const input of inputsOfFact(definition)) visit(input.key);
  };
  visit(key);
  return [...seen.values()].join('\n');
}
