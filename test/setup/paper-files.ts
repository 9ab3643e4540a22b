import { utils, write, type Range } from '@e965/xlsx';
import { strToU8, zipSync } from 'fflate';

/** A cell of a printed form: words, how many columns and rows it covers, or that it goes on from above. */
export type SampleCell = string | { text: string; across?: number; down?: number } | null;

export type SampleBlock = string | { columns: number; rows: SampleCell[][] };

const escape = (text: string) => text.replace(/&/g, '&amp;').replace(/</g, '&lt;');

/** Words as Word keeps them: ____ as underlined spaces, ◫ as a Wingdings box, ▣ as a content control with a box. */
function runs(text: string): string {
  return text
    .split(/(_{2,}|◫|▣)/)
    .filter((piece) => piece !== '')
    .map((piece) => {
      if (piece === '◫') return '<w:r><w:sym w:font="Wingdings" w:char="F0A8"/></w:r>';
      if (piece === '▣')
        return '<w:sdt><w:sdtPr><w14:checkbox/></w:sdtPr><w:sdtContent><w:r><w:t>☐</w:t></w:r></w:sdtContent></w:sdt>';
      if (piece.startsWith('__'))
        return `<w:r><w:rPr><w:u w:val="single"/></w:rPr><w:t xml:space="preserve">${' '.repeat(piece.length)}</w:t></w:r>`;
      return `<w:r><w:t xml:space="preserve">${escape(piece)}</w:t></w:r>`;
    })
    .join('');
}

const paragraphs = (text: string) =>
  text
    .split('\n')
    .map((line) => `<w:p>${runs(line)}</w:p>`)
    .join('');

/** A Word document of paragraphs and tables; null in a row is a cell that goes on from above. */
export function sampleDocx(blocks: readonly SampleBlock[]): Uint8Array {
  const body = blocks
    .map((block) => {
      if (typeof block === 'string') return paragraphs(block);
      const rows = block.rows.map((cells) => {
        const written = cells.map((cell) => {
          if (cell === null) return '<w:tc><w:tcPr><w:vMerge/></w:tcPr><w:p/></w:tc>';
          const { text, across = 1, down = 1 } = typeof cell === 'string' ? { text: cell } : cell;
          const span = across > 1 ? `<w:gridSpan w:val="${String(across)}"/>` : '';
          const merge = down > 1 ? '<w:vMerge w:val="restart"/>' : '';
          return `<w:tc><w:tcPr>${span}${merge}</w:tcPr>${paragraphs(text)}</w:tc>`;
        });
        return `<w:tr>${written.join('')}</w:tr>`;
      });
      return `<w:tbl><w:tblPr/>${rows.join('')}</w:tbl>`;
    })
    .join('');
  const names =
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" xmlns:w14="http://schemas.microsoft.com/office/word/2010/wordml"';
  const head = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>';
  return zipSync({
    '[Content_Types].xml': strToU8(
      `${head}<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>`,
    ),
    '_rels/.rels': strToU8(
      `${head}<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/></Relationships>`,
    ),
    'word/document.xml': strToU8(
      `${head}<w:document ${names}><w:body>${body}<w:sectPr/></w:body></w:document>`,
    ),
  });
}

/** A workbook of one sheet laid out as a form. */
export function sampleXlsx(name: string, rows: readonly SampleCell[][]): Uint8Array {
  const merges: Range[] = [];
  const covered = new Set<string>();
  const values = rows.map((cells, row) => {
    const line: string[] = [];
    let column = 0;
    for (const cell of cells) {
      while (covered.has(`${String(row)} ${String(column)}`)) column += 1;
      if (cell === null) continue;
      const { text, across = 1, down = 1 } = typeof cell === 'string' ? { text: cell } : cell;
      line[column] = text;
      if (across > 1 || down > 1)
        merges.push({ s: { r: row, c: column }, e: { r: row + down - 1, c: column + across - 1 } });
      for (let r = row; r < row + down; r += 1)
        for (let c = column; c < column + across; c += 1) covered.add(`${String(r)} ${String(c)}`);
      column += across;
    }
    return Array.from(line, (text) => text ?? '');
  });
  const sheet = utils.aoa_to_sheet(values);
  sheet['!merges'] = merges;
  const book = utils.book_new();
  utils.book_append_sheet(book, sheet, name);
  return new Uint8Array(write(book, { type: 'array', bookType: 'xlsx' }) as ArrayBuffer);
}
