import { openFactReader, type FactReader } from '../../enterprises/fact-reader';
import type { FactSet } from '../../enterprises/fact-set';
import { makeFactColumns, writeCell, type FactColumn, type FactColumns } from '../population/fact-columns';
import { findField, makeRuleContext, type RuleContext } from '../rule-context';
import { readsOf, signatureOf } from './field-inputs';

interface KeptColumn {
  readonly key: string;
  readonly context: RuleContext;
  readonly column: FactColumn;
  /** The facts that it is computed from. */
  readonly reads: ReadonlySet<string>;
}

/** A column as a snapshot tells of it: what it holds on which day, and by which definitions of one's own. */
export interface NamedColumn {
  readonly name: string;
  readonly key: string;
  readonly at: string;
  /** The derived facts in its context, as JSON; the built-in ones are there anyway. */
  readonly derived: string;
  readonly column: FactColumn;
}

const columnsKept = 160;

/** The columns that questions asked for, kept from one to the next and written again cell by cell. */
export class KeptColumns {
  #columns = new Map<string, KeptColumn>();
  #cellsComputed = 0;

  get cellsComputed(): number {
    return this.#cellsComputed;
  }

  clear(): void {
    this.#columns.clear();
  }

  list(): NamedColumn[] {
    return [...this.#columns].map(([name, { key, context, column }]) => ({
      ...{ name, key, at: context.at, column },
      derived: JSON.stringify([...context.derived.values()]),
    }));
  }

  /** Takes columns over from a snapshot. */
  take(columns: readonly NamedColumn[], complete: (context: RuleContext) => RuleContext): void {
    for (const { name, key, at, derived, column } of columns) {
      const own = JSON.parse(derived) as Parameters<typeof makeRuleContext>[1];
      const context = complete(makeRuleContext(at, own));
      // By other formulas of a newer program it is another column.
      if (nameOf(key, context) !== name) continue;
      this.#columns.set(name, { key, context, column, reads: readsOf([key], context) });
    }
  }

  /** Writes the cells of a firm again that read what changed. */
  writeAgain(
    row: number,
    changed: ReadonlySet<string>,
    readerOf: (context: RuleContext) => FactReader,
  ): void {
    for (const { key, context, column, reads } of this.#columns.values())
      if ([...changed].some((fact) => reads.has(fact))) this.#write(column, row, key, readerOf(context));
  }

  #write(column: FactColumn, row: number, key: string, reader: FactReader): void {
    this.#cellsComputed += 1;
    writeCell(column, row, reader.read(key));
  }

  /** The columns of the fields; those that aren't there yet are filled from all firms in one pass. */
  columnsOf(
    keys: Iterable<string>,
    context: RuleContext,
    capacity: number,
    eachFirm: (reads: ReadonlySet<string>) => Iterable<{ row: number; facts: FactSet }>,
  ): FactColumns {
    const wanted = [...keys].map((key) => ({ key, name: nameOf(key, context) }));
    const missing = wanted.filter(({ name }) => !this.#columns.has(name));
    if (missing.length > 0) this.#fill(missing, context, capacity, eachFirm);
    const columns = new Map<string, FactColumn>();
    for (const { key, name } of wanted) {
      const kept = this.#columns.get(name);
      if (!kept) continue;
      // The one used last goes last: the first are dropped when there are too many.
      this.#columns.delete(name);
      this.#columns.set(name, kept);
      columns.set(key, kept.column);
    }
    for (const name of this.#columns.keys()) {
      if (this.#columns.size <= columnsKept) break;
      this.#columns.delete(name);
    }
    return { capacity, columns };
  }

  /** Firm by firm, so that what several fields are derived from is derived once. */
  #fill(
    missing: readonly { key: string; name: string }[],
    context: RuleContext,
    capacity: number,
    eachFirm: (reads: ReadonlySet<string>) => Iterable<{ row: number; facts: FactSet }>,
  ): void {
    const made = missing.flatMap(({ key, name }) => {
      const field = findField(key, context);
      if (!field) return [];
      const column = makeFactColumns(capacity, [{ key, type: field.type }]).columns.get(key)!;
      return [{ name, kept: { key, context, column, reads: readsOf([key], context) } }];
    });
    if (made.length === 0) return;
    const reads = new Set(made.flatMap(({ kept }) => [...kept.reads]));
    for (const { row, facts } of eachFirm(reads)) {
      const reader = openFactReader(facts, context);
      for (const { kept } of made) this.#write(kept.column, row, kept.key, reader);
    }
    for (const { name, kept } of made) this.#columns.set(name, kept);
  }
}

function nameOf(key: string, context: RuleContext): string {
  return `${context.at} ${key} ${signatureOf(key, context)}`;
}
