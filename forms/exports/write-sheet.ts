import type { Cell } from './export-columns';

/** Excel takes no longer text in a cell. */
const mostLetters = 32_767;
const cutMark = '…';

const head = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';
const main = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
const relations = 'http://schemas.openxmlformats.org/package/2006/relationships';
const officeRelations = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const types = 'application/vnd.openxmlformats-officedocument.spreadsheetml';

/** The parts of a workbook with one sheet (ECMA-376), but for the sheet itself. Style 1 is the header's, 2 is text. */
export function workbookParts(sheetName: string): { name: string; text: string }[] {
  return [
    {
      name: '[Content_Types].xml',
      text:
        `${head}<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">` +
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>' +
        '<Default Extension="xml" ContentType="application/xml"/>' +
        `<Override PartName="/xl/workbook.xml" ContentType="${types}.sheet.main+xml"/>` +
        `<Override PartName="/xl/worksheets/sheet1.xml" ContentType="${types}.worksheet+xml"/>` +
        `<Override PartName="/xl/styles.xml" ContentType="${types}.styles+xml"/></Types>`,
    },
    {
      name: '_rels/.rels',
      text:
        `${head}<Relationships xmlns="${relations}">` +
        `<Relationship Id="rId1" Type="${officeRelations}/officeDocument" Target="xl/workbook.xml"/></Relationships>`,
    },
    {
      name: 'xl/workbook.xml',
      text:
        `${head}<workbook xmlns="${main}" xmlns:r="${officeRelations}"><sheets>` +
        `<sheet name="${escapeXml(sheetNameOf(sheetName))}" sheetId="1" r:id="rId1"/></sheets></workbook>`,
    },
    {
      name: 'xl/_rels/workbook.xml.rels',
      text:
        `${head}<Relationships xmlns="${relations}">` +
        `<Relationship Id="rId1" Type="${officeRelations}/worksheet" Target="worksheets/sheet1.xml"/>` +
        `<Relationship Id="rId2" Type="${officeRelations}/styles" Target="styles.xml"/></Relationships>`,
    },
    { name: 'xl/styles.xml', text: styles },
  ];
}

/** Where the sheet lies in the workbook. */
export const sheetPart = 'xl/worksheets/sheet1.xml';

const styles =
  `${head}<styleSheet xmlns="${main}">` +
  '<fonts count="2"><font><sz val="11"/></font><font><b/><sz val="11"/></font></fonts>' +
  '<fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills>' +
  '<borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders>' +
  '<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>' +
  '<cellXfs count="3"><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/>' +
  '<xf numFmtId="49" fontId="1" fillId="0" borderId="0" xfId="0" applyFont="1"/>' +
  '<xf numFmtId="49" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/></cellXfs></styleSheet>';

/** The sheet's beginning with its header, which stays in sight. */
export function sheetStart(headers: readonly string[]): string {
  const widths = headers.map(
    (header, index) =>
      `<col min="${index + 1}" max="${index + 1}" width="${Math.min(40, Math.max(12, header.length * 2 + 2))}" customWidth="1"/>`,
  );
  return (
    `${head}<worksheet xmlns="${main}"><sheetViews><sheetView workbookViewId="0">` +
    '<pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/></sheetView></sheetViews>' +
    `<cols>${widths.join('')}</cols><sheetData>${sheetRow(1, headers, 1)}`
  );
}

/** A row, counted from 1; empty cells are left out. */
export function sheetRow(number: number, cells: readonly Cell[], textStyle = 2): string {
  const written = cells.map((cell, index) => {
    if (cell === '') return '';
    const place = `${columnName(index)}${number}`;
    if (typeof cell === 'number') return `<c r="${place}"><v>${cell}</v></c>`;
    const text = cell.length > mostLetters ? cell.slice(0, mostLetters - 1) + cutMark : cell;
    return `<c r="${place}" s="${textStyle}" t="inlineStr"><is><t xml:space="preserve">${escapeXml(text)}</t></is></c>`;
  });
  return `<row r="${number}">${written.join('')}</row>`;
}

export const sheetEnd = '</sheetData></worksheet>';

/** 0 → A, 25 → Z, 26 → AA */
export function columnName(index: number): string {
  const letter = String.fromCharCode(65 + (index % 26));
  return index < 26 ? letter : columnName(Math.floor(index / 26) - 1) + letter;
}

/** A sheet's name has 31 letters at most, and none of []:*?/\. */
function sheetNameOf(name: string): string {
  return (
    name
      .replace(/[[\]:*?/\\]/g, ' ')
      .slice(0, 31)
      .replace(/^'|'$/g, ' ')
      .trim() || 'Sheet1'
  );
}

/** Text for XML 1.0, without the signs that it can't hold. */
function escapeXml(text: string): string {
  return text
    .replace(/\p{Surrogate}/gu, '')
    .replace(/[\uFFFE\uFFFF]|(?![\t\n\r\u007F-\u009F])\p{Cc}/gu, '')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');
}
