import type { Calculation, Operand } from '~/forms/definition/rules/calculation-logic';
import {
  isGroup,
  needsValue,
  type Condition,
  type ConditionGroup,
  type ShownWhen,
} from '~/forms/definition/rules/condition-blocks';
import type { RuleColumn, RuleField } from '~/forms/definition/rules/rule-fields';

import type { Translate } from '../../palette/palette-items';

/** The names that a sentence about a rule uses. */
export interface RuleNames {
  fields: readonly RuleField[];
  columns: readonly RuleColumn[];
}

/** A condition as one sentence: 当“规模”是“小型”，并且“人数”不少于 10 时，显示“说明”。 */
export function sayCondition(rule: ShownWhen, label: string, names: RuleNames, t: Translate): string {
  return t(rule.show ? 'builder.rules.say-shown' : 'builder.rules.say-hidden', {
    when: sayGroup(rule.group, names, t),
    field: label,
  });
}

function sayGroup(group: ConditionGroup, names: RuleNames, t: Translate): string {
  const parts = group.items.map((item) =>
    isGroup(item)
      ? item.items.length > 1
        ? t('builder.rules.say-bracket', { inner: sayGroup(item, names, t) })
        : sayGroup(item, names, t)
      : sayOne(item, names, t),
  );
  return parts.join(t(group.join === 'any' ? 'builder.rules.say-or' : 'builder.rules.say-and'));
}

function sayOne({ field, operator, value }: Condition, { fields }: RuleNames, t: Translate): string {
  const known = fields.find(({ path }) => path === field);
  const shown = known?.options.find((option) => option.value === value)?.label ?? value;
  const isPlain = known?.kind === 'number' || known?.kind === 'date';
  const operand = !needsValue(operator)
    ? ''
    : isPlain
      ? ` ${value || '…'} `
      : t('builder.rules.quoted', { text: shown || '…' });
  return `${t('builder.rules.quoted', { text: known?.label ?? (field || '…') })}${t(`builder.rules.op.${operator}`)}${operand}`.trim();
}

/** A calculation as one sentence: “合计” = “甲” + “乙”，保留 2 位小数。 */
export function sayCalculation(
  { kind, operands, decimals, percent }: Calculation,
  label: string,
  names: RuleNames,
  t: Translate,
): string {
  const sign = { sum: ' + ', difference: ' − ', product: ' × ', share: ' ÷ ' }[kind];
  const parts = operands.map((operand) => sayOperand(operand, names, t)).join(sign);
  return t('builder.rules.say-calculation', {
    field: label,
    formula: percent ? `${parts} × 100%` : parts,
    decimals,
  });
}

function sayOperand(operand: Operand, { fields, columns }: RuleNames, t: Translate): string {
  if ('number' in operand) return String(operand.number);
  if ('column' in operand) {
    const column = columns.find(({ path }) => path === operand.column);
    return t('builder.rules.column', {
      table: column?.table ?? operand.column,
      column: column?.label ?? '…',
    });
  }
  const known = fields.find(({ path }) => path === operand.field);
  return t('builder.rules.quoted', { text: known?.label ?? (operand.field || '…') });
}
