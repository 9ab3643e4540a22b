import { createRequire } from 'node:module';

import { strToU8, zipSync, type Zippable } from 'fflate';
import type * as PdfMake from 'pdfmake';

const require = createRequire(import.meta.url);

/** A DOCX of paragraphs, headings (`# …`) and one table, as Word writes the parts that matter. */
export function makeDocx(
  paragraphs: readonly string[],
  table: readonly (readonly string[])[] = [],
): Uint8Array {
  const run = (text: string) => `<w:r><w:t xml:space="preserve">${escapeXml(text)}</w:t></w:r>`;
  const paragraph = (text: string) =>
    text.startsWith('# ')
      ? `<w:p><w:pPr><w:pStyle w:val="Heading1"/></w:pPr>${run(text.slice(2))}</w:p>`
      : `<w:p>${run(text)}</w:p>`;
  const rows = table
    .map((cells) => `<w:tr>${cells.map((cell) => `<w:tc>${paragraph(cell)}</w:tc>`).join('')}</w:tr>`)
    .join('');
  const body = paragraphs.map(paragraph).join('') + (rows === '' ? '' : `<w:tbl>${rows}</w:tbl>`);
  const w = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"';
  const head = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>';
  const parts: Zippable = {
    '[Content_Types].xml': strToU8(
      `${head}<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/><Override PartName="/word/styles.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.styles+xml"/></Types>`,
    ),
    '_rels/.rels': strToU8(
      `${head}<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/></Relationships>`,
    ),
    'word/_rels/document.xml.rels': strToU8(
      `${head}<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/styles" Target="styles.xml"/></Relationships>`,
    ),
    'word/styles.xml': strToU8(
      `${head}<w:styles ${w}><w:style w:type="paragraph" w:styleId="Heading1"><w:name w:val="heading 1"/></w:style></w:styles>`,
    ),
    'word/document.xml': strToU8(`${head}<w:document ${w}><w:body>${body}</w:body></w:document>`),
  };
  return zipSync(parts);
}

/** A PDF of paragraphs with an embedded Chinese font; `userPassword` encrypts it. */
export async function makePdf(paragraphs: readonly string[], userPassword?: string): Promise<Uint8Array> {
  const pdfmake = require('pdfmake') as typeof PdfMake;
  const regular = require.resolve('@expo-google-fonts/noto-sans-sc/400Regular/NotoSansSC_400Regular.ttf');
  pdfmake.setFonts({ Noto: { normal: regular, bold: regular, italics: regular, bolditalics: regular } });
  const document = pdfmake.createPdf({
    content: paragraphs.map((text) => ({ text, margin: [0, 0, 0, 6] })),
    defaultStyle: { font: 'Noto', fontSize: 12 },
    footer: (page: number) => ({ text: `— ${page} —`, alignment: 'center' }),
    ...(userPassword !== undefined && { userPassword }),
  });
  return new Uint8Array(await document.getBuffer());
}

/** A PDF of so many blank pages, as a scanner without text recognition leaves it. */
export function makeBlankPdf(pages: number): Uint8Array {
  const objects = [
    '<< /Type /Catalog /Pages 2 0 R >>',
    `<< /Type /Pages /Count ${pages} /Kids [${Array.from({ length: pages }, (_, i) => `${i + 3} 0 R`).join(' ')}] >>`,
    ...Array.from({ length: pages }, () => '<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] >>'),
  ];
  let text = '%PDF-1.4\n';
  const offsets = objects.map((object, i) => {
    const at = text.length;
    text += `${i + 1} 0 obj\n${object}\nendobj\n`;
    return at;
  });
  const start = text.length;
  text += `xref\n0 ${objects.length + 1}\n0000000000 65535 f \n`;
  text += offsets.map((at) => `${String(at).padStart(10, '0')} 00000 n \n`).join('');
  text += `trailer\n<< /Size ${objects.length + 1} /Root 1 0 R >>\nstartxref\n${start}\n%%EOF\n`;
  return strToU8(text);
}

/** Text as GB18030, for characters of the basic plane: looked up through the decoder, since Node only decodes. */
export function encodeGb18030(text: string): Uint8Array {
  const decoder = new TextDecoder('gb18030');
  const table = new Map<string, readonly [number, number]>();
  for (let high = 0x81; high <= 0xfe; high += 1) {
    for (let low = 0x40; low <= 0xfe; low += 1) {
      if (low !== 0x7f) table.set(decoder.decode(new Uint8Array([high, low])), [high, low]);
    }
  }
  return new Uint8Array(
    [...text].flatMap((character) => {
      const code = character.charCodeAt(0);
      return code < 0x80 ? [code] : [...(table.get(character) ?? [0x3f])];
    }),
  );
}

/** A ZIP whose entry names are the bytes given, without the flag for UTF-8, as Chinese Windows writes them. */
export function renameEntry(zip: Uint8Array, from: string, to: Uint8Array): Uint8Array {
  const before = strToU8(from);
  if (before.length !== to.length) throw new Error('the names must be of one length');
  const bytes = new Uint8Array(zip);
  for (let at = 0; at <= bytes.length - before.length; at += 1) {
    if (before.every((byte, i) => bytes[at + i] === byte)) bytes.set(to, at);
  }
  return bytes;
}

/** Sets the bit of encryption in each header of a ZIP. */
export function markEncrypted(zip: Uint8Array): Uint8Array {
  const bytes = new Uint8Array(zip);
  const view = new DataView(bytes.buffer);
  for (let at = 0; at + 10 < bytes.length; at += 1) {
    const signature = view.getUint32(at, true);
    if (signature === 0x04034b50) bytes[at + 6] = (bytes[at + 6] ?? 0) | 1;
    if (signature === 0x02014b50) bytes[at + 8] = (bytes[at + 8] ?? 0) | 1;
  }
  return bytes;
}

function escapeXml(text: string): string {
  return text.replace(/[&<>]/g, (character) => `&#${character.charCodeAt(0)};`);
}
