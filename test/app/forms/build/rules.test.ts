import { describe, expect, it } from 'vitest';

import { withKind } from '~/app/forms/build/rules/calculation-editor';
import { changeItem, chooseField, firstCondition } from '~/app/forms/build/rules/edit-group';
import { sayCalculation, sayCondition, type RuleNames } from '~/app/forms/build/rules/say-rule';
import en from '~/app/words/en.json';
import zh from '~/app/words/zh-CN.json';
import type { ConditionGroup } from '~/forms/definition/rules/condition-blocks';
import type { RuleField } from '~/forms/definition/rules/rule-fields';

const words =
  (file: Record<string, string>) =>
  (key: string, params: Record<string, string | number> = {}) =>
    (file[key] ?? key).replace(/\{\{(\w+)\}\}/g, (_, name: string) => String(params[name]));
const t = words(zh);

const field = (path: string, label: string, kind: RuleField['kind'], options: RuleField['options'] = []) => ({
  path,
  label,
  kind,
  options,
  variable: `data.${path}`,
});
const fields = [
  field('size', '规模', 'choice', [{ value: 's', label: '小型' }]),
  field('staff', '人数', 'number'),
  field('day', '成立日期', 'date'),
];
const names: RuleNames = {
  fields,
  columns: [{ path: 'items[].cost', label: '金额', table: '明细' }],
};
const group: ConditionGroup = {
  join: 'all',
  items: [
    { field: 'size', operator: 'is', value: 's' },
    {
      join: 'any',
      items: [
        { field: 'staff', operator: 'at-least', value: '10' },
        { field: 'day', operator: 'filled', value: '' },
      ],
    },
    { join: 'any', items: [{ field: 'gone', operator: 'is', value: '' }] },
  ],
};

describe('a rule as a sentence', () => {
  it('reads as Chinese', () => {
    expect(sayCondition({ show: true, group }, '说明', names, t)).toBe(
      '当“规模”是“小型”，并且（“人数”不少于 10，或者“成立日期”已填写），并且“gone”是“…”时，显示“说明”。',
    );
    expect(sayCondition({ show: false, group }, '说明', names, t)).toMatch(/隐藏“说明”。$/);
  });

  it('and as English', () => {
    expect(sayCondition({ show: true, group }, 'Note', names, words(en))).toBe(
      '“Note” is shown when “规模” is “小型” and (“人数” is at least 10 or “成立日期” is filled in) and “gone” is “…”.',
    );
  });

  it('says what is calculated', () => {
    const said = sayCalculation(
      {
        kind: 'share',
        operands: [{ column: 'items[].cost' }, { field: 'staff' }],
        decimals: 1,
        percent: true,
      },
      '人均',
      names,
      t,
    );
    expect(said).toBe('“人均” = 明细的“金额”合计 ÷ “人数” × 100%，四舍五入到 1 位小数。');
    const other = sayCalculation(
      { kind: 'sum', operands: [{ number: 3 }, { field: '' }, { column: 'gone[].x' }], decimals: 0 },
      '合计',
      names,
      t,
    );
    expect(other).toBe('“合计” = 3 + “…” + gone[].x的“…”合计，四舍五入到 0 位小数。');
  });
});

describe('editing blocks', () => {
  it('another field keeps what still makes sense', () => {
    expect(firstCondition(fields)).toEqual({ field: 'size', operator: 'is', value: '' });
    expect(firstCondition([]).field).toBe('');
    const chosen = { field: 'size', operator: 'filled', value: '' } as const;
    expect(chooseField(chosen, fields[1])).toEqual({ field: 'staff', operator: 'filled', value: '' });
    expect(chooseField({ field: 'staff', operator: 'more', value: '5' }, fields[0])).toEqual({
      field: 'size',
      operator: 'is',
      value: '',
    });
    expect(chooseField({ field: 'staff', operator: 'more', value: '5' }, fields[2]).value).toBe('5');
  });

  it('an emptied group goes', () => {
    expect(changeItem(group, 0, null).items).toHaveLength(2);
    expect(changeItem(group, 1, { join: 'any', items: [] }).items).toHaveLength(2);
    expect(changeItem(group, 0, { field: 'staff', operator: 'filled', value: '' }).items[0]).toMatchObject({
      field: 'staff',
    });
  });

  it('another calculation has as many parts as it can', () => {
    const sum = {
      kind: 'sum' as const,
      operands: [{ number: 1 }, { number: 2 }, { number: 3 }],
      decimals: 2,
    };
    expect(withKind(sum, 'share')).toEqual({
      kind: 'share',
      operands: [{ number: 1 }, { number: 2 }],
      decimals: 2,
      percent: true,
    });
    expect(
      withKind({ kind: 'sum', operands: [{ number: 1 }], decimals: 2 }, 'product').operands,
    ).toHaveLength(2);
  });
});
