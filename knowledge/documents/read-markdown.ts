import { rowText } from './table-rows';
import { joinWrapped } from './join-wrapped';
import { cleanLine, type TextLine } from './text-lines';

/** What a Markdown file holds: its lines with their roles, and the JSON of its front matter if it has one. */
export interface MarkdownText {
  lines: TextLine[];
  frontMatter: Record<string, unknown>;
}

/**
 * Reads Markdown into lines: ATX headings, tables as rows with their headings, lists, quotations; marks of emphasis,
 * links, pictures, comments and fences go. The first `#` is the title. Lines above `<!-- INFO END -->`, as the corpora
 * of statutes write it, are notes on the text.
 */
export function readMarkdown(source: string): MarkdownText {
  const { body, frontMatter } = takeFrontMatter(source.replace(/^\ufeff/, ''));
  const noteEnd = body.search(/<!--\s*INFO END\s*-->/);
  const blocks: TextLine[] = [];
  let paragraph: string[] = [];
  let table: string[][] = [];
  let titled = false;
  const flushParagraph = () => {
    blocks.push(...joinWrapped(paragraph).map((text): TextLine => ({ text })));
    paragraph = [];
  };
  const flushTable = () => {
    const [header, ...rows] = table;
    if (header)
      blocks.push(...rows.map((cells): TextLine => ({ text: rowText(header, cells), role: 'row' })));
    table = [];
  };
  const notes = noteEnd === -1 ? 0 : countLines(body.slice(0, noteEnd));
  const raw = body
    .replace(/<!--[\s\S]*?-->/g, (comment) => comment.replace(/[^\n]/g, ''))
    .split(/\r\n|\r|\n/);
  raw.forEach((rawLine, index) => {
    const line = cleanLine(rawLine);
    const heading = /^(#{1,6})\s*(.+?)\s*#*$/.exec(line);
    const isRow = line.startsWith('|') && line.length > 1;
    if (!isRow) flushTable();
    if (line === '' || heading || isRow || index < notes) flushParagraph();
    if (heading?.[1] !== undefined && heading[2] !== undefined) {
      const level = heading[1].length;
      const role = level === 1 && !titled ? 'title' : 'heading';
      titled = true;
      blocks.push({ text: plainText(heading[2]), role, level });
    } else if (isRow) {
      if (!/^\|[\s:|-]+$/.test(line)) table.push(splitCells(line));
    } else if (index < notes && line !== '') {
      blocks.push(isNote(line) ? { text: plainText(line), role: 'note' } : { text: plainText(line) });
    } else if (/^(```|~~~|---+$|\*\*\*+$|===+$)/.test(line)) {
      flushParagraph();
    } else if (line !== '') {
      if (/^([-*+]|>)\s/.test(line)) flushParagraph();
      paragraph.push(plainText(line.replace(/^(?:[-*+]|>)\s+/, '')));
    }
  });
  flushTable();
  flushParagraph();
  return { lines: blocks.filter(({ text }) => text !== ''), frontMatter };
}

/** Above the end mark, whole sentences belong to the text (a notice that precedes a regulation). */
function isNote(line: string): boolean {
  return !/[。；;：:]$/.test(line) && line.length <= 300;
}

function takeFrontMatter(source: string): { body: string; frontMatter: Record<string, unknown> } {
  const found = /^---json[ \t]*\r?\n([\s\S]*?)\r?\n---[ \t]*(?:\r?\n|$)/.exec(source);
  if (found?.[1] === undefined) return { body: source, frontMatter: {} };
  try {
    const parsed: unknown = JSON.parse(found[1]);
    if (parsed !== null && typeof parsed === 'object' && !Array.isArray(parsed)) {
      return { body: source.slice(found[0].length), frontMatter: parsed as Record<string, unknown> };
    }
  } catch (error) {
    // Not JSON, so it is part of the text.
    if (!(error instanceof SyntaxError)) throw error;
  }
  return { body: source, frontMatter: {} };
}

function countLines(text: string): number {
  return text.split(/\r\n|\r|\n/).length - 1;
}

function splitCells(line: string): string[] {
  const cells = line
    .replace(/^\|/, '')
    .replace(/\|\s*$/, '')
    .split(/(?<!\\)\|/);
  return cells.map((cell) => plainText(cell.replaceAll('\\|', '|')));
}

function plainText(line: string): string {
  return cleanLine(
    line
      .replace(/!\[([^\]]*)\]\([^)]*\)/g, '')
      .replace(/\[([^\]]+)\]\([^)]*\)/g, '$1')
      .replace(/(\*\*|__)(?=\S)(.+?)\1/g, '$2')
      .replace(/<\/?(?:b|i|u|em|strong|br|p|span|font|center|div|sup|sub)\b[^>]*>/gi, '')
      .replace(/`([^`]+)`/g, '$1')
      .replace(/\\([\\`*_{}[\]()#+\-.!|])/g, '$1'),
  );
}
