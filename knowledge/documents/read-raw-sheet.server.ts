import type { CellObject } from '@e965/xlsx';

import type { DocumentLimits } from './document-limits';
import { readZipDirectory } from './read-zip-directory';
import { refuse } from './refusal';

/** The part of the package's number formats that is used; it has no types of its own. */
interface Formats {
  is_date(format: string): boolean;
  parse_date_code(serial: number): { y: number; m: number; d: number } | null;
}

/**
 * The rows of a workbook's first visible sheet that has any, each cell as what it holds: a figure in full, whatever its
 * format shows of it; a date as YYYY-MM-DD; a percentage with its sign. Throws `RefusedFile`.
 */
export async function readRawSheet(bytes: Uint8Array, limits: DocumentLimits): Promise<string[][]> {
  if (bytes[0] === 0x50) {
    const entries = readZipDirectory(bytes) ?? refuse('damaged');
    if (entries.some((entry) => entry.isEncrypted)) refuse('encrypted');
    const unpacked = entries.reduce((sum, entry) => sum + entry.unpackedBytes, 0);
    if (unpacked > limits.unpackedBytes || entries.length > limits.entries)
      refuse('too-large', { limitMb: Math.round(limits.unpackedBytes / 1024 / 1024) });
  }
  const xlsx = await import('@e965/xlsx');
  const formats = xlsx.SSF as Formats;
  let workbook;
  try {
    workbook = xlsx.read(bytes, {
      type: 'array',
      dense: true,
      sheetRows: limits.tableRows + 1,
      cellFormula: false,
      cellHTML: false,
      cellText: false,
      cellNF: true,
    });
  } catch (error) {
    if (error instanceof RangeError) throw error;
    const message = error instanceof Error ? error.message : String(error);
    return /password|encrypt/i.test(message) ? refuse('encrypted') : refuse('damaged', { detail: message });
  }
  const isDate = (format: string) => formats.is_date(format);
  const dateOf = (serial: number) => {
    const parsed = formats.parse_date_code(serial);
    return parsed
      ? `${parsed.y}-${String(parsed.m).padStart(2, '0')}-${String(parsed.d).padStart(2, '0')}`
      : String(serial);
  };
  const hidden = new Set(
    (workbook.Workbook?.Sheets ?? []).flatMap(({ name, Hidden }) => (Hidden ? [name] : [])),
  );
  for (const name of workbook.SheetNames) {
    const data = hidden.has(name)
      ? undefined
      : (workbook.Sheets[name]?.['!data'] as (CellObject | undefined)[][] | undefined);
    if (!data || data.length === 0) continue;
    if (data.length > limits.tableRows) refuse('too-many-rows', { limit: limits.tableRows });
    return Array.from(data, (row: (CellObject | undefined)[] | undefined) =>
      Array.from(row ?? [], (cell) => held(cell, isDate, dateOf)),
    );
  }
  return refuse('not-a-table');
}

function held(
  cell: CellObject | undefined,
  isDate: (format: string) => boolean,
  dateOf: (serial: number) => string,
): string {
  if (!cell || cell.v === undefined || cell.t === 'e' || cell.t === 'z') return '';
  if (cell.t === 'b') return cell.v === true ? '是' : '否';
  if (cell.t !== 'n') return String(cell.v);
  const format = String(cell.z ?? '');
  const figure = cell.v as number;
  if (format !== '' && format !== 'General' && isDate(format)) return dateOf(figure);
  // What a binary figure can't hold beyond fifteen digits was never typed.
  return format.includes('%') ? `${plain(figure * 100)}%` : plain(figure);
}

function plain(figure: number): string {
  const text = String(Number(figure.toPrecision(15)));
  return text.includes('e') ? figure.toFixed(10).replace(/\.?0+$/, '') : text;
}
