import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { writeNumber } from '~/knowledge/documents/chinese-number';
import { longestPassage } from '~/knowledge/documents/cut-long-lines';
import { splitPassages } from '~/knowledge/documents/split-passages';
import { cleanLine, splitLines, type TextLine } from '~/knowledge/documents/text-lines';

const split = (text: string) => splitPassages(splitLines(text).map((line) => ({ text: line })));
const paths = (text: string) => split(text).passages.map((passage) => passage.path);

const word = fc.constantFrom(
  '企业',
  '补助',
  '条件',
  '第三条',
  '（一）',
  '申报',
  '50万元',
  '。',
  '；',
  '：',
  '，',
  ' ',
  '《办法》',
  '𠮷',
  '之一',
);
const body = fc.array(word, { minLength: 1, maxLength: 30 }).map((words) => words.join(''));
const opening = fc.constantFrom(
  ...[
    '第一章 总则',
    '第二节 标准',
    '第一条 ',
    '第 十 条 ',
    '第十条之一 ',
    '第３条：',
    '一、',
    '（二）',
    '(三)',
    '1.',
    '２．',
    '（1）',
    '①',
    '附件1',
  ],
  ...[
    '目 录',
    '问：',
    '2020年1月1日 云江市人民政府令第1号公布',
    '特此公告。',
    '云江市财政局',
    '2024年3月1日',
    '',
  ],
);
const role = fc.constantFrom(undefined, undefined, undefined, 'title', 'heading', 'row', 'note');
const line: fc.Arbitrary<TextLine> = fc
  .tuple(
    opening,
    fc.oneof(
      body,
      body.map((text) => text.repeat(60)),
    ),
    role,
    fc.integer({ min: 1, max: 4 }),
  )
  .map(([start, rest, as, level]) => ({
    text: cleanLine(start + rest),
    ...(as && { role: as as 'row', level }),
  }));

describe('laws of cutting', () => {
  test('a passage is the text between its offsets, in order, without overlap', () => {
    fc.assert(
      fc.property(fc.array(line, { maxLength: 40 }), (lines) => {
        const { text, passages } = splitPassages(lines);
        let before = 0;
        for (const passage of passages) {
          expect(text.slice(passage.start, passage.end)).toBe(passage.text);
          expect(passage.start).toBeGreaterThanOrEqual(before);
          expect(passage.text).not.toBe('');
          expect(passage.path).not.toBe('');
          expect(passage.text.length).toBeLessThanOrEqual(longestPassage);
          before = passage.end;
        }
      }),
    );
  });

  test('each character but white space is in one passage or in the outline', () => {
    fc.assert(
      fc.property(fc.array(line, { maxLength: 40 }), (lines) => {
        const { text, passages, outline } = splitPassages(lines);
        const seen = new Array<number>(text.length).fill(0);
        for (const { start, end } of [...passages, ...outline])
          for (let i = start; i < end; i += 1) seen[i] = (seen[i] ?? 0) + 1;
        const wrong = seen.findIndex((times, i) => (/\s/.test(text.charAt(i)) ? times > 1 : times !== 1));
        expect(wrong).toBe(-1);
      }),
    );
  });

  test('articles are found by number, whatever their spacing and digits', () => {
    const spelling = fc.constantFrom(
      (n: number) => `第${writeNumber(n)}条 `,
      (n: number) => `第 ${[...writeNumber(n)].join(' ')} 条 `,
      (n: number) => `第${n}条 `,
      (n: number) =>
        `第${[...String(n)].map((digit) => String.fromCharCode(digit.charCodeAt(0) + 0xfee0)).join('')}条\u3000`,
    );
    fc.assert(
      fc.property(fc.array(fc.tuple(spelling, fc.boolean()), { minLength: 1, maxLength: 60 }), (articles) => {
        const text = articles
          .map(
            ([spell, withItems], i) =>
              `${spell(i + 1)}企业应当申报${withItems ? '：\n（一）报表；\n（二）凭证。' : '。'}`,
          )
          .join('\n');
        expect(split(text).passages).toHaveLength(articles.length);
      }),
    );
  });
});

describe('statutes', () => {
  test('an article is one passage with its 款 and 项, under its chapter and section', () => {
    const { passages } = split(
      '中华人民共和国示例法\n第一章　总　则\n第一条 为了示例，制定本法。\n第二章 补助\n第一节 标准\n第二条 补助包括下列情形：\n（一）研发；\n（二）稳岗。\n前款规定不适用于个人。\n第二条之一 另行规定。',
    );
    expect(passages.slice(1).map(({ path, heading }) => [path, heading])).toEqual([
      ['第一条', '第一章 总 则'],
      ['第二条', '第二章 补助 第一节 标准'],
      ['第二条之一', '第二章 补助 第一节 标准'],
    ]);
    expect(passages[2]?.text).toBe(
      '第二条 补助包括下列情形：\n（一）研发；\n（二）稳岗。\n前款规定不适用于个人。',
    );
  });

  test('a very long article is cut by 款 and 项, and says which', () => {
    const items = Array.from(
      { length: 30 },
      (_, i) => `（${writeNumber(i + 1)}）${'对符合条件的企业给予补助'.repeat(5)}；`,
    );
    const text = `第三条 下列企业可以申报：\n${items.join('\n')}\n第四条 ${'企业应当如实申报。'.repeat(60)}\n${'主管部门应当公开结果。'.repeat(60)}`;
    expect(paths(text)).toEqual([
      '第三条 第（一）项至第（九）项',
      '第三条 第（十）项至第（十八）项',
      '第三条 第（十九）项至第（二十七）项',
      '第三条 第（二十八）项至第（三十）项',
      '第四条 第一款',
      '第四条 第二款',
    ]);
  });

  test('a reference to an article at the start of a line begins no article', () => {
    expect(
      paths('第一条 甲。\n第十二条第二款规定的情形除外。\n第三条规定的补助，另行办理。\n第二条 乙。'),
    ).toEqual(['第一条', '第二条']);
  });

  test('without a space an article begins when its number follows on', () => {
    expect(paths('第一条为了示例，制定本法。\n第二条企业应当申报。')).toEqual(['第一条', '第二条']);
  });

  test('the contents are no clauses, nor are the notes on the text', () => {
    const { passages, outline } = splitPassages([
      { text: '示例条例', role: 'title' },
      { text: '2019年3月2日 中华人民共和国国务院令第709号修订' },
      { text: '目 录' },
      { text: '第一章 总则' },
      { text: '第二章 附则' },
      { text: '第一章 总则' },
      { text: '第一条 甲。' },
      { text: '第二章 附则' },
      { text: '第二条 乙。' },
    ]);
    expect(passages.map(({ path, heading }) => `${heading} ${path}`)).toEqual([
      '第一章 总则 第一条',
      '第二章 附则 第二条',
    ]);
    expect(outline.map(({ kind }) => kind)).toEqual([
      'title',
      'note',
      'contents',
      'contents',
      'contents',
      'heading',
      'heading',
    ]);
  });

  test('a title that the text repeats over two lines is no clause', () => {
    const lines = [
      { text: '国际邮轮在港口靠港补给的规定', role: 'title' as const },
      { text: '国际邮轮在港口' },
      { text: '靠港补给的规定' },
      { text: '第一条 甲。' },
    ];
    expect(splitPassages(lines).passages.map(({ path }) => path)).toEqual(['第一条']);
  });

  test('an annex counts its own articles', () => {
    expect(paths('第一条 甲。\n附件1\n第一条 乙。\n附件2：申报表\n申报单位名称。')).toEqual([
      '第一条',
      '附件1 第一条',
      '附件2 第1段',
    ]);
  });
});

describe('normative documents', () => {
  const long = '支持企业加大研发投入，按规定给予补助。'.repeat(20);

  test('titled lines are headings, numbered clauses are passages', () => {
    const { passages } = split(
      `一、总体要求\n（一）指导思想。${long}\n（二）基本原则。${long}\n二、支持政策\n（三）研发补助。${long}\n1.规上企业。${long}\n2.其他企业。${long}`,
    );
    expect(passages.map(({ path, heading }) => [path, heading])).toEqual([
      ['一、（一）', '一、总体要求'],
      ['一、（二）', '一、总体要求'],
      ['二、（三）', '二、支持政策'],
      ['二、（三）1.', '二、支持政策'],
      ['二、（三）2.', '二、支持政策'],
    ]);
  });

  test('a short clause keeps its list', () => {
    expect(paths('一、申报条件\n（一）在本市注册；\n（二）依法纳税。\n二、申报时间：每年3月。')).toEqual([
      '一、',
      '二、',
    ]);
  });

  test('a long list of short things stays together as far as it fits', () => {
    const items = Array.from(
      { length: 24 },
      (_, i) => `${i + 1}.申请人应当提交的证明材料原件及复印件各一份`,
    ).join('\n');
    expect(paths(`一、材料\n${items}\n二、时间：全年。`)).toEqual(['一、1.至21.', '一、22.至24.', '二、']);
  });

  test('who signs, and when, stands apart', () => {
    expect(
      paths('一、甲。\n二、本公告自2024年1月1日起施行。\n特此公告。\n财政部\n税务总局\n2023年12月1日'),
    ).toEqual(['一、', '二、', '落款']);
  });

  test('plain paragraphs are counted, short ones together', () => {
    expect(paths(`甲。\n乙。\n${'丙'.repeat(399)}。`)).toEqual(['第1段至第2段', '第3段']);
  });

  test('under a heading that only the file marks, the path begins with it', () => {
    const lines: TextLine[] = [
      { text: '申报条件', role: 'heading', level: 2 },
      { text: '在本市注册。' },
      { text: '申报时间', role: 'heading', level: 2 },
      { text: '全年。' },
    ];
    expect(splitPassages(lines).passages.map(({ path, heading }) => [path, heading])).toEqual([
      ['申报条件', '申报条件'],
      ['申报时间', '申报时间'],
    ]);
  });

  test('rows of a table are passages of their own, also inside an article', () => {
    const lines: TextLine[] = [
      { text: '第一条 标准如下：' },
      { text: '档次：一；金额：3万元', role: 'row' },
      { text: '档次：二；金额：5万元', role: 'row' },
      { text: '以上为最高额。' },
    ];
    expect(splitPassages(lines).passages.map(({ path, kind }) => [path, kind])).toEqual([
      ['第一条', 'article'],
      ['表 第1行', 'table-row'],
      ['表 第2行', 'table-row'],
      ['第一条（续）', 'article'],
    ]);
  });

  test('a question is a passage with its answer', () => {
    const { passages } = split('问：怎么申报？\n答：网上申报。\n问：何时到账？\n答：60日内。');
    expect(passages.map(({ path, kind, text }) => [path, kind, text.split('\n').length])).toEqual([
      ['问1', 'question', 2],
      ['问2', 'question', 2],
    ]);
  });
});
