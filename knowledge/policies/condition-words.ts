import type { FactValue } from '../enterprises/fact-value';
import { formatValue, type Locale } from './format-value';
import type { Field } from './rule-context';
import type { RuleLeaf, RuleOperator } from './rule-schema';

const signs: Partial<Record<RuleOperator, string>> = {
  '=': '=',
  '!=': '≠',
  '<': '<',
  '<=': '≤',
  '>': '>',
  '>=': '≥',
};

/** What a condition expects, in words: “≤ 300 人”, “2024-01-01 之前”, “大型、中型之一”. */
export function expectationWords(
  operator: RuleOperator,
  operands: readonly FactValue[],
  field: Field,
  locale: Locale,
): string {
  const zh = locale === 'zh';
  const words = operands.map((operand) => formatValue(operand, field, locale));
  const first = words[0] ?? '';
  const list = words.join(zh ? '、' : ', ');
  switch (operator) {
    case 'isTrue':
      return zh ? '是' : 'yes';
    case 'isFalse':
      return zh ? '否' : 'no';
    case 'before':
      return zh ? `早于 ${first}` : `before ${first}`;
    case 'after':
      return zh ? `晚于 ${first}` : `after ${first}`;
    case 'between':
      return zh ? `${first} 至 ${words[1] ?? ''}` : `${first} to ${words[1] ?? ''}`;
    case 'in':
      return zh ? `${list}${words.length > 1 ? '之一' : ''}` : `${words.length > 1 ? 'one of ' : ''}${list}`;
    case 'notIn':
      return zh ? `不属于 ${list}` : `none of ${list}`;
    case 'within':
      return zh ? `属于 ${list}` : `within ${list}`;
    case 'contains':
      return zh ? `含“${first}”` : `contains “${first}”`;
    case 'declared':
      return zh ? '由申请人承诺' : 'confirmed by the applicant';
    case 'judged':
      return zh ? '由主管部门认定' : 'decided by the department';
    default:
      return field.type === 'code' || field.type === 'boolean'
        ? `${operator === '!=' ? (zh ? '不是 ' : 'not ') : ''}${first}`
        : `${signs[operator] ?? operator} ${first}`;
  }
}

/** The condition's own words, or words made of the fact and what is expected of it. */
export function conditionLabel(
  leaf: RuleLeaf,
  field: Field | null,
  expected: string,
  locale: Locale,
): string {
  const own = locale === 'en' ? (leaf.labelEn ?? leaf.label) : leaf.label;
  if (own) return own;
  if (!field) return expected;
  const label = field.label[locale];
  if (leaf.operator === 'isTrue') return label;
  if (leaf.operator === 'isFalse') return locale === 'zh' ? `未${label.replace(/^有/, '')}` : `Not: ${label}`;
  return locale === 'zh' ? `${label} ${expected}` : `${label} ${expected}`;
}
