import type { ConditionResult } from '../evaluate-rule';
import type { PreparedLeaf } from '../prepare-rule';
import { blockWords } from './compile-leaf';
import type { CompiledNode } from './compile-rule';
import type { FactColumn, FactColumns } from './fact-columns';

/** One condition's result on one firm with the fact that decided it. */
export interface EvidenceLine {
  readonly leaf: PreparedLeaf;
  result: ConditionResult;
  /** The fact's value as the column knows it: a figure (days since 1970 for a date), an entry, a yes or no; else null. */
  value: number | string | boolean | null;
  /** A figure of which the column holds only the floor. */
  cut: boolean;
}

/** A firm's verdict with a line for each leaf of the rule. The same objects are used for every row: copy what you keep. */
export type EvidenceVisitor = (
  row: number,
  verdict: 'eligible' | 'ineligible' | 'unknown',
  lines: readonly EvidenceLine[],
) => void;

/** Evaluates a rule over rows and tells of each one which condition came to what, on which fact. */
export function readEvidence(
  rule: CompiledNode,
  { columns }: FactColumns,
  fromRow: number,
  toRow: number,
  visit: EvidenceVisitor,
): void {
  const leaves = leavesOf(rule);
  const lines = leaves.map(({ node }): EvidenceLine => {
    return { leaf: node as PreparedLeaf, result: 'unknown', value: null, cut: false };
  });
  const columnOf = lines.map(({ leaf }) => (leaf.field ? columns.get(leaf.field.key) : undefined));
  const entries = columnOf.map((column) => (column?.kind === 'code' ? [...column.numbers.keys()] : []));
  for (let first = fromRow; first < toRow; first += blockWords * 32) {
    const rows = Math.min(blockWords * 32, toRow - first);
    rule.run(first, Math.ceil(rows / 32));
    for (let index = 0; index < rows; index += 1) {
      const word = index >>> 5;
      const shift = 31 - (index & 31);
      for (let at = 0; at < lines.length; at += 1) {
        const line = lines[at]!;
        const condition = leaves[at]!;
        line.result =
          ((condition.met[word]! >>> shift) & 1) === 1
            ? 'met'
            : ((condition.notMet[word]! >>> shift) & 1) === 1
              ? 'not-met'
              : condition.declared
                ? 'declared'
                : 'unknown';
        readCell(columnOf[at], first + index, entries[at]!, line);
      }
      const isMet = rule.declared || ((rule.met[word]! >>> shift) & 1) === 1;
      const isNotMet = ((rule.notMet[word]! >>> shift) & 1) === 1;
      visit(first + index, isMet ? 'eligible' : isNotMet ? 'ineligible' : 'unknown', lines);
    }
  }
}

function readCell(
  column: FactColumn | undefined,
  row: number,
  entries: readonly string[],
  line: EvidenceLine,
): void {
  line.cut = false;
  if (!column || ((column.known[row >>> 5]! >>> (31 - (row & 31))) & 1) === 0) {
    line.value = null;
  } else if (column.kind === 'figure') {
    line.value = column.low.keys[row]! / column.scale;
    line.cut = ((column.low.rest[row >>> 5]! >>> (31 - (row & 31))) & 1) === 1;
  } else if (column.kind === 'code') {
    line.value = entries[column.codes[row]! - 1]!.slice(1);
  } else {
    line.value = ((column.truth[row >>> 5]! >>> (31 - (row & 31))) & 1) === 1;
  }
}

function leavesOf(node: CompiledNode): CompiledNode[] {
  return node.node.kind === 'leaf' ? [node] : node.children.flatMap(leavesOf);
}
