import type { FormText } from '~/forms/definition/translations/list-texts';

/** A table of texts to be translated elsewhere: id, Chinese, English; with a mark so that spreadsheets read UTF-8. */
export function writeTranslationsCsv(texts: readonly FormText[], head: readonly string[]): string {
  const rows = [head, ...texts.map(({ id, chinese, english }) => [id, chinese, english])];
  return `\uFEFF${rows.map((row) => row.map(writeCell).join(',')).join('\r\n')}\r\n`;
}

/** What a table that came back would change. */
export interface ReadTranslations {
  english: Map<string, string>;
  /** Ids that the form doesn't have any more. */
  unknown: string[];
  /** Texts whose Chinese has changed since the table was written: their English is not taken. */
  stale: string[];
}

/** Reads a table of the same shape; its first line is the head. Null when it isn't such a table. */
export function readTranslationsCsv(csv: string, texts: readonly FormText[]): ReadTranslations | null {
  const [head, ...rows] = parseCsv(csv.replace(/^\uFEFF/, ''));
  if (!head || head.length < 3) return null;
  const byId = new Map(texts.map((text) => [text.id, text]));
  const read: ReadTranslations = { english: new Map(), unknown: [], stale: [] };
  for (const [id = '', chinese = '', english = ''] of rows) {
    if (id.trim() === '') continue;
    const text = byId.get(id.trim());
    if (!text) read.unknown.push(id.trim());
    else if (plain(text.chinese) !== plain(readCell(chinese))) read.stale.push(text.id);
    else if (readCell(english).trim() !== text.english) read.english.set(text.id, readCell(english).trim());
  }
  return read;
}

/** A cell that a spreadsheet would take for a formula is written with an apostrophe. */
function writeCell(text: string): string {
  const safe = /^[=+\-@\t\r']/.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

function readCell(cell: string): string {
  return /^'[=+\-@\t\r']/.test(cell) ? cell.slice(1) : cell;
}

/** Spreadsheets change line ends and trim. */
function plain(text: string): string {
  return text.replace(/\r\n?/g, '\n').trim();
}

/** Comma-separated lines with quotes (RFC 4180). */
function parseCsv(csv: string): string[][] {
  const rows: string[][] = [];
  let row: string[] = [];
  let cell = '';
  let isQuoted = false;
  const endRow = () => {
    row.push(cell);
    if (row.length > 1 || cell !== '') rows.push(row);
    row = [];
    cell = '';
  };
  for (let at = 0; at < csv.length; at += 1) {
    const sign = csv[at] as string;
    if (isQuoted) {
      if (sign !== '"') cell += sign;
      else if (csv[at + 1] === '"') {
        cell += '"';
        at += 1;
      } else isQuoted = false;
    } else if (sign === '"' && cell === '') isQuoted = true;
    else if (sign === ',') {
      row.push(cell);
      cell = '';
    } else if (sign === '\n') endRow();
    else if (sign !== '\r') cell += sign;
  }
  endRow();
  return rows;
}
