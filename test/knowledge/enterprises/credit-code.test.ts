import fc from 'fast-check';
import { expect, it } from 'vitest';

import { creditCodeCheck, creditCodeProblem, isCreditCode } from '~/knowledge/enterprises/credit-code';

const alphabet = '0123456789ABCDEFGHJKLMNPQRTUWXY'.split('');
const anyCode = fc
  .tuple(
    fc.array(fc.constantFrom(...alphabet), { minLength: 2, maxLength: 2 }),
    fc.stringMatching(/^\d{6}$/),
    fc.array(fc.constantFrom(...alphabet), { minLength: 9, maxLength: 9 }),
  )
  .map(([head, division, organisation]) => {
    const first = head.join('') + division + organisation.join('');
    return first + creditCodeCheck(first);
  });

it.each([
  '91330100799655058B',
  '914403001922038216',
  '9144030071526726XG',
  '91110000802100433B',
  '91110108551385082Q',
])('accepts the real code %s', (code) => {
  expect(isCreditCode(code)).toBe(true);
});

it('finds the check character of a code that carries a wrong one', () => {
  expect(creditCodeCheck('91350100M000100Y4')).toBe('3');
  expect(isCreditCode('91350100M000100Y43')).toBe(true);
});

it.each([
  ['91350100M000100Y44', '校验码'],
  ['9133010079965505', '18 位'],
  ['91330100799655058b', '大写'],
  ['I1330100799655058B', '不含'],
  ['91XX0100799655058B', '数字'],
])('refuses %s and says why', (code, why) => {
  expect(creditCodeProblem(code)).toContain(why);
});

it('notices every single wrong character', () => {
  fc.assert(
    fc.property(anyCode, fc.nat({ max: 17 }), fc.constantFrom(...alphabet), (code, at, other) => {
      fc.pre(code.charAt(at) !== other);
      const wrong = code.slice(0, at) + other + code.slice(at + 1);
      expect(isCreditCode(code)).toBe(true);
      expect(isCreditCode(wrong)).toBe(false);
    }),
  );
});
