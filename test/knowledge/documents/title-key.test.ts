import { expect, test } from 'vitest';

import { isExcerpt, titleKey } from '~/knowledge/documents/title-key';

test.each([
  ['中华人民共和国公司法', '公司法'],
  ['公司法(2018-10-26)', '公司法'],
  ['公司法（2023年修订）', '公司法'],
  ['公司法（2018修正）', '公司法'],
  ['《公司法》', '公司法'],
  ['公司 法', '公司法'],
  ['企业所得税法（节录）', '企业所得税法'],
  ['云江市稳岗返还办法（试行）', '云江市稳岗返还办法(试行)'],
  ['关于印发《云江市稳岗返还办法》的通知', '关于印发《云江市稳岗返还办法》的通知'],
  ['中华人民共和国', '中华人民共和国'],
])('%s is known as %s', (title, key) => {
  expect(titleKey(title)).toBe(key);
});

test('only a bracket at the end makes an excerpt', () => {
  expect(isExcerpt('企业所得税法（节录）')).toBe(true);
  expect(isExcerpt('（节录）企业所得税法')).toBe(false);
});
