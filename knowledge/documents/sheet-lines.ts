import { sheetLayout, type Sheet, type SheetLayout } from './sheet-layout';
import type { TextLine } from './text-lines';

/** A row longer than this is told in several lines, each with the row's first cell before it. */
const longestRow = 1200;

/**
 * Sheets as lines: one for each row, with the header's words before each cell and the table's unit at the end; captions,
 * headings between the rows and notes stand as they are. `title` is what the file is called; a single sheet's own
 * caption counts more.
 */
export function sheetLines(sheets: readonly Sheet[], title: string): TextLine[] {
  const filled = sheets.map((sheet) => ({ name: sheet.name, ...sheetLayout(sheet) })).filter(hasWords);
  const [first] = filled;
  if (!first) return [];
  const isOne = filled.length === 1;
  const own = isOne
    ? first.captions.find((caption) => !isUnitLine(caption) && caption.length <= 80)
    : undefined;
  const lines: TextLine[] = [{ text: own ?? title, role: 'title' }];
  for (const sheet of filled) {
    if (!isOne || !/^(?:sheet|工作表)\s*\d*$/i.test(sheet.name))
      if (sheet.name !== '' && sheet.name !== own)
        lines.push({ text: sheet.name, role: 'heading', level: 2 });
    lines.push(...tableLines(sheet, own));
  }
  return lines;
}

function tableLines({ captions, unit, headings, body }: SheetLayout, title: string | undefined): TextLine[] {
  const lines: TextLine[] = captions
    .filter((caption) => caption !== title)
    .map((text) => (isUnitLine(text) ? { text, role: 'note' } : { text }));
  for (const { kind, cells } of body) {
    if (kind === 'row') {
      lines.push(...rowLines(headings, cells, unit).map((text): TextLine => ({ text, role: 'row' })));
    } else {
      const [text = ''] = cells.filter(Boolean);
      lines.push(kind === 'heading' ? { text, role: 'heading', level: 3 } : { text });
    }
  }
  return lines;
}

/** 项目：稳岗返还；标准：60；单位：万元. */
function rowLines(headings: readonly string[], cells: readonly string[], unit: string | null): string[] {
  const parts = cells.flatMap((cell, x) => {
    if (cell === '' || (x > 0 && cell === cells[x - 1] && (headings[x] ?? '') === (headings[x - 1] ?? '')))
      return [];
    const heading = headings[x] ?? '';
    return [heading === '' || heading === cell ? cell : `${heading}：${cell}`];
  });
  const [key = ''] = parts;
  const suffix = unit === null || headings.some((heading) => heading.includes(unit)) ? '' : `；单位：${unit}`;
  const lines: string[] = [];
  let open = '';
  for (const part of parts) {
    if (open !== '' && open.length + part.length + suffix.length > longestRow) {
      lines.push(open + suffix);
      open = key.length < longestRow / 4 ? `${key}；${part}` : part;
    } else {
      open = open === '' ? part : `${open}；${part}`;
    }
  }
  return open === '' ? lines : [...lines, open + suffix];
}

function hasWords(sheet: SheetLayout): boolean {
  return sheet.captions.length + sheet.body.length > 0;
}

function isUnitLine(caption: string): boolean {
  return /^[（(]?(?:计量)?单位\s*[:：]\s*\S{1,20}$/.test(caption);
}
