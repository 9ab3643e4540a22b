import type { FieldKind } from './rule-fields';

/** 显示条件 in blocks: a group over conditions and further groups. */
export interface ConditionGroup {
  join: 'all' | 'any';
  items: (Condition | ConditionGroup)[];
}

/** One field compared with a value; `filled`, `empty`, `ticked` and `unticked` need none. */
export interface Condition {
  field: string;
  operator: ConditionOperator;
  value: string;
}

/** When a component is shown, or hidden. */
export interface ShownWhen {
  show: boolean;
  group: ConditionGroup;
}

export type ConditionOperator = (typeof operatorsByKind)[FieldKind][number];

/** The operators that make sense for each kind of field, the commonest first. */
export const operatorsByKind = {
  text: ['is', 'is-not', 'contains', 'contains-not', 'filled', 'empty'],
  number: ['equals', 'equals-not', 'more', 'at-least', 'less', 'at-most', 'filled', 'empty'],
  date: ['on', 'after', 'not-before', 'before', 'not-after', 'filled', 'empty'],
  choice: ['is', 'is-not', 'filled', 'empty'],
  choices: ['has', 'has-not'],
  tick: ['ticked', 'unticked'],
  presence: ['filled', 'empty'],
} as const satisfies Record<FieldKind, readonly string[]>;

/** Whether an item of a group is a group itself. */
export function isGroup(item: Condition | ConditionGroup): item is ConditionGroup {
  return 'join' in item;
}

/** Whether the operator compares with a value. */
export function needsValue(operator: ConditionOperator): boolean {
  return !['filled', 'empty', 'ticked', 'unticked'].includes(operator);
}

/** All conditions of a group, those of its groups included. */
export function conditionsOf(group: ConditionGroup): Condition[] {
  return group.items.flatMap((item) => (isGroup(item) ? conditionsOf(item) : [item]));
}

/** The first condition that isn't complete: no field, no value, a number that is none. Null when all are. */
export function findUnfinished(
  group: ConditionGroup,
  kindOfField: (path: string) => FieldKind | null,
): Condition | null {
  return (
    conditionsOf(group).find(({ field, operator, value }) => {
      const kind = kindOfField(field);
      if (kind === null || !(operatorsByKind[kind] as readonly string[]).includes(operator)) return true;
      if (!needsValue(operator)) return false;
      if (kind === 'number') return value.trim() === '' || !Number.isFinite(Number(value));
      // JSON-logic reads a dot as a step down.
      if (kind === 'choices') return value === '' || value.includes('.');
      return kind === 'date' ? !/^\d{4}-\d{2}-\d{2}$/.test(value) : value === '';
    }) ?? null
  );
}
