import { expect, test } from 'vitest';

import { joinPdfLines, type PdfLine } from '~/knowledge/documents/join-pdf-lines';

const line = (text: string, right = 500, left = 90): PdfLine => ({ text, left, right, pageWidth: 595 });
const join = (...pages: PdfLine[][]) => joinPdfLines(pages).map(({ text }) => text);

test('a wrapped line goes on with the next, a short one does not', () => {
  expect(join([line('对符合条件的企业给予'), line('补助。', 140), line('第二条 甲。', 200)])).toEqual([
    '对符合条件的企业给予补助。',
    '第二条 甲。',
  ]);
});

test('it goes on across pages, past page numbers and running heads', () => {
  const page = (number: number, ...lines: PdfLine[]) => [
    line('云江市公报', 200),
    ...lines,
    line(`— ${number} —`, 320, 280),
  ];
  expect(
    join(
      page(1, line('企业应当如实申报，不得')),
      page(2, line('弄虚作假。', 180)),
      page(3, line('第三条 乙。', 180)),
    ),
  ).toEqual(['企业应当如实申报，不得弄虚作假。', '第三条 乙。']);
});

test('what begins something of its own, or is set in, begins a line', () => {
  expect(
    join([
      line('各有关单位和企业，现将办法'),
      line('一、补助标准。', 300),
      line('这一行写满了整个页面的宽度'),
      line('新的一段。', 200, 120),
    ]),
  ).toEqual(['各有关单位和企业，现将办法', '一、补助标准。', '这一行写满了整个页面的宽度', '新的一段。']);
});

test('short lines on a page of short lines stay apart', () => {
  expect(join([line('关于测试的通知', 220), line('云江财〔2026〕99号', 222), line('一、甲。', 218)])).toEqual(
    ['关于测试的通知', '云江财〔2026〕99号', '一、甲。'],
  );
});
