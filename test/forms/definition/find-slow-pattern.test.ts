import { expect, test } from 'vitest';

import { findSlowPattern } from '~/forms/definition/find-slow-pattern';

test.each([
  '1[3-9]\\d{9}',
  '(\\d{3,4}-)?\\d{7,8}',
  '[0-9A-HJ-NPQRTUWXY]{2}\\d{6}[0-9A-HJ-NPQRTUWXY]{10}',
  '[\\u4e00-\\u9fa5]{2,20}',
  '(\\d{1,3}\\.){3}\\d{1,3}',
  '[^@]+@[^@]+\\.[a-z]+',
  '[A-Za-z0-9]+(-[A-Za-z0-9]+)*',
  '(甲|乙|丙)+',
  '(?:a|b)?c',
  '(ab|cd)+x',
  '(a{2}b|c)+',
  'a+(b?c)d*',
  '\\d*[^0-9]\\d*',
])('%s is let through', (pattern) => expect(findSlowPattern(pattern)).toBeNull());

test.each([
  '(a+)+b',
  '(a|a)*b',
  '(a|ab)*c',
  '(a*)*',
  '([a-z]+)*\\d',
  '\\d+\\d+x',
  '.*.*x',
  '(\\w+\\s?)*',
  '((a{1,30}){1,30})',
  '(a)\\1+',
  '(x+x+)+y',
  '(a?|b)*',
  '((ab|c)x+)*',
  'a*(b?)a*',
  '[^a]+(b|c)?[b-d]+',
  '((?:ab|a)c?)*',
])('%s is slow', (pattern) => expect(findSlowPattern(pattern)).toBe('slow'));

test('what is no regular expression is invalid', () => {
  expect(findSlowPattern('(')).toBe('invalid');
  expect(findSlowPattern('[b-a]')).toBe('invalid');
});
