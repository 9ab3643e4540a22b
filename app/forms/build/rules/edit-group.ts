import {
  isGroup,
  operatorsByKind,
  type Condition,
  type ConditionGroup,
  type ConditionOperator,
} from '~/forms/definition/rules/condition-blocks';
import type { RuleField } from '~/forms/definition/rules/rule-fields';

/** So deep may groups stand in groups: deeper ones nobody reads. */
export const deepestGroup = 3;

/** A condition to begin with. */
export function firstCondition(fields: readonly RuleField[]): Condition {
  const [first] = fields;
  return { field: first?.path ?? '', operator: first ? operatorsByKind[first.kind][0] : 'filled', value: '' };
}

/** The condition about another field: operator and value stay where they still make sense. */
export function chooseField(condition: Condition, field: RuleField | undefined): Condition {
  if (!field) return { ...condition, field: '' };
  const fitting = operatorsByKind[field.kind] as readonly ConditionOperator[];
  const operator = fitting.includes(condition.operator) ? condition.operator : (fitting[0] ?? 'filled');
  const keeps = field.options.length === 0 || field.options.some(({ value }) => value === condition.value);
  return { field: field.path, operator, value: keeps && condition.field !== '' ? condition.value : '' };
}

/** The group with one item changed; null takes it away, and groups that it leaves empty. */
export function changeItem(
  group: ConditionGroup,
  index: number,
  item: Condition | ConditionGroup | null,
): ConditionGroup {
  const isGone = item === null || (isGroup(item) && item.items.length === 0);
  return {
    ...group,
    items: isGone
      ? group.items.filter((_, at) => at !== index)
      : group.items.map((one, at) => (at === index ? item : one)),
  };
}
