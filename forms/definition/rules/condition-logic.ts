import { canonicalJson } from '../data-path';
import { isGroup, type Condition, type ConditionGroup, type ShownWhen } from './condition-blocks';
import { pathOfVariable, variableOf, type FieldKind } from './rule-fields';

export type Logic = Record<string, unknown>;

/** What reading and writing must know: where the rule stands and what the fields are. */
export interface RulePlace {
  /** The rows around the component: `members[].`, or empty. */
  scope: string;
  /** The kind of the field at a path; null for an unknown one. */
  kindOfField: (path: string) => FieldKind | null;
}

/** Blocks as the JSON-logic of `conditional.json`. Empty blocks are no condition: null. */
export function writeCondition({ show, group }: ShownWhen, place: RulePlace): Logic | null {
  const written = writeGroup(group, place);
  // `!!` makes a boolean: form.io takes null for "no condition".
  return written && (show ? { '!!': [written] } : { '!': [written] });
}

/** The blocks that a JSON-logic tree was written from; null for one that blocks can't show exactly. */
export function readCondition(logic: unknown, place: RulePlace): ShownWhen | null {
  const [operator, parts] = operationOf(logic);
  if ((operator !== '!!' && operator !== '!') || parts.length !== 1) return null;
  const group = readGroup(parts[0], place);
  if (!group) return null;
  const read = { show: operator === '!!', group };
  return canonicalJson(writeCondition(read, place)) === canonicalJson(logic) ? read : null;
}

/** A value that is there: form.io's browser side has "" where its server side has nothing. */
export function filled(variable: string): Logic {
  return { and: [{ '!==': [{ var: variable }, null] }, { '!==': [{ var: variable }, ''] }] };
}

/** The operator of a JSON-logic operation and its arguments; "" for anything else. */
export function operationOf(logic: unknown): [operator: string, parts: unknown[]] {
  if (logic === null || typeof logic !== 'object' || Array.isArray(logic)) return ['', []];
  const entries = Object.entries(logic);
  if (entries.length !== 1) return ['', []];
  const [operator, value] = entries[0] as [string, unknown];
  return [operator, Array.isArray(value) ? value : [value]];
}

/** The variable that a tree reads first, going down its first arguments. */
export function firstVariable(logic: unknown): string | null {
  const [operator, parts] = operationOf(logic);
  if (operator === 'var') return typeof parts[0] === 'string' ? parts[0] : null;
  for (const part of parts) {
    const found = firstVariable(part);
    if (found !== null) return found;
  }
  return null;
}

function writeGroup(group: ConditionGroup, place: RulePlace): Logic | null {
  const parts = group.items.flatMap((item) => {
    const written = isGroup(item) ? writeGroup(item, place) : writeOne(item, place);
    return written === null ? [] : [written];
  });
  return parts.length === 0 ? null : { [group.join === 'any' ? 'or' : 'and']: parts };
}

function writeOne({ field, operator, value }: Condition, { scope, kindOfField }: RulePlace): Logic | null {
  const variable = variableOf(field, scope);
  const kind = kindOfField(field);
  if (variable === null || kind === null) return null;
  const is = { var: variable };
  switch (operator) {
    case 'filled':
      return kind === 'number' ? filled(variable) : { '!!': [is] };
    case 'empty':
      return { '!': [kind === 'number' ? filled(variable) : is] };
    case 'ticked':
      return { '===': [is, true] };
    case 'unticked':
      return { '!==': [is, true] };
    case 'has':
    case 'has-not':
      return { [operator === 'has' ? '===' : '!==']: [{ var: `${variable}.${value}` }, true] };
    case 'is':
      return { in: [is, candidates(value)] };
    case 'is-not':
      return { '!': [{ in: [is, candidates(value)] }] };
    case 'contains':
      return { and: [{ '!!': [is] }, { in: [value, is] }] };
    case 'contains-not':
      return { '!': [{ and: [{ '!!': [is] }, { in: [value, is] }] }] };
    default:
      return compare(kind, operator, variable, value);
  }
}

const numberSigns: Record<string, string> = {
  equals: '==',
  'equals-not': '!=',
  more: '>',
  'at-least': '>=',
  less: '<',
  'at-most': '<=',
};
const dateSigns: Record<string, string> = {
  on: '==',
  after: '>',
  'not-before': '>=',
  before: '<',
  'not-after': '<=',
};

function compare(kind: FieldKind, operator: string, variable: string, value: string): Logic | null {
  const is = { var: variable };
  if (kind === 'number') {
    const sign = numberSigns[operator];
    const limit = Number(value);
    if (!sign || value.trim() === '' || !Number.isFinite(limit)) return null;
    return { and: [filled(variable), { [sign]: [is, limit] }] };
  }
  const sign = dateSigns[operator];
  // ISO dates compare as text; instants of earlier forms begin with their date.
  return sign ? { and: [{ '!!': [is] }, { [sign]: [{ substr: [is, 0, 10] }, value] }] } : null;
}

/** form.io keeps the choice "5" as 5 and "true" as true. */
function candidates(value: string): unknown[] {
  return /^(true|false|-?(0|[1-9]\d{0,14})(\.\d{1,6})?)$/.test(value)
    ? [value, JSON.parse(value) as unknown]
    : [value];
}

function readGroup(logic: unknown, place: RulePlace): ConditionGroup | null {
  const [operator, parts] = operationOf(logic);
  if ((operator !== 'and' && operator !== 'or') || parts.length === 0) return null;
  const items = parts.map((part) => readOne(part, place) ?? readGroup(part, place));
  return items.some((item) => item === null)
    ? null
    : { join: operator === 'or' ? 'any' : 'all', items: items as (Condition | ConditionGroup)[] };
}

/** Guesses the condition from its shape and takes it if writing it gives the same. */
function readOne(logic: unknown, place: RulePlace): Condition | null {
  const variable = firstVariable(logic);
  if (variable === null) return null;
  return (
    guesses(logic, variable, place).find(
      (guess) => canonicalJson(writeOne(guess, place)) === canonicalJson(logic),
    ) ?? null
  );
}

function guesses(logic: unknown, variable: string, { scope, kindOfField }: RulePlace): Condition[] {
  const found: Condition[] = [];
  const own = pathOfVariable(variable, scope);
  if (own !== null && kindOfField(own) !== null) {
    for (const operator of ['filled', 'empty', 'ticked', 'unticked'] as const)
      found.push({ field: own, operator, value: '' });
    for (const value of constantsOf(logic)) {
      for (const operator of ['is', 'is-not', 'contains', 'contains-not'] as const)
        found.push({ field: own, operator, value });
      for (const operator of [...Object.keys(numberSigns), ...Object.keys(dateSigns)])
        found.push({ field: own, operator: operator as Condition['operator'], value });
    }
  }
  const dot = variable.lastIndexOf('.');
  const parent = dot === -1 ? null : pathOfVariable(variable.slice(0, dot), scope);
  if (parent !== null && kindOfField(parent) === 'choices') {
    for (const operator of ['has', 'has-not'] as const)
      found.push({ field: parent, operator, value: variable.slice(dot + 1) });
  }
  return found;
}

/** The texts and numbers that a tree compares with, as text. */
function constantsOf(logic: unknown): string[] {
  if (typeof logic === 'string' || typeof logic === 'number') return [String(logic)];
  if (Array.isArray(logic)) return [...new Set(logic.flatMap(constantsOf))];
  if (logic === null || typeof logic !== 'object') return [];
  return [
    ...new Set(
      Object.entries(logic).flatMap(([operator, value]) => (operator === 'var' ? [] : constantsOf(value))),
    ),
  ];
}
