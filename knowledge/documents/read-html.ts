import sanitizeHtml from 'sanitize-html';

import { tableRows, type TableCell } from './table-rows';
import { cleanLine, type TextLine } from './text-lines';

const allowedTags = [
  ...[
    'h1',
    'h2',
    'h3',
    'h4',
    'h5',
    'h6',
    'p',
    'div',
    'br',
    'hr',
    'ul',
    'ol',
    'li',
    'blockquote',
    'pre',
    'dl',
    'dt',
    'dd',
  ],
  ...['table', 'thead', 'tbody', 'tfoot', 'tr', 'th', 'td', 'caption', 'article', 'section', 'main', 'title'],
];
const dropped = [
  'script',
  'style',
  'noscript',
  'nav',
  'header',
  'footer',
  'aside',
  'form',
  'button',
  'select',
  'option',
  'textarea',
  'iframe',
  'object',
  'svg',
  'template',
  'head',
];

/**
 * Reads HTML into lines: headings, paragraphs, list items with their numbers, tables as rows with their headings. Only
 * harmless tags pass sanitize-html; menus, forms, scripts and styles go with what is in them. A page's <article> or
 * <main>, where there is one, is the text.
 */
export function readHtml(source: string): TextLine[] {
  const main = /<(article|main)\b[\s\S]*<\/\1>/i.exec(source)?.[0];
  const pageTitle = cleanLine(decodeEntities(/<title[^>]*>([\s\S]*?)<\/title>/i.exec(source)?.[1] ?? ''));
  const body = main !== undefined && main.length > source.length / 20 ? main : source;
  const clean = sanitizeHtml(body, {
    allowedTags,
    allowedAttributes: { td: ['rowspan', 'colspan'], th: ['rowspan', 'colspan'], ol: ['start'] },
    nonTextTags: dropped,
    disallowedTagsMode: 'discard',
  });
  const lines = new HtmlReader().read(clean);
  if (lines.some((line) => line.role === 'title') || pageTitle === '') return lines;
  const shown = lines.findIndex(
    (line) => line.text === pageTitle || (line.text.length > 5 && pageTitle.startsWith(line.text)),
  );
  if (shown !== -1) lines[shown] = { ...(lines[shown] as TextLine), role: 'title' };
  return lines;
}

interface OpenTable {
  rows: TableCell[][];
  cell: TableCell | null;
}

/** Walks the sanitised markup, which is well formed but for void tags. */
class HtmlReader {
  readonly #lines: TextLine[] = [];
  readonly #tables: OpenTable[] = [];
  readonly #lists: { ordered: boolean; next: number }[] = [];
  #text = '';
  #prefix = '';
  #heading = 0;
  #titled = false;

  read(markup: string): TextLine[] {
    for (const [token] of markup.matchAll(/<[^>]*>|[^<]+/g)) {
      if (token.startsWith('<')) this.#tag(token);
      else this.#words(decodeEntities(token));
    }
    this.#flush();
    return this.#lines;
  }

  #words(text: string) {
    const cell = this.#tables.at(-1)?.cell;
    const plain = text.replace(/[\s\u00a0]+/g, ' ');
    if (cell) cell.text += plain;
    else if (this.#tables.length === 0) this.#text += plain;
  }

  #tag(token: string) {
    const [, slash = '', name = '', attributes = ''] = /^<(\/?)([a-z0-9]+)([^>]*)>$/i.exec(token) ?? [];
    const closing = slash === '/';
    if (/^(table|tr|td|th)$/.test(name)) {
      this.#tableTag(name, closing, attributes);
      return;
    }
    const cell = this.#tables.at(-1)?.cell;
    if (cell) {
      if (/^(p|div|br|li)$/.test(name)) cell.text += ' ';
      return;
    }
    this.#flush();
    if (/^h[1-6]$/.test(name)) this.#heading = closing ? 0 : Number(name[1]);
    if (name === 'ul' || name === 'ol') {
      if (closing) this.#lists.pop();
      else
        this.#lists.push({
          ordered: name === 'ol',
          next: Number(/start="(\d+)"/.exec(attributes)?.[1] ?? 1),
        });
    }
    const list = this.#lists.at(-1);
    if (name === 'li' && !closing && list?.ordered) {
      this.#prefix = `${list.next}. `;
      list.next += 1;
    }
  }

  #tableTag(name: string, closing: boolean, attributes: string) {
    const table = this.#tables.at(-1);
    if (name === 'table' && !closing) {
      this.#flush();
      this.#tables.push({ rows: [], cell: null });
    } else if (name === 'table' && table) {
      this.#tables.pop();
      const outer = this.#tables.at(-1)?.cell;
      const rows = tableRows(table.rows);
      if (outer) outer.text += rows.map((row) => row.text).join(' ');
      else this.#lines.push(...rows);
    } else if (name === 'tr' && !closing && table) {
      table.rows.push([]);
      table.cell = null;
    } else if ((name === 'td' || name === 'th') && table) {
      table.cell = closing ? null : newCell(name, attributes);
      if (table.cell) {
        if (table.rows.length === 0) table.rows.push([]);
        table.rows.at(-1)?.push(table.cell);
      }
    }
  }

  #flush() {
    const words = cleanLine(this.#text);
    this.#text = '';
    if (words === '') return;
    const text = /^[\d（(第一二三四五六七八九十]/.test(words) ? words : `${this.#prefix}${words}`;
    this.#prefix = '';
    if (this.#heading === 0) {
      this.#lines.push({ text });
      return;
    }
    const role = this.#heading === 1 && !this.#titled ? 'title' : 'heading';
    this.#titled ||= role === 'title';
    this.#lines.push({ text, role, level: this.#heading });
  }
}

function newCell(name: string, attributes: string): TableCell {
  const span = (key: string) => Number(new RegExp(`${key}="(\\d{1,3})"`).exec(attributes)?.[1] ?? 1);
  return { text: '', columns: span('colspan'), rows: span('rowspan'), isHeading: name === 'th' };
}

const entities: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'", nbsp: ' ' };

function decodeEntities(text: string): string {
  return text.replace(
    /&(?:#(\d{1,7})|#x([0-9a-f]{1,6})|([a-z]+));/gi,
    (whole, decimal?: string, hex?: string, name?: string) => {
      if (name !== undefined) return entities[name.toLowerCase()] ?? whole;
      const code = decimal === undefined ? parseInt(hex ?? '', 16) : Number(decimal);
      return code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : '';
    },
  );
}
