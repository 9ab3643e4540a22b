import {
  compareExact,
  exact,
  formatDecimal,
  parseDecimal,
  type ExactNumber,
} from '../../enterprises/exact-number';
import { isExact, isNumeric, type FactValue } from '../../enterprises/fact-value';
import { isIndustryWithin } from '../../enterprises/industry-code';
import { isRegionWithin } from '../../enterprises/region-code';
import { InvalidRuleError } from '../invalid-rule';
import { prepareRule, type PreparedLeaf, type PreparedNode } from '../prepare-rule';
import type { Field, RuleContext } from '../rule-context';
import type { RuleGroup } from '../rule-schema';
import type { PolicyFinding } from './lint-policy';

/** What values of a field a condition lets through. */
type Allowed =
  | { kind: 'range'; low: End | null; high: End | null }
  | { kind: 'codes'; codes: ReadonlySet<string>; isAll: boolean }
  | { kind: 'under'; codes: readonly string[] }
  | { kind: 'flag'; value: boolean };

interface End {
  at: ExactNumber | string;
  isIn: boolean;
}

/**
 * Finds conditions that contradict one another, that are true or false whatever the facts are, and figures that look as
 * if they were in the wrong unit. A rule that can't be computed yet gives nothing here.
 */
export function lintLogic(rule: RuleGroup, context: RuleContext): PolicyFinding[] {
  let prepared: PreparedNode;
  try {
    prepared = prepareRule(rule, context);
  } catch (error) {
    if (error instanceof InvalidRuleError) return [];
    throw error;
  }
  const found: PolicyFinding[] = [];
  visit(prepared, [], context, found);
  return found;
}

function visit(
  node: PreparedNode,
  above: readonly PreparedLeaf[],
  context: RuleContext,
  found: PolicyFinding[],
): void {
  if (node.kind === 'leaf') {
    const alone = alwaysSays(node, context);
    if (alone !== null)
      found.push({
        code: alone ? 'logic.always' : 'logic.never',
        severity: 'error',
        tab: 'rule',
        id: node.id,
      });
    const unit = oddUnit(node);
    if (unit) found.push({ code: unit, severity: 'warning', tab: 'rule', id: node.id });
    return;
  }
  const leaves = node.children.filter(
    (child): child is PreparedLeaf => child.kind === 'leaf' && child.field !== null,
  );
  const isAll = node.combinator === 'and';
  if (isAll && !node.not) {
    leaves.forEach((leaf, index) => {
      for (const other of [...above, ...leaves.slice(0, index)]) compareTwo(other, leaf, found);
    });
  }
  if (!isAll) {
    leaves.forEach((leaf, index) => {
      for (const other of leaves.slice(0, index))
        if (coverAll(other, leaf))
          found.push({
            code: 'logic.either',
            severity: 'error',
            tab: 'rule',
            id: leaf.id,
            params: { other: other.label.zh },
          });
    });
  }
  const demands = isAll && !node.not ? [...above, ...leaves] : node.not ? [] : above;
  for (const child of node.children) visit(child, child.kind === 'leaf' ? [] : demands, context, found);
}

/** Two demands on one fact that must both hold: impossible together, or one says nothing more. */
function compareTwo(a: PreparedLeaf, b: PreparedLeaf, found: PolicyFinding[]): void {
  if (a.field?.key !== b.field?.key) return;
  const [left, right] = [allowedBy(a), allowedBy(b)];
  if (!left || !right) return;
  const params = { other: a.label.zh };
  if (!meet(left, right, b.field))
    found.push({ code: 'logic.contradiction', severity: 'error', tab: 'rule', id: b.id, params });
  else if (lies(left, right, b.field))
    found.push({ code: 'logic.redundant', severity: 'warning', tab: 'rule', id: b.id, params });
  else if (lies(right, left, b.field))
    found.push({
      code: 'logic.redundant',
      severity: 'warning',
      tab: 'rule',
      id: a.id,
      params: { other: b.label.zh },
    });
}

function allowedBy({ operator, operands, field }: PreparedLeaf): Allowed | null {
  if (!field) return null;
  const [first, second] = operands;
  const codes = operands.filter((value): value is string => typeof value === 'string');
  switch (operator) {
    case 'isTrue':
      return { kind: 'flag', value: true };
    case 'isFalse':
      return { kind: 'flag', value: false };
    case 'within':
      return { kind: 'under', codes };
    case 'notIn':
      return field.words
        ? {
            kind: 'codes',
            codes: new Set([...field.words.keys()].filter((code) => !codes.includes(code))),
            isAll: false,
          }
        : null;
    case 'in':
      return typeof first === 'string' ? { kind: 'codes', codes: new Set(codes), isAll: false } : null;
    case '=':
      return typeof first === 'string' && field.type !== 'date'
        ? { kind: 'codes', codes: new Set([first]), isAll: false }
        : range(end(first, true), end(first, true));
    case '<':
    case 'before':
      return range(null, end(first, false));
    case '<=':
      return range(null, end(first, true));
    case '>':
    case 'after':
      return range(end(first, false), null);
    case '>=':
      return range(end(first, true), null);
    case 'between':
      return range(end(first, true), end(second, true));
    default:
      return null;
  }
}

const range = (low: End | null, high: End | null): Allowed => ({ kind: 'range', low, high });

function end(value: FactValue | undefined, isIn: boolean): End | null {
  return value === undefined || typeof value === 'boolean' ? null : { at: value, isIn };
}

function compareEnds(a: End['at'], b: End['at']): number {
  if (typeof a === 'string' && typeof b === 'string') return a < b ? -1 : a === b ? 0 : 1;
  // Days and figures never stand in one condition; the order only has to be one.
  if (typeof a === 'string') return 1;
  return typeof b === 'string' ? -1 : compareExact(a, b);
}

/** Whether some value passes both. */
function meet(a: Allowed, b: Allowed, field: Field | null): boolean {
  if (a.kind === 'flag' && b.kind === 'flag') return a.value === b.value;
  if (a.kind === 'range' && b.kind === 'range') return passes(a.low, b.high) && passes(b.low, a.high);
  if (a.kind === 'codes' && b.kind === 'codes') return [...a.codes].some((code) => b.codes.has(code));
  if (a.kind === 'codes' && b.kind === 'under')
    return [...a.codes].some((code) => under(code, b.codes, field));
  if (a.kind === 'under' && b.kind === 'codes') return meet(b, a, field);
  if (a.kind === 'under' && b.kind === 'under')
    return (
      a.codes.some((code) => under(code, b.codes, field)) ||
      b.codes.some((code) => under(code, a.codes, field))
    );
  return true;
}

function passes(low: End | null, high: End | null): boolean {
  if (!low || !high) return true;
  const order = compareEnds(low.at, high.at);
  return order < 0 || (order === 0 && low.isIn && high.isIn);
}

/** Whether all that passes the first passes the second too. */
function lies(a: Allowed, b: Allowed, field: Field | null): boolean {
  if (a.kind === 'flag' && b.kind === 'flag') return a.value === b.value;
  if (a.kind === 'range' && b.kind === 'range')
    return tighter(a.low, b.low, 1) && tighter(a.high, b.high, -1);
  if (a.kind === 'codes' && b.kind === 'codes') return [...a.codes].every((code) => b.codes.has(code));
  if (a.kind === 'codes' && b.kind === 'under')
    return [...a.codes].every((code) => under(code, b.codes, field));
  if (a.kind === 'under' && b.kind === 'under') return a.codes.every((code) => under(code, b.codes, field));
  return false;
}

function tighter(a: End | null, b: End | null, side: 1 | -1): boolean {
  if (!b) return true;
  if (!a) return false;
  const order = compareEnds(a.at, b.at) * side;
  return order > 0 || (order === 0 && (b.isIn || !a.isIn));
}

function under(code: string, ancestors: readonly string[], field: Field | null): boolean {
  const isWithin = field?.type === 'region' ? isRegionWithin : isIndustryWithin;
  return ancestors.some((ancestor) => isWithin(code, ancestor));
}

/** Two of a choice that leave nobody out: ≤ 5 or > 5. */
function coverAll(a: PreparedLeaf, b: PreparedLeaf): boolean {
  if (a.field?.key !== b.field?.key) return false;
  const [left, right] = [allowedBy(a), allowedBy(b)];
  if (!left || !right) return false;
  if (left.kind === 'flag' && right.kind === 'flag') return left.value !== right.value;
  if (left.kind === 'codes' && right.kind === 'codes' && a.field?.words)
    return [...a.field.words.keys()].every((code) => left.codes.has(code) || right.codes.has(code));
  if (left.kind !== 'range' || right.kind !== 'range') return false;
  const joins = (high: End | null, low: End | null) =>
    high !== null &&
    low !== null &&
    (compareEnds(low.at, high.at) < 0 || (compareEnds(low.at, high.at) === 0 && (low.isIn || high.isIn)));
  return (
    (left.low === null && right.high === null && joins(left.high, right.low)) ||
    (right.low === null && left.high === null && joins(right.high, left.low))
  );
}

/** Whether a condition holds, or fails, for every value that its fact can have; null when it tells firms apart. */
function alwaysSays(leaf: PreparedLeaf, context: RuleContext): boolean | null {
  const allowed = allowedBy(leaf);
  if (!allowed || !leaf.field) return null;
  if (allowed.kind === 'codes' && leaf.field.words) {
    if (allowed.codes.size === 0) return false;
    return [...leaf.field.words.keys()].every((code) => allowed.codes.has(code)) ? true : null;
  }
  if (allowed.kind === 'under') return allowed.codes.some((code) => code === '000000') ? true : null;
  if (allowed.kind !== 'range' || !isNumeric(leaf.field.type)) return null;
  const possible = possibleRange(leaf.field, context);
  if (!possible) return null;
  if (!meet(allowed, possible, null)) return false;
  return lies(possible, allowed, null) ? true : null;
}

/** The figures that a field can have at all: a score between its least and most points, a count from nought. */
function possibleRange(field: Field, context: RuleContext): Allowed | null {
  const derived = context.derived.get(field.key);
  if (derived) {
    if (derived.formula.kind !== 'score') return null;
    const ends = derived.formula.indicators.map(({ routes, max }) => {
      const least = Math.max(
        ...routes.map(({ bands, otherwise }) => Math.min(otherwise, ...bands.map(({ points }) => points))),
      );
      return { least: Math.min(least, max), most: max };
    });
    const sum = (pick: 'least' | 'most') => exact(ends.reduce((total, part) => total + part[pick], 0));
    return range({ at: sum('least'), isIn: true }, { at: sum('most'), isIn: true });
  }
  const definition = context.catalogue.get(field.key);
  if (definition?.mayBeNegative) return null;
  const low = { at: exact(0), isIn: true };
  return range(low, field.type === 'share' ? { at: exact(1), isIn: true } : null);
}

/** Money below a thousand yuan was likely meant in 万元; a share above half that ends in whole percents is fine. */
function oddUnit({ field, operands }: PreparedLeaf): string | null {
  const [value] = operands;
  if (!field || value === undefined || !isExact(value)) return null;
  const thousand = parseDecimal('1000');
  if (field.type === 'money' && thousand && value.numerator > 0n && compareExact(value, thousand) < 0)
    return 'unit.money';
  if (field.type === 'share' && compareExact(value, exact(1)) <= 0 && formatDecimal(value, 6).length > 7)
    return 'unit.share';
  return null;
}
