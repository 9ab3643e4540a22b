/** What one variable may be for a condition to hold. */
interface Span {
  /** The only values, as text; null for any. */
  only: Set<string> | null;
  never: Set<string>;
  least: number;
  most: number;
}

/** One way in which a condition can hold: every variable within its span. */
export type ConditionTerm = Map<string, Span>;

/** From here on the ways aren't counted any more: the condition is taken as one that can hold. */
const mostTerms = 64;
const empty = ['', 'false', 'null', 'undefined', '0'];

/**
 * The ways in which a JSON-logic condition can hold, in disjunctive normal form; null when it says more than this reads.
 * Reads comparisons of one variable with a constant, `in`, truth, and, or, not.
 */
export function conditionTerms(logic: unknown): ConditionTerm[] | null {
  try {
    return termsOf(logic, true);
  } catch (error) {
    if (error instanceof Unreadable) return null;
    throw error;
  }
}

/** The ways in which all conditions hold together; null when they are too many to tell. */
export function joinTerms(conditions: readonly ConditionTerm[][]): ConditionTerm[] | null {
  try {
    return conditions.reduce<ConditionTerm[]>(
      (joined, terms) => product(joined, terms),
      [new Map<string, Span>()],
    );
  } catch (error) {
    if (error instanceof Unreadable) return null;
    throw error;
  }
}

/** What a field can hold at all, so far as its form says so. */
export interface FieldRange {
  /** The values of its choices; null when it isn't chosen from a list. */
  choices: readonly string[] | null;
  /** It is never shown, so it never has a value. */
  isEmpty: boolean;
}

/** Whether a term can come true: no variable must be two things at once, or something that its field can't hold. */
export function canHold(term: ConditionTerm, rangeOf: (variable: string) => FieldRange | null): boolean {
  return [...term].every(([variable, span]) => {
    if (span.least > span.most) return false;
    const range = rangeOf(variable);
    const open = (value: string) =>
      !span.never.has(value) && (span.only === null || span.only.has(value)) && inside(value, span);
    const canBeEmpty = empty.some(open) && span.least === -Infinity && span.most === Infinity;
    if (range?.isEmpty) return canBeEmpty;
    if (span.only !== null && ![...span.only].some(open)) return false;
    if (range?.choices && !canBeEmpty) return range.choices.some(open);
    return true;
  });
}

class Unreadable extends Error {}

function inside(value: string, { least, most }: Span): boolean {
  if (least === -Infinity && most === Infinity) return true;
  const number = Number(value);
  return Number.isNaN(number) || (number >= least && number <= most);
}

function termsOf(logic: unknown, wanted: boolean): ConditionTerm[] {
  if (typeof logic !== 'object' || logic === null)
    return Boolean(logic) === wanted ? [new Map<string, Span>()] : [];
  const [operator, value] = (Object.entries(logic)[0] ?? ['', null]) as [string, unknown];
  const parts: unknown[] = Array.isArray(value) ? value : [value];
  switch (operator) {
    case 'and':
    case 'or': {
      const each = parts.map((part) => termsOf(part, wanted));
      return (operator === 'and') === wanted
        ? each.reduce<ConditionTerm[]>((joined, terms) => product(joined, terms), [new Map<string, Span>()])
        : bounded(each.flat());
    }
    case '!':
      return termsOf(parts[0], !wanted);
    case '!!':
      return termsOf(parts[0], wanted);
    case 'var':
      return [term(nameOf(logic), wanted ? { never: empty } : { only: empty })];
    case '==':
    case '===':
      return equality(parts, wanted);
    case '!=':
    case '!==':
      return equality(parts, !wanted);
    case 'in':
      return membership(parts, wanted);
    case '<':
    case '<=':
    case '>':
    case '>=':
      return comparison(operator, parts, wanted);
    default:
      throw new Unreadable();
  }
}

function equality([left, right]: unknown[], wanted: boolean): ConditionTerm[] {
  const [variable, constant] = isVariable(left) ? [left, right] : [right, left];
  if (typeof constant === 'object' && constant !== null) throw new Unreadable();
  const value = String(constant);
  return [term(nameOf(variable), wanted ? { only: [value] } : { never: [value] })];
}

function membership([variable, list]: unknown[], wanted: boolean): ConditionTerm[] {
  if (!Array.isArray(list) || list.some((item) => typeof item === 'object' && item !== null))
    throw new Unreadable();
  const values = list.map(String);
  return [term(nameOf(variable), wanted ? { only: values } : { never: values })];
}

/** A strict bound counts as one that is met: rather too little is reported than too much. */
function comparison(operator: string, [left, right]: unknown[], wanted: boolean): ConditionTerm[] {
  const turned = !isVariable(left);
  const [variable, constant] = turned ? [right, left] : [left, right];
  const limit = Number(constant);
  if (typeof constant === 'object' || Number.isNaN(limit)) throw new Unreadable();
  const isLess = operator.startsWith('<') !== turned;
  return [term(nameOf(variable), isLess === wanted ? { most: limit } : { least: limit })];
}

function isVariable(value: unknown): boolean {
  return typeof value === 'object' && value !== null && 'var' in value;
}

function nameOf(value: unknown): string {
  const name = isVariable(value) ? (value as { var: unknown }).var : null;
  const text: unknown = Array.isArray(name) ? name[0] : name;
  if (typeof text !== 'string') throw new Unreadable();
  return text;
}

function term(
  variable: string,
  {
    only,
    never = [],
    least = -Infinity,
    most = Infinity,
  }: Partial<Record<'only' | 'never', string[]>> & {
    least?: number;
    most?: number;
  },
): ConditionTerm {
  return new Map([[variable, { only: only ? new Set(only) : null, never: new Set(never), least, most }]]);
}

function product(left: readonly ConditionTerm[], right: readonly ConditionTerm[]): ConditionTerm[] {
  return bounded(left.flatMap((one) => right.map((other) => merge(one, other))));
}

function merge(one: ConditionTerm, other: ConditionTerm): ConditionTerm {
  const merged = new Map(one);
  for (const [variable, span] of other) {
    const before = merged.get(variable);
    if (!before) {
      merged.set(variable, span);
      continue;
    }
    const [a, b] = [before.only, span.only];
    merged.set(variable, {
      only: a === null ? b : b === null ? a : new Set([...a].filter((value) => b.has(value))),
      never: new Set([...before.never, ...span.never]),
      least: Math.max(before.least, span.least),
      most: Math.min(before.most, span.most),
    });
  }
  return merged;
}

function bounded(terms: ConditionTerm[]): ConditionTerm[] {
  if (terms.length > mostTerms) throw new Unreadable();
  return terms;
}
