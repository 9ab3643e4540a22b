import { decodeText } from './decode-text';
import type { DocumentLimits } from './document-limits';
import { refuse } from './refusal';
import { widestSheet, type Sheet } from './sheet-layout';

const delimiters = [',', '\t', ';', '|'] as const;

/** Reads CSV in UTF-8, UTF-16 or GB18030; the delimiter is found. Formulas stay the text that they are. Throws `RefusedFile`. */
export async function readCsv(bytes: Uint8Array, limits: DocumentLimits): Promise<Sheet> {
  const { text } = decodeText(bytes) ?? refuse('unknown-encoding');
  // Loaded when the first table comes: a folder of texts doesn't need it.
  const { parse, CsvError } = await import('csv-parse/sync');
  try {
    const cells = parse(text, {
      delimiter: await findDelimiter(text),
      bom: true,
      relax_column_count: true,
      relax_quotes: true,
      to: limits.tableRows + deepestHead + 1,
    });
    if (cells.length > limits.tableRows + deepestHead) refuse('too-many-rows', { limit: limits.tableRows });
    return { name: '', cells: cells.map((row) => row.slice(0, widestSheet)), merges: [] };
  } catch (error) {
    if (error instanceof CsvError) return refuse('damaged', { detail: error.message });
    throw error;
  }
}

/** Rows that may stand above the things: captions and header. */
const deepestHead = 16;

/** The delimiter that cuts the first lines into the same number of cells, more than one; a comma when none does. */
async function findDelimiter(text: string): Promise<string> {
  const { parse } = await import('csv-parse/sync');
  const head = text.slice(0, 50_000);
  const scored = delimiters.map((delimiter) => {
    const rows = parse(head, {
      delimiter,
      bom: true,
      relax_column_count: true,
      relax_quotes: true,
      to: 20,
      skip_records_with_error: true,
    });
    const widths = rows.map((row) => row.length);
    const usual = [...widths].sort((a, b) => a - b)[Math.floor(widths.length / 2)] ?? 1;
    const steady = widths.filter((width) => width === usual).length / Math.max(1, widths.length);
    return { delimiter, score: usual < 2 ? 0 : steady * Math.min(usual, 12) };
  });
  return scored.reduce((best, one) => (one.score > best.score ? one : best)).delimiter;
}
