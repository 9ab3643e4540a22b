import { createRequire } from 'node:module';

import { strToU8, zipSync, type Zippable } from 'fflate';
import type * as Canvas from '@napi-rs/canvas';
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
export function makePdf(paragraphs: readonly string[], userPassword?: string): Promise<Uint8Array> {
  return writePdf(
    paragraphs.map((text) => ({ text, margin: [0, 0, 0, 6] })),
    userPassword,
  );
}

/** A PDF with these paragraphs on each page; they have to fit. */
export function makePagedPdf(pages: readonly (readonly string[])[]): Promise<Uint8Array> {
  return writePdf(
    pages.flatMap((paragraphs, page) =>
      paragraphs.map((text, i) => ({
        ...{ text, fontSize: 10 },
        ...(page > 0 && i === 0 && { pageBreak: 'before' as const }),
      })),
    ),
  );
}

async function writePdf(content: PdfMake.Content[], userPassword?: string): Promise<Uint8Array> {
  const pdfmake = require('pdfmake') as typeof PdfMake;
  const regular = require.resolve('@expo-google-fonts/noto-sans-sc/400Regular/NotoSansSC_400Regular.ttf');
  pdfmake.setFonts({ Noto: { normal: regular, bold: regular, italics: regular, bolditalics: regular } });
  const document = pdfmake.createPdf({
    content,
    defaultStyle: { font: 'Noto', fontSize: 12 },
    footer: (page: number) => ({ text: `— ${page} —`, alignment: 'center' }),
    ...(userPassword !== undefined && { userPassword }),
  });
  return new Uint8Array(await document.getBuffer());
}

/** A PDF with a table of these rows, the first repeated on each page, between two paragraphs; `lines: false` without rulings. */
export function makeTablePdf(
  rows: readonly (readonly string[])[],
  { lines = true }: { lines?: boolean } = {},
): Promise<Uint8Array> {
  return writePdf([
    { text: '云江市补助标准目录（示例）', alignment: 'center', margin: [0, 0, 0, 12] },
    { text: '第一条 补助标准见下表。', margin: [0, 0, 0, 6] },
    {
      table: {
        headerRows: 1,
        widths: (rows[0] ?? []).map(() => '*'),
        body: rows.map((row) => [...row]),
      },
      ...(!lines && { layout: 'noBorders' }),
    },
    { text: '第二条 本办法自2026年1月1日起施行。', margin: [0, 6, 0, 0] },
  ]);
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

/** A page of Chinese lines drawn as a picture, as a scanner makes it: A4 at 150 dpi. */
export function drawScan(lines: readonly string[]): Buffer {
  const { createCanvas, GlobalFonts } = require('@napi-rs/canvas') as typeof Canvas;
  GlobalFonts.registerFromPath(
    require.resolve('@expo-google-fonts/noto-sans-sc/400Regular/NotoSansSC_400Regular.ttf'),
    'Noto',
  );
  const canvas = createCanvas(1240, 620);
  const context = canvas.getContext('2d');
  context.fillStyle = '#fff';
  context.fillRect(0, 0, 1240, 620);
  context.fillStyle = '#111';
  lines.forEach((line, i) => {
    context.font = i === 0 ? '42px Noto' : '30px Noto';
    context.textAlign = i === 0 ? 'center' : 'left';
    context.fillText(line, i === 0 ? 620 : 110, 100 + i * 70);
  });
  return canvas.toBuffer('image/jpeg', 85);
}

/** A PDF whose pages are pictures, or text of an embedded font's stead: plain Latin lines. */
export function makeScannedPdf(pages: readonly (Buffer | string)[]): Uint8Array {
  const parts: Buffer[] = [];
  const offsets: number[] = [];
  let length = 0;
  const write = (part: Buffer | string) => {
    const bytes = typeof part === 'string' ? Buffer.from(part, 'latin1') : part;
    parts.push(bytes);
    length += bytes.length;
  };
  const object = (head: string, stream?: Buffer) => {
    offsets.push(length);
    write(`${offsets.length} 0 obj\n${head}\n`);
    if (stream) {
      write('stream\n');
      write(stream);
      write('\nendstream\n');
    }
    write('endobj\n');
  };
  write('%PDF-1.4\n');
  object('<< /Type /Catalog /Pages 2 0 R >>');
  const kids = pages.map((_, i) => `${3 + i * 3} 0 R`).join(' ');
  object(`<< /Type /Pages /Count ${pages.length} /Kids [${kids}] >>`);
  for (const [i, page] of pages.entries()) {
    const at = 3 + i * 3;
    const isText = typeof page === 'string';
    const content = Buffer.from(
      isText ? `BT /F0 12 Tf 72 700 Td (${page}) Tj ET` : 'q 595 0 0 297 0 500 cm /Im0 Do Q',
      'latin1',
    );
    const resource = isText ? `/Font << /F0 ${at + 2} 0 R >>` : `/XObject << /Im0 ${at + 2} 0 R >>`;
    object(
      `<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Resources << ${resource} >> /Contents ${at + 1} 0 R >>`,
    );
    object(`<< /Length ${content.length} >>`, content);
    if (isText) object('<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>');
    else
      object(
        `<< /Type /XObject /Subtype /Image /Width 1240 /Height 620 /ColorSpace /DeviceRGB /BitsPerComponent 8 /Filter /DCTDecode /Length ${page.length} >>`,
        page,
      );
  }
  const start = length;
  write(`xref\n0 ${offsets.length + 1}\n0000000000 65535 f \n`);
  write(offsets.map((at) => `${String(at).padStart(10, '0')} 00000 n \n`).join(''));
  write(`trailer\n<< /Size ${offsets.length + 1} /Root 1 0 R >>\nstartxref\n${start}\n%%EOF\n`);
  return new Uint8Array(Buffer.concat(parts));
}

/** A piece of text of an OFD page: where it stands in millimetres, and the words. */
export type OfdPiece = readonly [x: number, y: number, words: string, more?: string];

/**
 * An OFD of several documents, each of pages with their pieces; each page stands on a template with a letterhead. A
 * page without pieces holds the picture, where one is given.
 */
export function makeOfd(
  documents: readonly (readonly (readonly OfdPiece[])[])[],
  extra = '',
  picture?: Uint8Array,
): Uint8Array {
  const head = `<?xml version="1.0" encoding="UTF-8"?>${extra}`;
  const ns = 'xmlns:ofd="http://www.ofdspec.org/2016"';
  const object = ([x, y, words, more = '']: OfdPiece, id: number) =>
    `<ofd:TextObject ID="${id}" Boundary="${x} ${y} ${words.length * 5} 6" Font="1" Size="5" ${more}><ofd:TextCode X="0" Y="5" DeltaX="g ${Math.max(1, words.length - 1)} 5">${escapeXml(words)}</ofd:TextCode></ofd:TextObject>`;
  const page = (pieces: readonly OfdPiece[], type = 'Body') =>
    `${head}<ofd:Page ${ns}><ofd:Template TemplateID="1" ZOrder="Background"/><ofd:Content><ofd:Layer ID="2" Type="${type}"><ofd:PageBlock ID="3">${pieces.map((piece, i) => object(piece, 10 + i)).join('')}${picture && pieces.length === 0 ? '<ofd:ImageObject ID="50" Boundary="5 5 5 5" ResourceID="8"/><ofd:ImageObject ID="51" Boundary="0 0 210 105" ResourceID="7"/>' : ''}</ofd:PageBlock></ofd:Layer><ofd:Layer ID="4" Type="Background">${object([20, 120, '水印水印'], 99)}</ofd:Layer></ofd:Content></ofd:Page>`;
  const files: Zippable = {
    'OFD.xml': strToU8(
      `${head}<ofd:OFD ${ns} Version="1.0" DocType="OFD">${documents.map((_, i) => `<ofd:DocBody><ofd:DocInfo><ofd:DocID>${i}</ofd:DocID></ofd:DocInfo><ofd:DocRoot>Doc_${i}/Document.xml</ofd:DocRoot></ofd:DocBody>`).join('')}</ofd:OFD>`,
    ),
  };
  documents.forEach((pages, d) => {
    files[`Doc_${d}/Document.xml`] = strToU8(
      `${head}<ofd:Document ${ns}><ofd:CommonData><ofd:PageArea><ofd:PhysicalBox>0 0 210 297</ofd:PhysicalBox></ofd:PageArea>${picture ? '<ofd:DocumentRes>DocumentRes.xml</ofd:DocumentRes>' : ''}<ofd:TemplatePage ID="1" BaseLoc="Tpls/Tpl_0/Content.xml"/></ofd:CommonData><ofd:Pages>${pages.map((_, p) => `<ofd:Page ID="${p + 2}" BaseLoc="Pages/Page_${p}/Content.xml"/>`).join('')}</ofd:Pages></ofd:Document>`,
    );
    if (picture) {
      files[`Doc_${d}/DocumentRes.xml`] = strToU8(
        `${head}<ofd:Res ${ns} BaseLoc="Res"><ofd:MultiMedias><ofd:MultiMedia ID="7" Type="Image"><ofd:MediaFile>scan.jpg</ofd:MediaFile></ofd:MultiMedia></ofd:MultiMedias></ofd:Res>`,
      );
      files[`Doc_${d}/Res/scan.jpg`] = picture;
    }
    files[`Doc_${d}/Tpls/Tpl_0/Content.xml`] = strToU8(page([[60, 10, '模板上的信笺抬头']]));
    pages.forEach((pieces, p) => {
      files[`Doc_${d}/Pages/Page_${p}/Content.xml`] = strToU8(page(pieces));
    });
  });
  return zipSync(files);
}
