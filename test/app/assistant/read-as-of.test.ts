import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { readAsOf } from '~/app/assistant/read-as-of';
import { isIsoDate } from '~/prisma/calendar/city-date';

const today = '2026-11-22';

describe('a question about the past', () => {
  test.each([
    ['2023 年那会儿研发补助是多少？', '2023-12-31'],
    ['２０２３年那会儿研发补助是多少', '2023-12-31'],
    ['当时是2022年，人才公寓怎么申请', '2022-12-31'],
    ['2023年3月的时候小微企业所得税减多少', '2023-03-31'],
    ['2023年3月15日申请时要什么材料', '2023-03-15'],
    ['2024-05-01当时执行的标准是什么', '2024-05-01'],
    ['去年的补贴标准是多少', '2025-12-31'],
    ['去年这个时候的标准', '2025-12-31'],
    ['前年的政策怎么规定的', '2024-12-31'],
    ['大前年的政策怎么规定的', '2023-12-31'],
    ['三年前的研发补助标准是多少', '2023-11-22'],
    ['3年前的规定是什么', '2023-11-22'],
    ['六个月前的补贴标准是多少', '2026-05-22'],
    ['去年小型微利企业所得税减多少', '2025-12-31'],
    ['请问2023年研发补助比例是多少', '2023-12-31'],
    ['2023年的研发补助政策', '2023-12-31'],
    ['2023年上半年的标准是什么', '2023-06-30'],
    ['2023年第二季度的标准是什么', '2023-06-30'],
    ['2023年初的标准是什么', '2023-01-31'],
    ['今年3月的标准是什么', '2026-03-31'],
    ['上个月的补贴标准是多少', '2026-10-31'],
    ['按2023年的标准能补多少', '2023-12-31'],
    ['2023年以前是怎么规定的', '2022-12-31'],
    ['2023年度的补贴标准是多少', '2023-12-31'],
    ['What was the R&D subsidy rate back in 2023?', '2023-12-31'],
    ['What was the subsidy in March 2023?', '2023-03-31'],
    ['Which rules applied on May 1, 2024?', '2024-05-01'],
    ['What was the tax rate last year?', '2025-12-31'],
    ['What was the rate two years ago?', '2024-11-22'],
    ['What was the rate at the end of 2022?', '2022-12-31'],
    ['What was the rate in early 2023?', '2023-01-31'],
    ['What was the rate the year before last?', '2024-12-31'],
    ['What was the limit last month?', '2026-10-31'],
  ])('%s → %s', (question, date) => expect(readAsOf(question, today)?.date).toBe(date));

  test('tells the whole time named', () => {
    expect(readAsOf('2023年那会儿的标准', today)).toEqual({
      date: '2023-12-31',
      from: '2023-01-01',
      words: '2023年',
    });
  });
});

describe('a question about today', () => {
  test.each([
    '去年裁过几个人，还拿得到稳岗返还吗',
    '研发补助是多少？',
    '2026年研发补助是多少',
    '2027年的标准是什么',
    '今年的标准是什么',
    '疫情期间的政策是什么',
    '以前的标准是什么',
    '几年前的标准是什么',
    '我们2024年营收500万元，能享受吗',
    '去年我们研发花了 248 万元，够条件吗',
    '我们公司2023年成立，能申请什么',
    '2023年认定的高新技术企业现在还能享受吗',
    '公司三年前成立，符合条件吗',
    '去年招了3个高校毕业生能领补贴吗',
    '2024年度营业收入怎么填',
    '财税〔2023〕12号怎么规定的',
    '财政部 税务总局公告2023年第12号说了什么',
    '《2023年云江市申报指南》要求什么材料',
    '2023年以来有哪些新政策',
    '2023年起执行的标准是什么',
    '2023年至2027年减半征收吗',
    '去年和今年的标准有什么变化',
    '2022年和2023年的标准各是多少',
    'We hired 3 people in 2023, are we eligible for the subsidy?',
    'What changed since last year?',
    'What is the rate now?',
    '电话是 2023 5566',
  ])('%s', (question) => expect(readAsOf(question, today)).toBeNull());
});

describe('laws', () => {
  const day = fc
    .date({ min: new Date('2001-01-01'), max: new Date('2090-12-31'), noInvalidDate: true })
    .map((date) => date.toISOString().slice(0, 10));

  test('the day is one that exists and lies before today, whatever was asked', () => {
    const piece = fc.constantFrom(
      '2023年',
      '去年',
      '前年',
      '三年前',
      '2月',
      '30日',
      '的标准',
      '那会儿',
      '是多少',
      '，',
      '我们',
      'in 2021',
      'last year',
      '上个月',
      '以前',
      '季度',
      '12个月前',
      '今年',
      '底',
      '?',
      '-02-29',
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 12 }), day, (pieces, now) => {
        const found = readAsOf(pieces.join(''), now);
        if (found === null) return;
        expect(isIsoDate(found.date)).toBe(true);
        expect(isIsoDate(found.from)).toBe(true);
        expect(found.from <= found.date && found.date < now).toBe(true);
      }),
    );
  });

  test('去年, 前年 and last year count from the city’s day', () => {
    fc.assert(
      fc.property(day, (now) => {
        const year = Number(now.slice(0, 4));
        expect(readAsOf('去年的标准是多少', now)?.date).toBe(`${year - 1}-12-31`);
        expect(readAsOf('前年的标准是多少', now)?.date).toBe(`${year - 2}-12-31`);
        expect(readAsOf('What was the rate last year?', now)?.date).toBe(`${year - 1}-12-31`);
      }),
    );
  });

  test('a polite beginning changes nothing', () => {
    fc.assert(
      fc.property(
        fc.constantFrom('请问，', '你好，', ''),
        fc.integer({ min: 2001, max: 2025 }),
        (polite, year) => {
          expect(readAsOf(`${polite}${year}年那会儿的标准是多少`, today)?.date).toBe(`${year}-12-31`);
        },
      ),
    );
  });

  test('a text without a time is about today', () => {
    fc.assert(
      fc.property(
        fc.string().filter((text) => !/\d|年|月|year|month|last/i.test(text.normalize('NFKC'))),
        (text) => {
          expect(readAsOf(text, today)).toBeNull();
        },
      ),
    );
  });
});
