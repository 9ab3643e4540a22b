import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { findBoilerplate } from '~/knowledge/documents/find-boilerplate';
import { joinPdfLines, type PdfLine } from '~/knowledge/documents/join-pdf-lines';

const left = (lines: readonly string[], isUnderAnnex = false) =>
  lines.filter((_, i) => !findBoilerplate(lines, isUnderAnnex).has(i));

describe('what no passage holds', () => {
  test('抄送 runs to the line that says who printed it', () => {
    expect(
      left([
        '第八条 本办法自印发之日起施行。',
        '抄送：市委办公室，市人大常委会办公室，',
        '市政协办公室。',
        '云江市财政局办公室 2024年3月1日印发',
      ]),
    ).toEqual(['第八条 本办法自印发之日起施行。']);
  });

  test('抄送 without a printer’s line takes short lines only', () => {
    const long = '本通知的内容'.repeat(12);
    expect(left(['正文。', '抄送：各区财政局', long])).toEqual(['正文。', long]);
  });

  test('whether it may be published, and how many were printed', () => {
    expect(left(['（此件公开发布）', '正文。', '（联系人：李工，电话：0571-0000）', '共印50份'])).toEqual([
      '正文。',
    ]);
  });

  test('the list of attachments goes, the attachment under its heading stays', () => {
    expect(left(['请遵照执行。', '附件：1. 申请表', '2. 承诺书', '云江市财政局'])).toEqual([
      '请遵照执行。',
      '云江市财政局',
    ]);
    expect(left(['1. 申请表', '2. 承诺书', '云江市财政局'], true)).toEqual(['云江市财政局']);
    expect(left(['1. 申请人应当如实填写。', '2. 一式三份。'], true)).toHaveLength(2);
  });

  test('a clause that only speaks of copies and prints stays', () => {
    const lines = [
      '一、各单位应当将结果抄送市财政局。',
      '二、证书由市局统一印发。',
      '附件所列材料应当齐全。',
    ];
    expect(left(lines)).toEqual(lines);
  });
});

describe('laws', () => {
  const pieces = fc.constantFrom(
    ...['附件：1. 申请表', '2. 承诺书', '抄送：市委办公室。', '云江市财政局办公室 2024年3月1日印发'],
    ...[
      '此件主动公开',
      '正文一段。',
      '（一）企业；',
      '云江市财政局',
      '第三条 企业应当申报。',
      '第十条 附件一并印发。',
    ],
  );
  const texts = fc.array(pieces, { maxLength: 14 });

  test('no line that begins with 第X条 is ever left out', () => {
    fc.assert(
      fc.property(texts, fc.boolean(), (lines, isUnderAnnex) => {
        const kept = left(lines, isUnderAnnex);
        const articles = (all: readonly string[]) => all.filter((line) => /^第.{1,3}条/.test(line));
        expect(articles(kept)).toEqual(articles(lines));
      }),
    );
  });

  test('without an annex’s heading, what was left is left again whole', () => {
    fc.assert(
      fc.property(texts, (lines) => {
        const once = left(lines);
        expect(left(once)).toEqual(once);
      }),
    );
  });
});

describe('headers and footers of a PDF', () => {
  const line = (text: string): PdfLine => ({ text, left: 90, right: 300, pageWidth: 595 });

  test('those of three pages or more go with their page numbers, the same words within a page stay', () => {
    const page = (number: number, words: string) =>
      [`云江市人民政府公报 第 ${number} 页`, `甲${number}。`, words, `丙${number}。`, `— ${number} —`].map(
        line,
      );
    const joined = joinPdfLines([page(1, '云江市人民政府公报'), page(2, '乙。'), page(3, '丁。')]);
    expect(joined.map(({ text }) => text).join('')).toBe(
      '甲1。云江市人民政府公报丙1。甲2。乙。丙2。甲3。丁。丙3。',
    );
  });

  test('an article at a page’s edge stays on however many pages it stands', () => {
    const page = [line('第三条 企业应当申报。'), line('甲。'), line('乙。')];
    expect(joinPdfLines([page, page, page]).filter(({ text }) => text.startsWith('第三条'))).toHaveLength(3);
  });
});
