import type { FactReader } from '../../enterprises/fact-reader';
import { formatDecimal, parseDecimal, compareExact, type ExactNumber } from '../../enterprises/exact-number';
import { isExact, isNumeric } from '../../enterprises/fact-value';
import type { FactType } from '../../enterprises/fact-definition';
import { formatValue } from '../format-value';
import { prepareRule, type PreparedGroup, type PreparedLeaf, type PreparedNode } from '../prepare-rule';
import { hasBit, type FactColumns, type FigureColumn } from '../population/fact-columns';
import type { RuleContext } from '../rule-context';
import { isRuleGroup, type RuleGroup, type RuleLeaf } from '../rule-schema';
import { countsOf, evaluateRows, type RuleBits } from './condition-bits';
import type { SimulationAnswer, ThresholdPoint } from './simulation-request';

const steps = 20;
const movable = new Set(['<', '<=', '>', '>=']);

/** What moving a threshold is computed from. */
export interface ThresholdInput {
  leafId: string;
  rule: RuleGroup;
  prepared: PreparedGroup;
  context: RuleContext;
  columns: FactColumns;
  rows: number;
  readerOf: (row: number) => FactReader;
  costOf: (bits: RuleBits) => string | null;
  locale: 'zh' | 'en';
}

/**
 * Counts who qualifies with a leaf's value at each of some twenty positions along what the city's firms have, the value
 * as written among them. Null for a leaf that isn't one figure against a threshold.
 */
export function moveThreshold(input: ThresholdInput): SimulationAnswer['threshold'] {
  const { leafId, rule, context, columns, rows, readerOf, costOf, locale } = input;
  const leaf = findLeaf(input.prepared, leafId);
  const [own] = leaf?.operands ?? [];
  if (!leaf?.field || !isNumeric(leaf.field.type) || !movable.has(leaf.operator) || !own || !isExact(own))
    return null;
  const column = columns.columns.get(leaf.field.key) as FigureColumn;
  const values = positions(column, rows, leaf.field.type, own);
  const points = values.map((value): ThresholdPoint => {
    const moved = prepareRule(withValue(rule, leafId, formatDecimal(value, 6)), context);
    const bits = evaluateRows(moved, columns, rows, readerOf);
    return {
      value: formatDecimal(value, 6),
      label: formatValue(value, leaf.field!, locale),
      counts: countsOf(bits),
      yuan: costOf(bits),
    };
  });
  return {
    leafId,
    fact: leaf.field.key,
    label: leaf.label[locale],
    points,
    current: values.findIndex((value) => compareExact(value, own) === 0),
  };
}

function findLeaf(node: PreparedNode, id: string): PreparedLeaf | null {
  if (node.kind === 'leaf') return node.id === id ? node : null;
  for (const child of node.children) {
    const found = findLeaf(child, id);
    if (found) return found;
  }
  return null;
}

/** The rule with another value in one leaf; leaves without an id of their own are known by their place (2.1). */
export function withValue(rule: RuleGroup, leafId: string, value: unknown): RuleGroup {
  const visit = (node: RuleGroup | RuleLeaf, place: string): RuleGroup | RuleLeaf => {
    if (isRuleGroup(node)) {
      return {
        ...node,
        rules: node.rules.map((child, index) =>
          visit(child, place ? `${place}.${index + 1}` : String(index + 1)),
        ),
      };
    }
    return (node.id ?? place) === leafId ? { ...node, value } : node;
  };
  return visit(rule, '') as RuleGroup;
}

/** Round figures spread evenly over the firms, and the rule's own. */
function positions(column: FigureColumn, rows: number, type: FactType, own: ExactNumber): ExactNumber[] {
  const known: number[] = [];
  for (let row = 0; row < rows; row += 1) if (hasBit(column.known, row)) known.push(column.low.keys[row]!);
  known.sort((a, b) => a - b);
  const found = new Map<string, ExactNumber>([[formatDecimal(own, 6), own]]);
  for (let step = 0; step <= steps && known.length > 0; step += 1) {
    const key = known[Math.round(((known.length - 1) * step) / steps)]!;
    const value = parseDecimal(roundFigure(key / column.scale, type));
    if (value) found.set(formatDecimal(value, 6), value);
  }
  return [...found.values()].sort(compareExact);
}

/** Two figures that count: 12,345,678 yuan → 12,000,000; 0.0347 → 0.035. */
function roundFigure(value: number, type: FactType): string {
  const rounded = Number(value.toPrecision(2));
  if (type === 'count') return String(Math.round(rounded));
  if (type === 'money') return BigInt(Math.round(rounded)).toString();
  return rounded.toFixed(type === 'share' ? 4 : 3).replace(/\.?0+$/, '') || '0';
}
