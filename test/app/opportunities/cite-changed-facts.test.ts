import { expect, test } from 'vitest';

import { citeChangedFacts } from '~/app/opportunities/cite-changed-facts';
import type { ConditionJson } from '~/knowledge/policies/condition-json';

const leaf = (id: string, keys: string[], source?: string): ConditionJson => ({
  ...{ id, label: id, result: 'met', expected: '' },
  facts: keys.map((key) => ({ key, label: key })),
  ...(source && { source }),
});
const fact = {
  key: 'staff.count',
  label: '从业人数',
  text: '86 人',
  source: '社保局',
  observedOn: '2026-11-02',
};
const sources = [
  { id: 's1', n: 1, label: '《办法》第三条', href: '/documents/1', text: '职工不超过三百人。' },
  { id: 's2', n: 2, label: '《办法》第四条', href: null, text: null },
];

test('beside a changed fact stands each condition that reads it, with the sentence that demands it', () => {
  const group: ConditionJson = {
    ...leaf('group', [], 's2'),
    children: [leaf('share', ['staff.technical', 'staff.count']), leaf('own', ['staff.count'], 's1')],
  };
  const [cited] = citeChangedFacts(
    [fact],
    [leaf('size', ['staff.count'], 's1'), group, leaf('tax', ['x'])],
    sources,
  );
  expect(cited?.conditions).toEqual([
    {
      ...{ id: 'size', label: 'size', result: 'met' },
      clause: { label: '《办法》第三条', href: '/documents/1', text: '职工不超过三百人。' },
    },
    // It names no clause of its own: that of its group counts.
    {
      id: 'share',
      label: 'share',
      result: 'met',
      clause: { label: '《办法》第四条', href: null, text: null },
    },
    expect.objectContaining({
      id: 'own',
      clause: expect.objectContaining({ label: '《办法》第三条' }) as unknown,
    }),
  ]);
});

test('a condition without a source is named without one', () => {
  expect(citeChangedFacts([fact], [leaf('size', ['staff.count'])], sources)[0]?.conditions).toMatchObject([
    { id: 'size', clause: null },
  ]);
});
