import type { PreparedGroup, PreparedNode } from '../prepare-rule';
import { compileLeaf, makeOutputs, type CompiledCondition } from './compile-leaf';
import type { FactColumns } from './fact-columns';

/** A node of the rule over columns. */
export interface CompiledNode extends CompiledCondition {
  readonly node: PreparedNode;
  /** Declarations only: it counts for nothing. */
  readonly declared: boolean;
  readonly children: readonly CompiledNode[];
}

/**
 * Turns a rule into loops over columns, 32 firms a step: Kleene's and, or, not are `&` and `|` over the bits of what is
 * met and what is not met. Equal to `evaluatePrepared` row by row, save where `doubt` is set: there that one decides.
 * The columns must hold every field of the rule, read on the day for which the rule was prepared.
 */
export function compileRule(rule: PreparedGroup, columns: FactColumns): CompiledNode {
  return compileGroup(rule, columns);
}

function compileNode(node: PreparedNode, columns: FactColumns): CompiledNode {
  if (node.kind === 'group') return compileGroup(node, columns);
  return { ...compileLeaf(node, columns), node, declared: node.operator === 'declared', children: [] };
}

function compileGroup(node: PreparedGroup, columns: FactColumns): CompiledNode {
  const children = node.children.map((child) => compileNode(child, columns));
  const counted = children.filter(({ declared }) => !declared);
  const outputs = makeOutputs();
  const isAll = node.combinator === 'and';
  // With `not` the two outputs change places.
  const met = node.not ? outputs.notMet : outputs.met;
  const notMet = node.not ? outputs.met : outputs.notMet;
  const { doubt } = outputs;
  return {
    ...outputs,
    node,
    declared: counted.length === 0,
    children,
    run(fromRow, words) {
      met.fill(isAll ? -1 : 0, 0, words);
      notMet.fill(isAll ? 0 : -1, 0, words);
      doubt.fill(0, 0, words);
      for (const child of counted) {
        child.run(fromRow, words);
        if (isAll) joinAll(child, met, notMet, doubt, words);
        else joinAny(child, met, notMet, doubt, words);
      }
    },
  };
}

/** And: met where all are, not met where one isn't. */
function joinAll(
  child: CompiledCondition,
  met: Int32Array,
  notMet: Int32Array,
  doubt: Int32Array,
  words: number,
) {
  for (let w = 0; w < words; w += 1) {
    met[w] = met[w]! & child.met[w]!;
    notMet[w] = notMet[w]! | child.notMet[w]!;
    doubt[w] = doubt[w]! | child.doubt[w]!;
  }
}

/** Or: met where one is, not met where none is. */
function joinAny(
  child: CompiledCondition,
  met: Int32Array,
  notMet: Int32Array,
  doubt: Int32Array,
  words: number,
) {
  for (let w = 0; w < words; w += 1) {
    met[w] = met[w]! | child.met[w]!;
    notMet[w] = notMet[w]! & child.notMet[w]!;
    doubt[w] = doubt[w]! | child.doubt[w]!;
  }
}
