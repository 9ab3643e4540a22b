import { expect, test } from 'vitest';

import { describeConflicts, joinConflicts, withValue } from '~/app/forms/fill/open-conflicts';
import type { FormDefinition } from '~/forms/definition/form-definition';

const definition: FormDefinition = {
  components: [
    { type: 'textfield', key: 'subject', label: '标题', input: true },
    {
      ...{ type: 'select', key: 'kind', label: '类型', input: true },
      data: { values: [{ label: '咨询', value: 'question' }] },
    },
    {
      ...{ type: 'datagrid', key: 'members', label: '成员', input: true },
      components: [{ type: 'textfield', key: 'name', label: '姓名', input: true }],
    },
    { type: 'number', key: 'sum', label: '合计', input: true, calculateValue: { '+': [1, 2] } },
  ],
};
const now = new Date('2026-11-20T06:32:00Z');
const saved = { name: '何青禾', device: 'phone/WeChat', at: '2026-11-20T06:30:00Z' };
const conflict = (path: string, mine: unknown, theirs: unknown) => ({ path, base: '', mine, theirs });
const describeAll = (conflicts: ReturnType<typeof conflict>[]) =>
  describeConflicts(
    definition,
    ['subject', 'kind', 'members', 'sum'],
    { data: {}, conflicts, changed: { subject: saved } },
    now,
  );

test('both values are told in words, with who saved the other', () => {
  expect(describeAll([conflict('subject', '甲', '乙'), conflict('kind', 'question', '')])).toEqual([
    {
      ...{ path: 'subject', label: '标题', mine: '甲', mineText: '甲', theirsText: '乙' },
      ...{ mineAt: now.toISOString(), saved },
    },
    expect.objectContaining({ path: 'kind', mineText: '咨询', theirsText: '', saved: null }),
  ]);
});

test('a table is told row by row, a cell by itself', () => {
  const [table] = describeAll([conflict('members', [{ name: '甲' }, { name: '乙' }], [])]);
  expect(table).toMatchObject({ label: '成员', mineText: '姓名：甲；姓名：乙', theirsText: '' });
  expect(describeAll([conflict('members[0].name', '甲', '丙')])).toMatchObject([
    { label: '姓名', mineText: '甲', theirsText: '丙' },
  ]);
});

test('what nobody types is nobody’s to decide', () => {
  expect(describeAll([conflict('sum', 3, 4), conflict('gone', 1, 2)])).toEqual([]);
});

test('the newest conflict of a field counts', () => {
  const [first] = describeAll([conflict('subject', '甲', '乙')]);
  const [second] = describeAll([conflict('subject', '丙', '乙')]);
  const open = first ? [first] : [];
  expect(joinConflicts(open, second ? [second] : [])).toMatchObject([{ mineText: '丙' }]);
  expect(joinConflicts(open, [])).toEqual(open);
});

test('a value is put in at its path, and the data given stay as they are', () => {
  const data = { members: [{ name: '甲' }] };
  expect(withValue(data, 'members[0].name', '乙')).toEqual({ members: [{ name: '乙' }] });
  expect(data.members[0]?.name).toBe('甲');
});
