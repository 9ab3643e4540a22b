import { XMLParser } from 'fast-xml-parser';

import type { DocumentLimits } from '../document-limits';
import { readZipDirectory } from '../read-zip-directory';
import { refuse } from '../refusal';
import { inflateEntry } from '../unpack-archive.server';
import { tidyWords, type PaperCell, type PaperForm, type PaperPart } from './paper-form';

/** A node as the parser gives it with its order kept: `{ 'w:p': [...], ':@': {...} }`. */
type XmlNode = Record<string, unknown>;

/** Cells of one file; a form of more is a register. */
const mostCells = 5_000;
const deepest = 30;

/**
 * Reads a Word document (ECMA-376, part 1, 17: WordprocessingML) as a printed form: tables with their merged cells, check
 * boxes as □ and ☑, underlined blanks as ____. Nested tables count as text of their cell. Throws `RefusedFile`.
 */
export function readDocxPaper(bytes: Uint8Array, limits: DocumentLimits): PaperForm {
  const entries = readZipDirectory(bytes) ?? refuse('damaged');
  if (entries.some((entry) => entry.isEncrypted)) refuse('encrypted');
  const unpacked = entries.reduce((sum, entry) => sum + entry.unpackedBytes, 0);
  if (unpacked > limits.unpackedBytes || entries.length > limits.entries)
    refuse('too-large', { limitMb: Math.round(limits.unpackedBytes / 1024 / 1024) });
  const entry = entries.find(({ name }) => name === 'word/document.xml') ?? refuse('damaged');
  const xml = inflateEntry(bytes, entry) ?? refuse('damaged', { detail: entry.name });
  const parser = new XMLParser({
    preserveOrder: true,
    ignoreAttributes: false,
    attributeNamePrefix: '@',
    trimValues: false,
    parseTagValue: false,
    parseAttributeValue: false,
    processEntities: true,
  });
  const root = parser.parse(new TextDecoder().decode(xml)) as XmlNode[];
  const body = childrenOf(find(childrenOf(find(root, 'w:document')), 'w:body'));
  const parts: PaperPart[] = [];
  const count = { tables: 0, paragraphs: 0, cells: 0 };
  for (const node of blocksOf(body)) {
    if ('w:tbl' in node) {
      count.tables += 1;
      const table = readTable(childrenOf(node), String(count.tables));
      count.cells += table.cells.length;
      if (count.cells > mostCells) refuse('too-many-rows', { limit: mostCells });
      if (table.cells.length > 0) parts.push({ kind: 'table', ...table });
    } else {
      const text = tidyWords(paragraphText(childrenOf(node))).trim();
      if (text === '') continue;
      count.paragraphs += 1;
      parts.push({ kind: 'text', text, place: { row: count.paragraphs } });
    }
  }
  return { parts };
}

function readTable(nodes: readonly XmlNode[], name: string) {
  const cells: PaperCell[] = [];
  /** The cell that a column's vertical merge began with. */
  const open = new Map<number, PaperCell>();
  let row = 0;
  let columns = 0;
  for (const rowNode of unwrapped(nodes, 'w:tr')) {
    const content = childrenOf(rowNode);
    let column = figure(attribute(find(childrenOf(find(content, 'w:trPr')), 'w:gridBefore'), '@w:val')) ?? 0;
    for (const cellNode of unwrapped(content, 'w:tc')) {
      const inside = childrenOf(cellNode);
      const properties = childrenOf(find(inside, 'w:tcPr'));
      const columnSpan = figure(attribute(find(properties, 'w:gridSpan'), '@w:val')) ?? 1;
      const merge = find(properties, 'w:vMerge');
      const above = open.get(column);
      if (merge && attribute(merge, '@w:val') !== 'restart' && above) above.rowSpan += 1;
      else {
        const text = tidyWords(blockText(inside));
        const place = { table: name, row: row + 1, column: column + 1 };
        const cell: PaperCell = { row, column, rowSpan: 1, columnSpan, text, place };
        cells.push(cell);
        if (merge) open.set(column, cell);
        else open.delete(column);
      }
      column += columnSpan;
    }
    columns = Math.max(columns, column);
    row += 1;
  }
  return { name, rows: row, columns, cells };
}

/** Paragraphs and tables, with those inside content controls. */
function blocksOf(nodes: readonly XmlNode[], depth = 0): XmlNode[] {
  if (depth > deepest) return [];
  return nodes.flatMap((node) => {
    if ('w:p' in node || 'w:tbl' in node) return [node];
    if ('w:sdt' in node) return blocksOf(childrenOf(find(childrenOf(node), 'w:sdtContent')), depth + 1);
    return [];
  });
}

/** The nodes of a name, with those inside content controls. */
function unwrapped(nodes: readonly XmlNode[], name: string, depth = 0): XmlNode[] {
  if (depth > deepest) return [];
  return nodes.flatMap((node) => {
    if (name in node) return [node];
    if ('w:sdt' in node)
      return unwrapped(childrenOf(find(childrenOf(node), 'w:sdtContent')), name, depth + 1);
    return [];
  });
}

function blockText(nodes: readonly XmlNode[], depth = 0): string {
  if (depth > deepest) return '';
  const lines = blocksOf(nodes).map((node) =>
    'w:p' in node
      ? paragraphText(childrenOf(node))
      : unwrapped(childrenOf(node), 'w:tr')
          .flatMap((row) => unwrapped(childrenOf(row), 'w:tc'))
          .map((cell) => blockText(childrenOf(cell), depth + 1))
          .join(' '),
  );
  return lines
    .join('\n')
    .replace(/[ \t]+\n/g, '\n')
    .replace(/\s+$/, '')
    .replace(/^\n+/, '');
}

function paragraphText(nodes: readonly XmlNode[], depth = 0): string {
  if (depth > deepest) return '';
  let text = '';
  for (const node of nodes) {
    if ('w:r' in node) text += runText(childrenOf(node));
    else if ('w:sdt' in node)
      text += paragraphText(childrenOf(find(childrenOf(node), 'w:sdtContent')), depth + 1);
    else
      for (const name of ['w:hyperlink', 'w:ins', 'w:smartTag', 'w:fldSimple'])
        if (name in node) text += paragraphText(childrenOf(node), depth + 1);
  }
  return text;
}

/** Wingdings and Segoe signs that stand for a box, empty or ticked. */
const emptyBoxes = new Set(['F06F', 'F0A8', 'F071', 'F072', '2610', 'F030', '006F', '00A8']);
const tickedBoxes = new Set(['F0FE', 'F052', 'F078', '2611', '2612', 'F0FD', '00FE', '0052']);

function runText(nodes: readonly XmlNode[]): string {
  const underlined = find(childrenOf(find(nodes, 'w:rPr')), 'w:u');
  const isUnderlined = underlined !== null && attribute(underlined, '@w:val') !== 'none';
  let text = '';
  for (const node of nodes) {
    if ('w:t' in node)
      text += childrenOf(node)
        .map((child) => (typeof child['#text'] === 'string' ? child['#text'] : ''))
        .join('');
    else if ('w:tab' in node) text += isUnderlined ? '____' : '\t';
    else if ('w:br' in node || 'w:cr' in node) text += '\n';
    else if ('w:sym' in node) text += symbol(attribute(node, '@w:char') ?? '');
    else if ('w:fldChar' in node) text += legacyField(childrenOf(node));
  }
  // Spaces to be written on, which only the line under them shows.
  return isUnderlined ? text.replace(/[ \u00a0\u3000]{2,}/g, '____') : text;
}

function symbol(char: string): string {
  const code = char.toUpperCase();
  if (emptyBoxes.has(code)) return '□';
  return tickedBoxes.has(code) ? '☑' : '';
}

function legacyField(nodes: readonly XmlNode[]): string {
  const data = childrenOf(find(nodes, 'w:ffData'));
  if (find(data, 'w:checkBox')) return '□';
  return find(data, 'w:textInput') ? '____' : '';
}

function childrenOf(node: XmlNode | null): XmlNode[] {
  if (node === null) return [];
  const name = Object.keys(node).find((key) => key !== ':@');
  const children = name === undefined ? undefined : node[name];
  return Array.isArray(children) ? (children as XmlNode[]) : [];
}

function find(nodes: readonly XmlNode[], name: string): XmlNode | null {
  return nodes.find((node) => name in node) ?? null;
}

function attribute(node: XmlNode | null, name: string): string | null {
  const held = (node?.[':@'] as Record<string, string> | undefined)?.[name];
  return held ?? null;
}

function figure(text: string | null): number | null {
  const value = text === null ? NaN : Number(text);
  return Number.isInteger(value) && value >= 0 && value <= 200 ? value : null;
}
