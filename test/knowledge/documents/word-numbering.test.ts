import { strToU8, unzipSync, zipSync } from 'fflate';
import { describe, expect, test } from 'vitest';

import { defaultLimits } from '~/knowledge/documents/document-limits';
import { parseFile } from '~/knowledge/documents/parse-file.server';
import { chineseNumber, NumberCounter, writeNumber } from '~/knowledge/documents/word-numbering';

import { makeDocx } from './make-files';

const w = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"';
const level = (at: number, format: string, text: string, more = '') =>
  `<w:lvl w:ilvl="${at}"><w:start w:val="1"/><w:numFmt w:val="${format}"/>${more}<w:lvlText w:val="${text}"/></w:lvl>`;
const numbering = `<w:numbering ${w}>
<w:abstractNum w:abstractNumId="0">${level(0, 'chineseCountingThousand', '%1、')}${level(1, 'chineseCounting', '（%2）')}${level(2, 'decimal', '%3.')}</w:abstractNum>
<w:abstractNum w:abstractNumId="1">${level(0, 'chineseCountingThousand', '第%1条', '<w:pStyle w:val="Clause"/>')}</w:abstractNum>
<w:abstractNum w:abstractNumId="2">${level(0, 'bullet', '·')}</w:abstractNum>
<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>
<w:num w:numId="2"><w:abstractNumId w:val="1"/></w:num>
<w:num w:numId="3"><w:abstractNumId w:val="2"/></w:num>
<w:num w:numId="4"><w:abstractNumId w:val="0"/><w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride></w:num>
</w:numbering>`;
const styles = `<w:styles ${w}><w:style w:type="paragraph" w:styleId="Clause"><w:name w:val="Clause"/><w:pPr><w:numPr><w:numId w:val="2"/></w:numPr></w:pPr></w:style><w:style w:type="paragraph" w:styleId="Sub"><w:name w:val="Sub"/><w:basedOn w:val="Clause"/></w:style></w:styles>`;
const words = (text: string) => (text === '' ? '' : `<w:r><w:t>${text}</w:t></w:r>`);
const listed = (numId: number, at: number, text: string) =>
  `<w:p><w:pPr><w:numPr><w:ilvl w:val="${at}"/><w:numId w:val="${numId}"/></w:numPr></w:pPr>${words(text)}</w:p>`;
const styled = (style: string, text: string) =>
  `<w:p><w:pPr><w:pStyle w:val="${style}"/></w:pPr>${words(text)}</w:p>`;

function docxOf(body: string): Uint8Array {
  return zipSync({
    ...unzipSync(makeDocx([])),
    'word/_rels/document.xml.rels': strToU8(
      '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/styles" Target="styles.xml"/><Relationship Id="rId2" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/numbering" Target="numbering.xml"/></Relationships>',
    ),
    'word/numbering.xml': strToU8(numbering),
    'word/styles.xml': strToU8(styles),
    'word/document.xml': strToU8(`<w:document ${w}><w:body>${body}</w:body></w:document>`),
  });
}
const read = async (body: string) =>
  (await parseFile({ bytes: docxOf(body), name: '办法.docx' }, defaultLimits)).text.split('\n');

describe('the automatic numbers of a Word document', () => {
  test('一、（一）1. stand in the text in their order and begin anew under the next one above', async () => {
    const title = `<w:p>${words('云江市研发补助办法')}</w:p>`;
    const lines = await read(
      title +
        listed(1, 0, '补助对象') +
        listed(1, 1, '在本市登记的企业；') +
        listed(1, 2, '正常经营一年以上。') +
        listed(1, 2, '依法纳税。') +
        listed(1, 1, '在本市登记的社会组织。') +
        listed(1, 0, '补助标准') +
        listed(1, 1, '最高不超过五十万元。'),
    );
    expect(lines).toEqual([
      '云江市研发补助办法',
      '一、补助对象',
      '（一）在本市登记的企业；',
      '1. 正常经营一年以上。',
      '2. 依法纳税。',
      '（二）在本市登记的社会组织。',
      '二、补助标准',
      '（一）最高不超过五十万元。',
    ]);
  });

  test('articles numbered by their style, also an inherited one, are passages of their own', async () => {
    const body = `<w:p>${words('云江市研发补助办法')}</w:p>${styled('Clause', '为了促进研发，制定本办法。')}${styled('Sub', '本办法自2024年3月1日起施行。')}`;
    const { passages } = await parseFile({ bytes: docxOf(body), name: '办法.docx' }, defaultLimits);
    expect(passages.map(({ path, text }) => [path, text])).toEqual([
      ['第一条', '第一条 为了促进研发，制定本办法。'],
      ['第二条', '第二条 本办法自2024年3月1日起施行。'],
    ]);
  });

  test('an empty paragraph counts and shows nothing; bullets have no number; a list may begin anew', async () => {
    const lines = await read(
      `<w:p>${words('通知')}</w:p>` +
        listed(1, 0, '甲') +
        listed(1, 0, '') +
        listed(1, 0, '丙') +
        listed(3, 0, '点') +
        listed(4, 0, '新') +
        listed(4, 0, '次'),
    );
    expect(lines).toEqual(['通知', '一、甲', '三、丙', '点', '一、新', '二、次']);
  });
});

test('numbers are written as Word writes them, and unknown formats not at all', () => {
  const cases = [1, 10, 12, 20, 101, 110, 1000, 1010];
  expect(cases.map(chineseNumber)).toEqual([
    '一',
    '十',
    '十二',
    '二十',
    '一百零一',
    '一百一十',
    '一千',
    '一千零一十',
  ]);
  expect(
    ['upperRoman', 'lowerLetter', 'decimalEnclosedCircle', 'decimalZero', 'ideographTraditional'].map(
      (format) => writeNumber(4, format),
    ),
  ).toEqual(['IV', 'd', '④', '04', '丁']);
  expect(writeNumber(1, 'hindiVowels')).toBeNull();
});

test('1.1 takes the number of the level above, in figures where the level asks for it', () => {
  const plain = { start: 1, isLegal: false, restart: null };
  const list = {
    counter: 'a',
    overrides: new Map<number, number>(),
    levels: [
      { ...plain, format: 'chineseCounting', text: '第%1章' },
      { ...plain, format: 'decimal', text: '%1.%2', isLegal: true },
    ],
  };
  const counter = new NumberCounter();
  const labels = [0, 1, 1, 0, 1].map((at) => counter.next({ list, listId: '1', level: at }));
  expect(labels).toEqual(['第一章', '1.1', '1.2', '第二章', '2.1']);
});
