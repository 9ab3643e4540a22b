import { refuse } from '../refusal';
import { cleanLine } from '../text-lines';
import type { ImportRow, ImportTable } from './import-table';

/**
 * Reads JSON lines (one object a line), or one JSON array of objects, as a table. Lines that aren't an object are listed
 * with their number; nested objects are kept as JSON. Throws `RefusedFile` when there is no object at all.
 */
export function readJsonLines(text: string, limits: { tableRows: number }): ImportTable {
  const columns = new Set<string>();
  const rows: ImportRow[] = [];
  const unreadable: ImportTable['unreadable'] = [];
  const things = jsonArray(text) ?? text.split(/\r\n|\n|\r/).map((line) => ({ line }));
  things.forEach((thing, i) => {
    const number = i + 1;
    if ('line' in thing && thing.line.trim() === '') return;
    if (rows.length >= limits.tableRows) refuse('too-many-rows', { limit: limits.tableRows });
    const value = 'line' in thing ? parse(thing.line) : thing.value;
    if (value === null || typeof value !== 'object' || Array.isArray(value)) {
      unreadable.push({ row: number, reason: { code: 'row-not-json', params: { row: number } } });
      return;
    }
    const values: Record<string, readonly string[]> = Object.create(null) as Record<
      string,
      readonly string[]
    >;
    for (const [key, cell] of Object.entries(value)) {
      const column = cleanLine(key);
      if (column === '' || column === '__proto__') continue;
      columns.add(column);
      const texts = cellTexts(cell);
      if (texts.length > 0) values[column] = texts;
    }
    rows.push({ number, values });
  });
  if (rows.length === 0) refuse(unreadable.length > 0 ? 'not-a-table' : 'empty');
  return { format: 'json-lines', sheet: null, columns: [...columns], rows, unreadable };
}

function jsonArray(text: string): { value: unknown }[] | null {
  if (!/^\ufeff?\s*\[/.test(text)) return null;
  const parsed = parse(text.replace(/^\ufeff/, ''));
  return Array.isArray(parsed) ? parsed.map((value: unknown) => ({ value })) : null;
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text.replace(/^\ufeff/, '')) as unknown;
  } catch (error) {
    if (error instanceof SyntaxError) return null;
    throw error;
  }
}

function cellTexts(value: unknown): string[] {
  if (value === null || value === undefined) return [];
  if (Array.isArray(value)) return value.flatMap(cellTexts);
  if (typeof value === 'object') return [JSON.stringify(value)];
  // Objects went above.
  const text = `${value as string | number | boolean}`.trim();
  return text === '' ? [] : [text];
}
