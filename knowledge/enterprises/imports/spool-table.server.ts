import { defaultLimits } from '~/knowledge/documents/document-limits';
import { refuse } from '~/knowledge/documents/refusal';
import { streamTable, type TableBatches } from '~/knowledge/documents/stream-table.server';

import { columnNames, headerRow, widestTable } from './read-layout';
import { writeSpool, type SpooledRow } from './row-spool.server';

/** What was found in the table. */
export interface SpooledTable {
  columns: string[];
  samples: Record<string, string>;
  rows: number;
}

/**
 * Reads a table once and lays its rows down for the stages that follow; empty rows are left out. Throws `RefusedFile`.
 */
export async function spoolTable(
  file: { path: string; name: string },
  spool: string,
  limits: { rows: number; unpackedBytes: number },
  onProgress: (rows: number) => void,
): Promise<SpooledTable> {
  const table: SpooledTable = { columns: [], samples: {}, rows: 0 };
  const batches = await streamTable(file.path, file.name, {
    ...defaultLimits,
    tableRows: limits.rows,
    unpackedBytes: limits.unpackedBytes,
  });
  await writeSpool(spool, numbered(batches, table, limits.rows, onProgress));
  return table;
}

async function* numbered(
  batches: TableBatches,
  table: SpooledTable,
  mostRows: number,
  onProgress: (rows: number) => void,
): AsyncGenerator<SpooledRow[]> {
  let number = 0;
  for await (const batch of batches) {
    let from = 0;
    if (table.columns.length === 0) {
      const header = headerRow(batch);
      if (header < 0) refuse('not-a-table');
      table.columns = columnNames(batch[header] ?? []);
      number = header + 1;
      from = header + 1;
    }
    const rows = batch.slice(from).flatMap((cells): SpooledRow[] => {
      number += 1;
      const row = cells.slice(0, Math.min(widestTable, table.columns.length));
      return row.some((cell) => cell.trim() !== '') ? [{ number, cells: row }] : [];
    });
    for (const { cells } of rows.slice(0, 100)) keepSamples(table, cells);
    table.rows += rows.length;
    if (table.rows > mostRows) refuse('too-many-rows', { limit: mostRows });
    yield rows;
    onProgress(table.rows);
  }
  if (table.rows === 0) refuse('not-a-table');
}

function keepSamples({ columns, samples }: SpooledTable, cells: readonly string[]): void {
  columns.forEach((column, place) => {
    const cell = (cells[place] ?? '').trim();
    if (cell !== '') samples[column] ??= cell.slice(0, 60);
  });
}
