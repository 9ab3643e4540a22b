import { mkdirSync, renameSync } from 'node:fs';
import path from 'node:path';

import { BrokenSnapshotError, loadColumns, saveColumns } from '../population/column-snapshot.server';
import type { FactColumn } from '../population/fact-columns';
import type { NamedColumn } from './kept-columns.server';

/** The population's columns with what they were read from. */
export interface PopulationSnapshot {
  /** The departments' fact definitions, as text. */
  readonly definitions: string;
  /** How many firms, and the last one's place. */
  readonly firms: number;
  readonly lastFirm: number;
  /** The place in the history up to which the columns know everything. */
  readonly lastFact: number;
  readonly capacity: number;
  readonly columns: readonly NamedColumn[];
}

type Meta = Omit<PopulationSnapshot, 'columns' | 'capacity'> & {
  columns: Omit<NamedColumn, 'column'>[];
};

/** Where a database's snapshot lies: beside it. */
export function populationSnapshotFile(databaseFile: string): string {
  return path.join(path.dirname(databaseFile), 'population', 'columns.bin');
}

/** Writes the columns of the newest day, as they are at this moment: their bytes are copied before anything waits. */
export async function savePopulation(file: string, snapshot: PopulationSnapshot): Promise<void> {
  const newest = snapshot.columns.reduce((day, { at }) => (at > day ? at : day), '');
  const columns = snapshot.columns.filter(({ at }) => at === newest);
  mkdirSync(path.dirname(file), { recursive: true });
  const { definitions, firms, lastFirm, lastFact, capacity } = snapshot;
  const meta: Meta = {
    ...{ definitions, firms, lastFirm, lastFact },
    columns: columns.map(({ name, key, at, derived }) => ({ name, key, at, derived })),
  };
  const named = new Map(columns.map(({ name, column }): [string, FactColumn] => [name, column]));
  await saveColumns(file, { capacity, columns: named }, meta);
}

/** Smaller cities are read from the database in seconds. */
const leastFirms = 20_000;

/** Writes the snapshot after a question that filled a column, one write at a time. */
export function openSnapshotKeeper(
  file: string,
  population: { cellsComputed: number; firms: readonly unknown[]; snapshot: () => PopulationSnapshot },
  least = leastFirms,
): () => Promise<void> {
  let written = 0;
  let writing: Promise<void> | null = null;
  return async () => {
    const { cellsComputed, firms } = population;
    if (writing || firms.length < least || cellsComputed - written < firms.length) return;
    written = cellsComputed;
    writing = savePopulation(file, population.snapshot());
    try {
      await writing;
    } finally {
      writing = null;
    }
  };
}

/** Reads the columns; null where there are none, or what lies there is broken: then it is put aside. */
export async function loadPopulation(file: string): Promise<PopulationSnapshot | null> {
  try {
    const { columns, meta } = await loadColumns(file);
    const { columns: named, ...rest } = meta as Meta;
    return {
      ...rest,
      capacity: columns.capacity,
      columns: named.flatMap((one) => {
        const column = columns.columns.get(one.name);
        return column ? [{ ...one, column }] : [];
      }),
    };
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
    if (!(error instanceof BrokenSnapshotError)) throw error;
    renameSync(file, `${file}.broken`);
    return null;
  }
}
