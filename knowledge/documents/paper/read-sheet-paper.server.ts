import type { CellObject, WorkSheet } from '@e965/xlsx';

import type { DocumentLimits } from '../document-limits';
import { readZipDirectory } from '../read-zip-directory';
import { refuse } from '../refusal';
import { tidyWords, type PaperCell, type PaperForm, type PaperPart } from './paper-form';

const mostRows = 400;
const mostColumns = 60;

/**
 * Reads a workbook (XLSX, XLS) as a printed form: each visible sheet a table with its merged cells; empty cells between and
 * beside the words are blanks to be filled in. Throws `RefusedFile`.
 */
export async function readSheetPaper(bytes: Uint8Array, limits: DocumentLimits): Promise<PaperForm> {
  if (bytes[0] === 0x50) {
    const entries = readZipDirectory(bytes) ?? refuse('damaged');
    if (entries.some((entry) => entry.isEncrypted)) refuse('encrypted');
    const unpacked = entries.reduce((sum, entry) => sum + entry.unpackedBytes, 0);
    if (unpacked > limits.unpackedBytes || entries.length > limits.entries)
      refuse('too-large', { limitMb: Math.round(limits.unpackedBytes / 1024 / 1024) });
  }
  const { read } = await import('@e965/xlsx');
  let workbook;
  try {
    workbook = read(bytes, {
      ...{ type: 'array', dense: true, sheetRows: mostRows + 1, cellFormula: false, cellHTML: false },
      ...{ cellStyles: false, cellText: true, bookVBA: false },
    });
  } catch (error) {
    if (error instanceof RangeError) throw error;
    const message = error instanceof Error ? error.message : String(error);
    return /password|encrypt/i.test(message) ? refuse('encrypted') : refuse('damaged', { detail: message });
  }
  const hidden = new Set(
    (workbook.Workbook?.Sheets ?? []).flatMap(({ name, Hidden }) => (Hidden ? [name] : [])),
  );
  const parts = workbook.SheetNames.flatMap((name): PaperPart[] => {
    const sheet = workbook.Sheets[name];
    const table = sheet && !hidden.has(name) ? readTable(sheet, name) : null;
    return table ? [table] : [];
  });
  return parts.length > 0 ? { parts } : refuse('empty');
}

function readTable(sheet: WorkSheet, name: string): PaperPart | null {
  const data = (sheet['!data'] ?? []) as ((CellObject | undefined)[] | undefined)[];
  if (data.length > mostRows) refuse('too-many-rows', { limit: mostRows });
  const merges = sheet['!merges'] ?? [];
  const textAt = (row: number, column: number) => shown(data[row]?.[column]);
  const used = data.flatMap((row, at) =>
    Array.from(row ?? []).flatMap((cell, column) => (shown(cell) === '' ? [] : [{ row: at, column }])),
  );
  if (used.length === 0) return null;
  const ends = [...used, ...merges.map(({ e }) => ({ row: e.r, column: e.c }))];
  const rows = Math.min(mostRows, Math.max(...ends.map(({ row }) => row)) + 1);
  const columns = Math.min(mostColumns, Math.max(...ends.map(({ column }) => column)) + 1);
  const covered = new Set<string>();
  const cells: PaperCell[] = [];
  for (let row = 0; row < rows; row += 1) {
    for (let column = 0; column < columns; column += 1) {
      if (covered.has(`${String(row)} ${String(column)}`)) continue;
      const merge = merges.find(({ s }) => s.r === row && s.c === column);
      const rowSpan = merge ? Math.min(rows, merge.e.r + 1) - row : 1;
      const columnSpan = merge ? Math.min(columns, merge.e.c + 1) - column : 1;
      for (let r = row; r < row + rowSpan; r += 1)
        for (let c = column; c < column + columnSpan; c += 1) covered.add(`${String(r)} ${String(c)}`);
      const place = { table: name, row: row + 1, column: column + 1 };
      cells.push({ row, column, rowSpan, columnSpan, text: textAt(row, column), place });
    }
  }
  return { kind: 'table', name, rows, columns, cells };
}

function shown(cell: CellObject | undefined): string {
  if (!cell || cell.t === 'e' || cell.t === 'z' || cell.v === undefined) return '';
  return tidyWords(String(cell.w ?? cell.v).replace(/\r\n?/g, '\n')).trim();
}
