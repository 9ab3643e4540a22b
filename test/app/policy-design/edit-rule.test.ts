import fc from 'fast-check';
import { expect, test } from 'vitest';

import { editAt, leavesWithPath, moveAt, nodeAt, unwrapAt, wrapAt } from '~/app/policy-design/edit-rule';
import { pushState, redoState, undoState, withIds, type EditorState } from '~/app/policy-design/editor-state';
import { withField, withOperator } from '~/app/policy-design/operators';
import { derivedForTaking, takingOf } from '~/app/policy-design/periods';
import { shiftDecimal } from '~/app/policy-design/shift-decimal';
import { builtInCatalogue } from '~/knowledge/enterprises/fact-catalogue';
import type { RuleGroup } from '~/knowledge/policies/rule-schema';

const leaf = (id: string) => ({ id, field: 'staff.count', operator: '<=' as const, value: 1 });
const rule: RuleGroup = {
  combinator: 'and',
  rules: [leaf('a'), { id: 'g', combinator: 'or', rules: [leaf('b'), leaf('c')] }, leaf('d')],
};
const ids = (of: RuleGroup) => leavesWithPath(of).map(({ leaf: { id } }) => id);

test('a condition moves past its neighbours, into a group beside it and out again, and none is lost', () => {
  const into = moveAt(rule, [0], 1);
  expect(ids(into)).toEqual(['a', 'b', 'c', 'd']);
  expect(nodeAt(into, [0, 0])?.id).toBe('a');
  expect(moveAt(into, [0, 0], -1)).toEqual(rule);
  expect(ids(moveAt(rule, [1, 1], 1))).toEqual(['a', 'b', 'c', 'd']);
  expect(nodeAt(moveAt(rule, [1, 1], 1), [2])?.id).toBe('c');
  expect(moveAt(rule, [0], -1)).toEqual(rule);
});

test('any way of moving keeps every condition', () => {
  fc.assert(
    fc.property(
      fc.array(fc.tuple(fc.nat(20), fc.constantFrom<1 | -1>(1, -1)), { maxLength: 30 }),
      (moves) => {
        let now = rule;
        for (const [at, step] of moves) {
          const leaves = leavesWithPath(now);
          const chosen = leaves[at % leaves.length];
          if (chosen) now = moveAt(now, chosen.path, step);
        }
        expect(ids(now).sort()).toEqual(['a', 'b', 'c', 'd']);
      },
    ),
  );
});

test('wrapping and taking apart undo one another; a group turned round stays whole', () => {
  expect(unwrapAt(wrapAt(rule, [0], 'new'), [0])).toEqual(rule);
  const turned = editAt(rule, [1], (node) => ({ ...node, not: true }));
  expect(unwrapAt(turned, [1])).toEqual(turned);
});

test('nodes without an id, or with another’s, get one of their own', () => {
  const named = withIds(
    { combinator: 'and', rules: [leaf('x'), leaf('x'), { operator: 'declared' }] },
    (path) => `n${path.join('-')}`,
  );
  expect(new Set([named.id, ...named.rules.map(({ id }) => id)]).size).toBe(4);
  expect(named.rules[0]?.id).toBe('x');
});

test('edits of one kind are one step; undo and redo lead back and forth', () => {
  const state = (title: string) => ({ title }) as unknown as EditorState;
  let history = { past: [], present: state('a'), future: [], mark: null } as Parameters<typeof pushState>[0];
  history = pushState(history, state('ab'), 'title');
  history = pushState(history, state('abc'), 'title');
  history = pushState(history, state('z'), null);
  expect(history.past).toHaveLength(2);
  history = undoState(undoState(history));
  expect(history.present.title).toBe('a');
  expect(redoState(history).present.title).toBe('abc');
});

test('a leaf keeps its value as far as the new operator takes it', () => {
  expect(withOperator(leaf('a'), 'between').value).toEqual([1, '']);
  expect(withOperator({ field: 'size', operator: 'in', value: ['small', 'micro'] }, '=').value).toBe('small');
  expect(withOperator(leaf('a'), 'isTrue')).not.toHaveProperty('value');
  expect(withField(leaf('a'), 'credit.abnormal', 'boolean', 'count')).toEqual({
    id: 'a',
    field: 'credit.abnormal',
    operator: 'isTrue',
  });
});

test('taking a fact over years makes the derived fact that is recognised again', () => {
  const fact = builtInCatalogue.get('revenue.annual')!;
  const derived = derivedForTaking(fact, 'sum-3y');
  expect(derived).toMatchObject({
    key: 'revenue.annual.sum-3y',
    type: 'money',
    formula: { kind: 'sum', years: 3 },
  });
  expect(takingOf(derived?.key ?? '', builtInCatalogue)).toEqual({ key: 'revenue.annual', taking: 'sum-3y' });
  expect(takingOf('credit.abnormal', builtInCatalogue)).toBeNull();
});

test('the point of a decimal moves exactly, and back', () => {
  expect(shiftDecimal('12.5', -2)).toBe('0.125');
  expect(shiftDecimal('0.05', 2)).toBe('5');
  expect(shiftDecimal('2,000', 4)).toBe('20000000');
  expect(shiftDecimal('x', 1)).toBeNull();
  fc.assert(
    fc.property(
      fc.bigInt({ min: 0n, max: 10n ** 12n }),
      fc.integer({ min: -6, max: 8 }),
      (figure, places) => {
        const there = shiftDecimal(String(figure), places);
        expect(shiftDecimal(there ?? '', -places)).toBe(String(figure));
      },
    ),
  );
});
