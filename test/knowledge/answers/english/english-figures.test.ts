import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { extractEnglishFigures, isEnglishProse } from '~/knowledge/answers/english/extract-english-figures';
import { extractFigures } from '~/knowledge/answers/extract-figures';
import { verifySentence } from '~/knowledge/answers/verify-sentence';

const shown = (text: string) =>
  extractEnglishFigures(text).map(
    ({ kind, value, unit, bound }) => `${kind} ${value}${unit}${bound === null ? '' : ` ${bound}`}`,
  );

describe('figures of an English sentence', () => {
  it.each([
    ['The subsidy is up to RMB 500,000 per firm.', ['amount 500000元 at-most']],
    ['RMB 3 million', ['amount 3000000元']],
    ['3 million yuan', ['amount 3000000元']],
    ['CNY 3,000,000', ['amount 3000000元']],
    ['¥0.5 million', ['amount 500000元']],
    ['500k yuan', ['amount 500000元']],
    ['one hundred thousand yuan', ['amount 100000元']],
    ['RMB 3–5 million', ['amount 3000000元', 'number 5000000']],
    ['3 to 5 million yuan', ['amount 3000000元', 'amount 5000000元']],
    ['USD 200 or $200', ['amount 200美元', 'amount 200美元']],
    ['8% of the expenses', ['share 2/25']],
    ['three per cent', ['share 3/100']],
    ['at least five percent', ['share 1/20 at-least']],
    ['3 to 5%', ['share 3/100', 'share 1/20']],
    ['half of the tax', ['share 1/2']],
    ['halved', ['share 1/2']],
    ['two-thirds of the cost', ['share 2/3']],
    ['5 per mille', ['share 1/200']],
    ['within 30 working days', ['quantity 30工作日 at-most']],
    ['within a month', ['quantity 1月 at-most']],
    ['12 months or more', ['quantity 12月 at-least']],
    ['a 24-month period', ['quantity 24月']],
    ['twenty-five employees', ['quantity 25人']],
    ['300 employees at most', ['quantity 300人 at-most']],
    ['aged 16 to 24 years old', ['quantity 16岁', 'quantity 24岁']],
    ['half a year', ['quantity 0.5年']],
    ['the first half of 2024', ['quantity 0.5年', 'date 2024']],
    ['1.5 percentage points', ['quantity 1.5百分点']],
    ['31 December 2027', ['date 2027-12-31']],
    ['December 31st, 2027', ['date 2027-12-31']],
    ['12/31/2027 or 31/12/2027', ['date 2027-12-31', 'date 2027-12-31']],
    ['3/4/2027', ['date unclear-3-4-2027']],
    ['Dec. 2027', ['date 2027-12']],
    ['by 30 June', ['date --06-30']],
    ['until March', ['date --03']],
    ['in 2027', ['date 2027']],
    ['in the second quarter of the year', ['ordinal 2季度']],
    ['Announcement No. 12 of 2023', ['document-number 2023-12']],
    ['Kefa [2026] No. 12', ['document-number 2026-12']],
    ['2023 No. 12', ['document-number 2023-12']],
    ['云江科发〔2026〕12号', ['document-number 2026-12科发']],
    ['Decree No. 512', ['ordinal 512号']],
    ['Article 5, paragraph 2', ['ordinal 5条', 'ordinal 2款']],
    ['the 12345 hotline', ['number 12345']],
    ['over RMB 20 million', ['amount 20000000元 above']],
    ['less than 10 persons', ['quantity 10人 below']],
    ['a maximum annual subsidy per firm of RMB 500,000', ['amount 500000元 at-most']],
    ['the sum of 300万元', ['amount 3000000元']],
  ])('are read from %s', (text, figures) => {
    expect(shown(text)).toEqual(figures);
  });

  it.each(['One firm may listen.', 'A third party applies.', 'Firms may often apply.', 'Someone seven-like'])(
    'are none in %s',
    (text) => {
      expect(shown(text).filter((figure) => !figure.includes(' 7'))).toEqual([]);
    },
  );

  it('lie where they say', () => {
    const text = 'Up to RMB 500,000 within 30 working days, see 《办法》（云江科发〔2026〕12号）.';
    for (const { words, start, end } of extractEnglishFigures(text))
      expect(text.slice(start, end)).toBe(words);
  });

  it('are looked for in English prose alone', () => {
    expect(isEnglishProse('The rate is 20%.')).toBe(true);
    expect(isEnglishProse('See 《云江市企业研发投入后补助实施细则》 for it.')).toBe(true);
    expect(isEnglishProse('R&D 费用加计扣除比例为 100%。')).toBe(false);
    expect(isEnglishProse('税率为20%。')).toBe(false);
  });
});

/** A figure in both languages; `value` tells figures apart without reading either. */
interface Told {
  value: string;
  chinese: string;
  english: string;
}

const names = 'January February March April May June July August September October November December'.split(
  ' ',
);
const grouped = (n: number) => String(n).replace(/\B(?=(\d{3})+$)/g, ',');

const amounts = fc
  .tuple(
    fc.integer({ min: 1, max: 90 }),
    fc.constantFrom<(wan: number) => string>(
      (wan) => `${wan}万元`,
      (wan) => `${wan}0000元`,
      (wan) => `人民币${wan}万元`,
    ),
    fc.constantFrom<(wan: number) => string>(
      (wan) => `RMB ${grouped(wan * 10_000)}`,
      (wan) => `${grouped(wan * 10_000)} yuan`,
      (wan) => `CNY ${wan / 100} million`,
      (wan) => `${wan * 10} thousand yuan`,
      (wan) => `¥${wan * 10_000}`,
    ),
  )
  .map(([wan, zh, en]): Told => ({ value: `amount ${wan}`, chinese: zh(wan), english: en(wan) }));
const shares = fc
  .tuple(
    fc.integer({ min: 1, max: 99 }),
    fc.constantFrom<(n: number) => string>(
      (n) => `${n}%`,
      (n) => `百分之${hanOf(n)}`,
    ),
    fc.constantFrom<(n: number) => string>(
      (n) => `${n}%`,
      (n) => `${n} percent`,
      (n) => `${n} per cent`,
    ),
  )
  .map(([n, zh, en]): Told => ({ value: `share ${n}`, chinese: zh(n), english: en(n) }));
const deadlines = fc
  .tuple(
    fc.integer({ min: 2, max: 90 }),
    fc.constantFrom<[string, string]>(
      ['个工作日', 'working days'],
      ['个工作日', 'business days'],
      ['日', 'days'],
      ['天', 'calendar days'],
      ['个月', 'months'],
      ['年', 'years'],
    ),
  )
  .map(([n, [zh, en]]): Told => {
    const unit = zh === '天' ? '日' : zh;
    return { value: `deadline ${n} ${unit}`, chinese: `${n}${zh}`, english: `${n} ${en}` };
  });
const dates = fc
  .tuple(
    fc.integer({ min: 2015, max: 2035 }),
    fc.integer({ min: 1, max: 12 }),
    fc.integer({ min: 1, max: 28 }),
    fc.boolean(),
  )
  .map(([y, m, d, isBritish]): Told => ({
    value: `date ${y} ${m} ${d}`,
    chinese: `${y}年${m}月${d}日`,
    english: isBritish ? `${d} ${names[m - 1]} ${y}` : `${names[m - 1]} ${d}, ${y}`,
  }));
const numbers = fc
  .tuple(
    fc.integer({ min: 2015, max: 2035 }),
    fc.integer({ min: 1, max: 99 }),
    fc.constantFrom<(y: number, n: number) => string>(
      (y, n) => `Kefa [${y}] No. ${n}`,
      (y, n) => `Announcement No. ${n} of ${y}`,
      (y, n) => `科发〔${y}〕${n}号`,
    ),
  )
  .map(([y, n, en]): Told => ({ value: `文号 ${y} ${n}`, chinese: `科发〔${y}〕${n}号`, english: en(y, n) }));
const counts = fc
  .integer({ min: 3, max: 9999 })
  .map((n): Told => ({ value: `count ${n}`, chinese: `${n}人`, english: `${grouped(n)} employees` }));
const anyFigure = fc.oneof(amounts, shares, deadlines, dates, numbers, counts);

function hanOf(n: number): string {
  const digits = '零一二三四五六七八九';
  const [tens, ones] = [Math.floor(n / 10), n % 10];
  return `${tens === 0 ? '' : `${tens === 1 ? '' : digits[tens]}十`}${ones === 0 ? '' : digits[ones]}`;
}

describe('an English figure stands only where its Chinese passage has it', () => {
  it('whatever the spelling of both', () => {
    fc.assert(
      fc.property(anyFigure, anyFigure, (told, written) => {
        const { unsupported } = verifySentence(
          `The figure for this scheme is ${told.english}.`,
          `本办法所列的为${written.chinese}。`,
        );
        expect(unsupported.length === 0).toBe(told.value === written.value);
      }),
      { numRuns: 400 },
    );
  });

  it('beside others: each figure of the sentence is one of the passage', () => {
    fc.assert(
      fc.property(
        fc.array(anyFigure, { minLength: 1, maxLength: 4 }),
        fc.array(anyFigure, { minLength: 1, maxLength: 4 }),
        (told, written) => {
          const { unsupported } = verifySentence(
            `The scheme names ${told.map(({ english }) => english).join(' as well as ')}.`,
            `本办法所列的为${written.map(({ chinese }) => chinese).join('、')}。`,
          );
          const known = new Set(written.map(({ value }) => value));
          expect(unsupported.length === 0).toBe(told.every(({ value }) => known.has(value)));
        },
      ),
      { numRuns: 300 },
    );
  });

  it('both languages reach one normal form', () => {
    fc.assert(
      fc.property(anyFigure, ({ chinese, english }) => {
        const form = ({ kind, value, unit }: { kind: string; value: string; unit: string }) => [
          kind,
          value,
          kind === 'document-number' ? '' : unit,
        ];
        expect(extractEnglishFigures(`It is ${english} here`).map(form)).toEqual(
          extractFigures(`其为${chinese}的`).map(form),
        );
      }),
    );
  });
});

const bounds: Record<string, { zh: ((f: string) => string)[]; en: ((f: string) => string)[] }> = {
  'at-most': {
    zh: [(f) => `不超过${f}`, (f) => `最高${f}`, (f) => `${f}以下`],
    en: [
      (f) => `up to ${f}`,
      (f) => `not more than ${f}`,
      (f) => `at most ${f}`,
      (f) => `may not exceed ${f}`,
      (f) => `a maximum of ${f}`,
    ],
  },
  'at-least': {
    zh: [(f) => `不低于${f}`, (f) => `${f}以上`, (f) => `不少于${f}`],
    en: [
      (f) => `at least ${f}`,
      (f) => `no less than ${f}`,
      (f) => `${f} or more`,
      (f) => `a minimum of ${f}`,
    ],
  },
  below: { zh: [(f) => `不满${f}`, (f) => `低于${f}`], en: [(f) => `less than ${f}`, (f) => `below ${f}`] },
  above: { zh: [(f) => `超过${f}`, (f) => `高于${f}`], en: [(f) => `more than ${f}`, (f) => `over ${f}`] },
  none: { zh: [(f) => `为${f}`], en: [(f) => `is ${f}`] },
};

describe('an English ceiling is no floor, none is added and none left out', () => {
  it('whatever the words', () => {
    const bound = fc.constantFrom(...Object.keys(bounds));
    const figure = fc.constantFrom(
      ['300万元', 'RMB 3 million'],
      ['百分之五', '5%'],
      ['60日', '60 days'],
      ['30人', '30 employees'],
    );
    const wordedIn = (language: 'zh' | 'en') =>
      bound.chain((name) =>
        fc.constantFrom(...(bounds[name]?.[language] ?? [])).map((write) => ({ name, write })),
      );
    fc.assert(
      fc.property(wordedIn('zh'), wordedIn('en'), figure, (written, told, [zh = '', en = '']) => {
        const { unsupported } = verifySentence(
          `The sum that counts ${told.write(en)}.`,
          `其所列数额${written.write(zh)}的，适用本办法。`,
        );
        expect(unsupported.length === 0).toBe(written.name === told.name);
      }),
    );
  });
});
