import { expect, test } from 'vitest';

import { ChatModelError } from '~/knowledge/answers/chat-model-error';
import { InvalidRuleError } from '~/knowledge/policies/invalid-rule';
import { hasCode } from '~/prisma/access/has-code';

/** What the same class throws when it is loaded a second time, as in the bundle of the routes. */
const asOfAnotherCopy = (error: Error): unknown => Object.assign(new Error(error.message), { ...error });

test('an error of another copy of its class is one of it', () => {
  const busy = new ChatModelError('busy', 'As many answers are written as the settings allow');
  const invalid = new InvalidRuleError('rule.all[0]', 'no such fact');
  for (const error of [busy, asOfAnotherCopy(busy)]) {
    expect(error instanceof ChatModelError).toBe(true);
    expect(error instanceof InvalidRuleError).toBe(false);
  }
  for (const error of [invalid, asOfAnotherCopy(invalid)]) {
    expect(error instanceof InvalidRuleError).toBe(true);
    expect(error instanceof ChatModelError).toBe(false);
  }
});

test('an error without the code, and what is no error, is none', () => {
  expect(hasCode(new Error('busy'), 'busy')).toBe(false);
  expect(hasCode({ code: 'busy' }, 'busy')).toBe(false);
  expect(hasCode(null, 'busy')).toBe(false);
  expect(hasCode(Object.assign(new Error('x'), { code: 'other' }), 'busy')).toBe(false);
});
