import { conditionFieldsOf } from '../compile-conditionals';
import type { FormComponent } from '../form-definition';
import { readCalculation, writeCalculation, type Calculation } from './calculation-logic';
import type { Condition, ConditionOperator, ShownWhen } from './condition-blocks';
import { readCondition, writeCondition, type Logic, type RulePlace } from './condition-logic';
import { listRuleFields, scopeOf, type FieldKind, type RuleField } from './rule-fields';

/** A rule as an editor opens it: none, blocks, or something made by hand that blocks can't show. */
export type OpenedRule<T> =
  { kind: 'none' } | { kind: 'blocks'; rule: T } | { kind: 'custom'; logic: unknown };

/** The place of a component's rules for reading and writing them. */
export function placeOf(fields: readonly RuleField[], ownPath: string): RulePlace {
  const kinds = new Map(fields.map(({ path, kind }) => [path, kind]));
  return { scope: scopeOf(ownPath), kindOfField: (path) => kinds.get(path) ?? null };
}

/** The fields that the rules at a path may look at, with the place to read and write them. */
export function openPlace(
  components: readonly FormComponent[],
  ownPath: string,
): { fields: RuleField[]; place: RulePlace } {
  const fields = listRuleFields(components, ownPath);
  return { fields, place: placeOf(fields, ownPath) };
}

/** A component's 显示条件; form.io's simple conditions open in the same blocks. */
export function openCondition(component: FormComponent, place: RulePlace): OpenedRule<ShownWhen> {
  const { conditional } = component;
  if (!conditional) return { kind: 'none' };
  if (conditional.json !== null && typeof conditional.json === 'object') {
    const rule = readCondition(conditional.json, place);
    return rule ? { kind: 'blocks', rule } : { kind: 'custom', logic: conditional.json };
  }
  const simple = conditionFieldsOf(conditional);
  if (simple.length === 0) return { kind: 'none' };
  const items = simple.map((one) => fromSimple(one, place));
  if (items.some((item) => item === null)) return { kind: 'custom', logic: conditional };
  const show = ![false, 'false'].includes(conditional.show as boolean | string);
  const join = conditional.conjunction === 'any' ? 'any' : 'all';
  return { kind: 'blocks', rule: { show, group: { join, items: items as Condition[] } } };
}

/** A component's 自动计算. */
export function openCalculation(component: FormComponent, scope: string): OpenedRule<Calculation> {
  const logic = component.calculateValue;
  if (logic === null || typeof logic !== 'object' || Object.keys(logic).length === 0) return { kind: 'none' };
  const rule = readCalculation(logic, scope);
  return rule ? { kind: 'blocks', rule } : { kind: 'custom', logic };
}

/** The component with its rules put; null takes a rule away, undefined leaves it as it is. */
export function withRules(
  component: FormComponent,
  rules: { condition?: ShownWhen | null; calculation?: Calculation | null },
  place: RulePlace,
): FormComponent {
  const changed = { ...component };
  if (rules.condition !== undefined) {
    const json = rules.condition && writeCondition(rules.condition, place);
    if (json) changed.conditional = { json };
    else delete changed.conditional;
  }
  if (rules.calculation !== undefined) {
    const logic: Logic | null = rules.calculation && writeCalculation(rules.calculation, place.scope);
    if (logic) Object.assign(changed, { calculateValue: logic, calculateServer: true, disabled: true });
    else {
      delete changed.calculateValue;
      delete changed.calculateServer;
      // What was calculated couldn't be typed into; now it must be.
      if (component.calculateValue) delete changed.disabled;
    }
  }
  return changed;
}

const byKind: Partial<Record<string, Partial<Record<FieldKind, ConditionOperator>>>> = {
  isEqual: { text: 'is', choice: 'is', number: 'equals', date: 'on', choices: 'has', tick: 'ticked' },
  isNotEqual: {
    text: 'is-not',
    choice: 'is-not',
    number: 'equals-not',
    choices: 'has-not',
    tick: 'unticked',
  },
  isEmpty: { text: 'empty', choice: 'empty', number: 'empty', date: 'empty', presence: 'empty' },
  isNotEmpty: { text: 'filled', choice: 'filled', number: 'filled', date: 'filled', presence: 'filled' },
  includes: { text: 'contains' },
  notIncludes: { text: 'contains-not' },
  lessThan: { number: 'less' },
  lessThanOrEqual: { number: 'at-most' },
  greaterThan: { number: 'more' },
  greaterThanOrEqual: { number: 'at-least' },
  dateLessThan: { date: 'before' },
  dateLessThanOrEqual: { date: 'not-after' },
  dateGreaterThan: { date: 'after' },
  dateGreaterThanOrEqual: { date: 'not-before' },
  isDateEqual: { date: 'on' },
};

function fromSimple(
  { field, operator, value }: { field: string; operator: string; value: unknown },
  { scope, kindOfField }: RulePlace,
): Condition | null {
  const path = [field, `${scope}${field}`].find((one) => kindOfField(one) !== null);
  const kind = path === undefined ? null : kindOfField(path);
  const found = kind && byKind[operator]?.[kind];
  if (path === undefined || !kind || !found) return null;
  const text = ['string', 'number', 'boolean'].includes(typeof value) ? String(value) : '';
  if (kind === 'tick') {
    const isTicked = (text !== 'false') === (found === 'ticked');
    return { field: path, operator: isTicked ? 'ticked' : 'unticked', value: '' };
  }
  const shown = kind === 'date' ? text.slice(0, 10) : text;
  return { field: path, operator: found, value: found === 'filled' || found === 'empty' ? '' : shown };
}
