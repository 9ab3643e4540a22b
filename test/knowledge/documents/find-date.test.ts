import { expect, test } from 'vitest';

import { addYears, dateInFileName, readDate } from '~/knowledge/documents/find-date';

test.each([
  ['2024年12月1日', '2024-12-01'],
  ['２０２４年１２月１日', '2024-12-01'],
  ['二〇二四年十二月一日', '2024-12-01'],
  ['一九九四年一月一日', '1994-01-01'],
  ['2024 年 3 月 5 日', '2024-03-05'],
  ['2024-03-05', '2024-03-05'],
  ['2024年2月30日', null],
  ['本月', null],
])('%s', (words, date) => {
  expect(readDate(words)).toBe(date);
});

test('a year from a leap day ends on the last of February', () => {
  expect(addYears('2024-02-29', 1)).toBe('2025-02-28');
  expect(addYears('2024-03-01', 5)).toBe('2029-03-01');
});

test('the last date in a file name counts, if it is one', () => {
  expect(dateInFileName('公司法(2023-12-29).md')).toBe('2023-12-29');
  expect(dateInFileName('20240930_通知.docx')).toBe('2024-09-30');
  expect(dateInFileName('通知99999999.md')).toBeNull();
  expect(dateInFileName('12345市民热线.md')).toBeNull();
});
