import type { FormDefinition } from '~/forms/definition/form-definition';

import type { BindableFact } from '../palette/edit-forms';
import { listComponents } from './arrange-components';

/** A field that firms still fill in although the city may hold the value. */
export interface BindingSuggestion {
  key: string;
  label: string;
  fact: BindableFact;
}

const bindable = new Set([
  'textfield',
  'textarea',
  'number',
  'currency',
  'datetime',
  'radio',
  'select',
  'email',
]);

/** What printed forms call what the registers call otherwise. */
const sameAs: Record<string, string> = { 注册地址: '住所', 住所地: '住所', 法人代表: '法定代表人' };

/** Fields without a binding whose name is a fact's name. Exact names go first; a fact is suggested once. */
export function suggestBindings(
  definition: FormDefinition,
  facts: readonly BindableFact[],
): BindingSuggestion[] {
  const fields = listComponents(definition).filter(({ type }) => bindable.has(type));
  const used = new Set(fields.map(({ prefill }) => prefill?.fact).filter(Boolean));
  const suggestions: BindingSuggestion[] = [];
  for (const { key, label = '', prefill } of fields) {
    if (prefill?.fact) continue;
    const printed = plainName(label);
    const name = sameAs[printed] ?? printed;
    if (name.length < 2) continue;
    const free = facts.filter((fact) => !used.has(fact.key));
    const fact =
      free.find((one) => plainName(one.label) === name) ??
      free.find((one) => holds(name, plainName(one.label)));
    if (!fact) continue;
    used.add(fact.key);
    suggestions.push({ key, label, fact });
  }
  return suggestions;
}

/** A field’s name without what only says whose and when: 上年度研发费用（元） → 研发费用. */
export function plainName(label: string): string {
  return label
    .replace(/[（(].*?[)）]/g, '')
    .replace(/^(企业|单位|公司|上年度|上年末|年度|申请人)+/, '')
    .replace(/\s/g, '');
}

/** 单位开户银行 asks for 开户银行; 残疾职工人数 is not what 职工人数 asks for, so a fact that says more is none. */
function holds(name: string, fact: string): boolean {
  return fact.length >= 3 && name.includes(fact);
}
