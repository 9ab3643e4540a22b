import { expect, test } from 'vitest';

import { findLogicProblem, variablesOf } from '~/forms/definition/json-logic';

test.each([
  [null],
  ['text'],
  [{ '==': [{ var: 'data.kind' }, 'a'] }],
  [{ and: [{ '!!': [{ var: ['data.n', 0] }] }, { missing: ['data.a', 'data.b'] }] }],
  [{ missing_some: [1, ['data.a', 'data.b']] }],
])('can be used: %j', (logic) => expect(findLogicProblem(logic)).toBeNull());

test.each([
  [{ _invoke: [{ var: 'data' }, 'x'] }, '_invoke'],
  [{ and: [{ '==': [1, 1] }, { log: 'x' }] }, 'log'],
  [{ var: 'data.__proto__.x' }, 'data.__proto__.x'],
  [{ var: ['row[constructor]', 0] }, 'row[constructor]'],
  [{ missing_some: [1, ['data.a', 'data.prototype']] }, 'data.prototype'],
  [{ '==': [1, 1], '!=': [1, 2] }, '["==","!="]'],
  [{}, '[]'],
])('can’t be used: %j', (logic, problem) => expect(findLogicProblem(logic)).toBe(problem));

test('the paths that a tree reads', () => {
  expect(variablesOf({ and: [{ var: 'data.a' }, { '<': [{ var: ['row.b', 0] }, 3] }, { var: '' }] })).toEqual(
    ['data.a', 'row.b', ''],
  );
  expect(variablesOf('data.a')).toEqual([]);
});
