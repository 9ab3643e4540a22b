import type { CellObject, WorkSheet } from '@e965/xlsx';

import type { DocumentLimits } from './document-limits';
import { readZipDirectory } from './read-zip-directory';
import { refuse } from './refusal';
import { widestSheet, type Sheet } from './sheet-layout';

/** Rows that may stand above the things: captions and header. */
const deepestHead = 16;

/**
 * Reads a workbook (XLSX, XLSM, old XLS) as sheets of shown values: what a formula gave when the file was saved,
 * never computed anew; percentages and dates as they are shown. Hidden sheets are left out. Throws `RefusedFile`.
 */
export async function readSheets(bytes: Uint8Array, limits: DocumentLimits): Promise<Sheet[]> {
  checkUnpacked(bytes, limits);
  // Loaded when the first workbook comes: a folder of texts doesn't need it.
  const { read } = await import('@e965/xlsx');
  const most = limits.tableRows + deepestHead;
  let workbook;
  try {
    workbook = read(bytes, {
      type: 'array',
      dense: true,
      sheetRows: most + 1,
      cellFormula: false,
      cellHTML: false,
      cellStyles: false,
      cellNF: false,
      cellText: true,
      dateNF: 'yyyy-mm-dd',
      bookVBA: false,
    });
  } catch (error) {
    if (error instanceof RangeError) throw error;
    const message = error instanceof Error ? error.message : String(error);
    return /password|encrypt/i.test(message) ? refuse('encrypted') : refuse('damaged', { detail: message });
  }
  let rows = 0;
  const hidden = new Set(
    (workbook.Workbook?.Sheets ?? []).flatMap(({ name, Hidden }) => (Hidden ? [name] : [])),
  );
  return workbook.SheetNames.filter((name) => !hidden.has(name)).flatMap((name): Sheet[] => {
    const worksheet = workbook.Sheets[name];
    if (!worksheet?.['!data']) return [];
    const cells = shownCells(worksheet);
    rows += cells.length;
    if (cells.length > most || rows > most) refuse('too-many-rows', { limit: limits.tableRows });
    const merges = (worksheet['!merges'] ?? []).map(({ s, e }) => ({
      top: s.r,
      left: s.c,
      bottom: e.r,
      right: e.c,
    }));
    return [{ name, cells, merges }];
  });
}

/** A spreadsheet is a ZIP: what it unpacks to is known before it is unpacked. */
function checkUnpacked(bytes: Uint8Array, limits: DocumentLimits): void {
  if (bytes[0] !== 0x50) return;
  const entries = readZipDirectory(bytes) ?? refuse('damaged');
  if (entries.some((entry) => entry.isEncrypted)) refuse('encrypted');
  const unpacked = entries.reduce((sum, entry) => sum + entry.unpackedBytes, 0);
  if (unpacked > limits.unpackedBytes || entries.length > limits.entries)
    refuse('too-large', { limitMb: Math.round(limits.unpackedBytes / 1024 / 1024) });
}

function shownCells(worksheet: WorkSheet): string[][] {
  const data = (worksheet['!data'] ?? []) as (CellObject | undefined)[][];
  const rows = Array.from(data, (row: (CellObject | undefined)[] | undefined) =>
    Array.from((row ?? []).slice(0, widestSheet), shown),
  );
  while (rows.length > 0 && !rows.at(-1)?.some(Boolean)) rows.pop();
  return rows;
}

function shown(cell: CellObject | undefined): string {
  if (!cell || cell.v === undefined || cell.t === 'e' || cell.t === 'z') return '';
  if (cell.t === 'b') return cell.v === true ? '是' : '否';
  return cell.w ?? String(cell.v);
}
