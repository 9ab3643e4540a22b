import { decodeText } from '../decode-text';
import type { DocumentLimits } from '../document-limits';
import type { InputFile } from '../parsed-document';
import { readCsv } from '../read-csv.server';
import { readSheets } from '../read-sheets.server';
import { refuse } from '../refusal';
import { sniffFormat } from '../sniff-format';
import type { ImportTable } from './import-table';
import { readJsonLines } from './read-json-lines';
import { sheetImportTable } from './sheet-import-table';

/**
 * Reads a table to import: JSON lines, a JSON array, CSV or a spreadsheet, by the bytes and, among texts, by the name.
 * Throws `RefusedFile`. Runs in the parser's worker, since every input is untrusted.
 */
export async function readImportTable(
  { bytes, name }: InputFile,
  limits: DocumentLimits,
): Promise<ImportTable> {
  if (bytes.length === 0) refuse('empty');
  const format = sniffFormat(bytes, name);
  if (format === 'encrypted-office') refuse('encrypted');
  if (format === 'spreadsheet') return sheetImportTable(await readSheets(bytes, limits), 'spreadsheet');
  if (format === 'csv') return sheetImportTable([await readCsv(bytes, limits)], 'csv');
  if (format !== 'json' && format !== 'text') refuse('not-a-table');
  const { text } = decodeText(bytes) ?? refuse('unknown-encoding');
  if (/^\ufeff?\s*[[{]/.test(text)) return readJsonLines(text, limits);
  return sheetImportTable([await readCsv(bytes, limits)], 'csv');
}
