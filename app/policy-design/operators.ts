import type { FactType } from '~/knowledge/enterprises/fact-definition';
import type { RuleLeaf, RuleOperator } from '~/knowledge/policies/rule-schema';

const figures: RuleOperator[] = ['<=', '<', '>=', '>', '=', '!=', 'between'];
const dates: RuleOperator[] = ['>=', '<=', 'after', 'before', 'between', '='];

/** The operators that go with a type, the most used first. */
export function operatorsOf(type: FactType): RuleOperator[] {
  switch (type) {
    case 'money':
    case 'count':
    case 'share':
    case 'number':
      return figures;
    case 'date':
      return dates;
    case 'boolean':
      return ['isTrue', 'isFalse'];
    case 'code':
      return ['in', 'notIn', '=', '!='];
    case 'region':
    case 'industry':
      return ['within', 'in', 'notIn'];
    case 'text':
      return ['contains', '=', 'in', 'notIn'];
    default:
      return ['=', 'in', 'notIn'];
  }
}

/** What kind of value an operator takes. */
export function valueShape(operator: RuleOperator): 'none' | 'one' | 'two' | 'list' {
  if (['isTrue', 'isFalse', 'declared', 'judged'].includes(operator)) return 'none';
  if (operator === 'between') return 'two';
  return ['in', 'notIn', 'within'].includes(operator) ? 'list' : 'one';
}

/** The leaf with another operator: its value is kept as far as it fits. */
export function withOperator(leaf: RuleLeaf, operator: RuleOperator): RuleLeaf {
  const { value, ...rest } = leaf;
  const list = Array.isArray(value)
    ? (value as unknown[])
    : value === undefined || value === ''
      ? []
      : [value];
  switch (valueShape(operator)) {
    case 'none':
      return { ...rest, operator };
    case 'one':
      return { ...rest, operator, value: list[0] ?? '' };
    case 'two':
      return { ...rest, operator, value: [list[0] ?? '', list[1] ?? ''] };
    case 'list':
      return { ...rest, operator, value: list };
  }
}

/** The leaf about another fact: operator and value start anew unless the type allows them. */
export function withField(leaf: RuleLeaf, field: string, type: FactType, oldType: FactType | null): RuleLeaf {
  const allowed = operatorsOf(type);
  const isSameKind = type === oldType;
  const operator = isSameKind && allowed.includes(leaf.operator) ? leaf.operator : (allowed[0] ?? '=');
  const { value, ...rest } = leaf;
  return withOperator({ ...rest, field, operator, ...(isSameKind && { value }) }, operator);
}

/** Key of the operator's word: dates are before or after, not less or more. */
export function operatorWord(operator: RuleOperator, type: string): string {
  return type === 'date' && ['<=', '>='].includes(operator)
    ? `rules.op.date.${operator}`
    : `rules.op.${operator}`;
}
