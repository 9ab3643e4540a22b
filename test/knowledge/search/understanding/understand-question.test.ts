import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';

import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { emptyDictionary } from '~/knowledge/search/understanding/dictionary';
import { simplifyScript } from '~/knowledge/search/understanding/simplify-script';
import {
  understandQuestion,
  understoodText,
  type UnderstandingStep,
} from '~/knowledge/search/understanding/understand-question';

import { sampleDictionary } from './sample-dictionary';

const dictionary = sampleDictionary();
const understand = (text: string) => understandQuestion(text, dictionary);
const step = (text: string, kind: UnderstandingStep['kind']) =>
  understand(text)
    .steps.filter((one) => one.kind === kind)
    .map(({ from, to }) => `${from}→${to}`);
const added = (text: string) => understand(text).expansions.map(({ text: words }) => words);

describe('everyday words', () => {
  test.each([
    ['我们要交社保吗', '交社保→社会保险费征缴'],
    ['个体户能减税吗', '个体户→个体工商户'],
    ['招了应届生有补贴吗', '应届生→高校毕业生'],
  ])('%s: %s', (question, found) => {
    expect(step(question, 'synonym')).toContain(found);
  });

  test('an abbreviation brings its full name, and says so', () => {
    expect(step('高企要什么条件', 'abbreviation')).toEqual(['高企→高新技术企业']);
    expect(added('高企要什么条件')).toEqual(['高新技术企业']);
  });

  test('a district brings its official name', () => {
    expect(step('高新区有什么补贴', 'district')).toEqual(['高新区→云江市高新区（示例）']);
  });

  test('a word that must not be cut keeps others out', () => {
    expect(understand('提高企业竞争力').steps).toEqual([]);
    expect(understand('提高企业竞争力').phrases).toEqual(['提高']);
    expect(added('最高企业所得税')).toEqual([]);
  });

  test('a word inside a longer official one says nothing of its own', () => {
    expect(added('中小企业促进法第几条')).toEqual([]);
    expect(added('企业所得税法实施条例')).toEqual([]);
  });

  test('official words that the question already has are not added', () => {
    expect(added('高新技术企业就是高企吗')).toEqual([]);
  });

  test('English abbreviations count as whole words only', () => {
    expect(added('R&D for SMEs')).toEqual(['研究开发', '研发费用', '中小企业']);
    expect(added('private smelting')).toEqual([]);
  });
});

describe('script, width and pinyin', () => {
  test('traditional characters are read as simplified ones', () => {
    expect(understand('高新技術企業認定需要哪些條件？').normal).toBe('高新技术企业认定需要哪些条件？');
    expect(step('高新技術企業', 'traditional')).toEqual(['高新技術企業→高新技术企业']);
  });

  test('full-width letters and figures are read as common ones, Chinese marks stay', () => {
    expect(understand('２０２５年，ＶＡＴ？').normal).toBe('2025年，VAT？');
    expect(step('２０２５年，ＶＡＴ？', 'full-width')).toEqual(['２０２５年→2025年', 'ＶＡＴ→VAT']);
  });

  test.each([
    ['yffy怎么算', '研发费用'],
    ['YFFY怎么算', '研发费用'],
    ['yanfafeiyong', '研发费用'],
    ['yan fa fei yong 能扣多少', '研发费用'],
    ['yanfafeiyongjiajikouchu', '研发费用加计扣除'],
    ['zjtx奖励', '专精特新'],
    ['gxjsqy', '高新技术企业'],
  ])('%s is %s', (question, meant) => {
    expect(understand(question).meant).toContain(meant);
    expect(added(question).join()).toContain(meant);
  });

  test.each([
    'What is the corporate income tax rate for small businesses?',
    'change the sales page name same range',
    'women language manage fence game guidance',
    'please send html and xlsx over https',
    'My email is yffy@example.com',
    'https://yffy.example.cn/zjtx',
    'code YFFY2024 and A-zjtx-9',
  ])('%s is left as it is', (question) => {
    expect(understand(question).steps.filter(({ kind }) => kind === 'pinyin')).toEqual([]);
    expect(understand(question).meant).toBe(question);
  });
});

describe('slips', () => {
  test.each([
    ['高薪技术企业认定', '高新技术企业'],
    ['搞新技术企业认定', '高新技术企业'],
    ['高新术技企业', '高新技术企业'],
    ['一次性扩补助怎么领', '一次性扩岗补助'],
    ['研发费佣怎么扣', '研发费用'],
    ['加计扣初比例', '加计扣除'],
    ['科技型中小其业评价', '科技型中小企业'],
  ])('%s means %s', (question, meant) => {
    expect(understand(question).meant).toContain(meant);
  });

  test.each([
    '申请高新技术企业，科技人员要占多少？',
    '公司人数超过多少就不算小型微利企业了？',
    '云江市稳岗返还给中小企业返多少？',
    '小型微型企业',
    '高新技术产品的收入',
    '高新技术的企业',
    '研发费用占比',
  ])('%s is no slip', (question) => {
    expect(step(question, 'typo')).toEqual([]);
  });

  test('what the corpus writes is never mended', () => {
    const open = { ...dictionary, occurs: () => true };
    expect(understandQuestion('搞新技术企业认定', open).steps).toEqual([]);
  });
});

describe('numbers and titles', () => {
  test.each([
    '财税〔2015〕119号',
    '财税[2015]119号',
    '财税(2015)119号',
    '财税（2015）119号',
    '财税【2015】第119号',
    '财税2015 119 号',
    '财税2015-119号',
    '财税2015年119号',
    '财税 2015-119',
    '请问財稅〔２０１５〕１１９號說了什麼',
  ])('%s is 财税〔2015〕119号', (question) => {
    expect(understand(question).numbers).toEqual(['财税〔2015〕119号']);
  });

  test('an announcement is known by its year and number', () => {
    expect(understand('2023年第12号公告').numbers).toEqual(['财政部 税务总局公告2023年第12号']);
    expect(understand('税务总局公告2023年第12号').numbers).toEqual(['财政部 税务总局公告2023年第12号']);
  });

  test('a number that the city lacks is told in its plain form', () => {
    expect(understand('请问财税[2019] 13号').numbers).toEqual(['财税〔2019〕13号']);
  });

  test.each(['2024年12月31日之前', '2023-2025年', '2024年营收500万元', '花了2015 119元'])(
    '%s names none',
    (text) => {
      expect(understand(text).numbers).toEqual([]);
    },
  );

  test.each([
    ['《高新技术企业认定管理办法》第十一条', '高新技术企业认定管理办法'],
    ['中小企业促进法怎么说', '中华人民共和国中小企业促进法（节录）'],
    ['关于进一步完善研发费用税前加计扣除政策的公告', '关于进一步完善研发费用税前加计扣除政策的公告'],
    ['企业所得税法实施条例', '中华人民共和国企业所得税法实施条例（节录）'],
  ])('%s names 《%s》', (question, title) => {
    expect(understand(question).titles).toEqual([title]);
  });

  test('a law is not found inside a longer word', () => {
    expect(understand('增值税法人怎么交').titles).toEqual([]);
    expect(understand('管理办法').titles).toEqual([]);
  });
});

describe('laws', () => {
  const words = fc.constantFrom(
    ...'高企 研发费用 yffy 交社保 财税〔2015〕119号 提高 企业 高薪技术企业 認定 ＡＢ change 小微 多少 ？ 2023 年'.split(
      ' ',
    ),
  );
  const questions = fc.oneof(
    fc.array(words, { maxLength: 12 }).map((parts) => parts.join('')),
    fc.array(words, { maxLength: 12 }).map((parts) => parts.join(' ')),
    fc.string({ unit: 'grapheme', maxLength: 60 }),
  );

  test('the normal form is understood as itself', () => {
    fc.assert(
      fc.property(questions, (text) => {
        const { normal } = understand(text);
        const again = understand(normal);
        expect(again.normal).toBe(normal);
        expect(again.expansions).toEqual(understand(text).expansions);
        expect(again.numbers).toEqual(understand(text).numbers);
      }),
    );
  });

  test('the reader’s own words are never dropped', () => {
    fc.assert(
      fc.property(questions, (text) => {
        const { normal } = understand(text);
        expect(normal.length).toBe(text.length);
        const bare = understandQuestion(text, emptyDictionary());
        expect(normal).toBe(bare.normal);
        expect(bare.expansions).toEqual([]);
      }),
      { numRuns: 60 },
    );
  });

  test('what is added is bounded, comes from the dictionary and is never the question’s own', () => {
    fc.assert(
      fc.property(questions, (text) => {
        const { expansions, normal, numbers, titles } = understand(text);
        expect(expansions.length).toBeLessThanOrEqual(12);
        expect(new Set(expansions.map((one) => one.text)).size).toBe(expansions.length);
        for (const { text: more, weight } of expansions) {
          expect(normal).not.toBe(more);
          expect(weight).toBeGreaterThan(0);
          expect(weight).toBeLessThanOrEqual(1);
        }
        expect(numbers.length).toBeLessThanOrEqual(5);
        expect(titles.length).toBeLessThanOrEqual(5);
      }),
    );
  });

  test('a pasted document is read in part, a blank question is nothing', () => {
    expect(understand('高企'.repeat(5_000)).normal.length).toBe(2_000);
    expect(understand('  ')).toMatchObject({ steps: [], expansions: [], numbers: [], titles: [] });
  });

  test('one line holds the question with what was understood', () => {
    expect(understoodText(understand('高企 yffy'))).toBe('高企 研发费用 高新技术企业');
  });

  test('simplified text stays as it is: every document of the library, and 坏', () => {
    const folder = path.resolve(import.meta.dirname, '../../../../knowledge/library/documents');
    for (const name of readdirSync(folder)) {
      const text = readFileSync(path.join(folder, name), 'utf8');
      expect(simplifyScript(text)).toBe(text);
    }
    expect(simplifyScript('破坏显著著作后来')).toBe('破坏显著著作后来');
  });
});
