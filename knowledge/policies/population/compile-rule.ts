import type { PreparedGroup, PreparedLeaf, PreparedNode } from '../prepare-rule';
import { openBlock, type Block } from './block';
import { compileLeaf, type CompiledCondition } from './compile-leaf';
import type { FactColumns } from './fact-columns';

/** A node of a rule over columns. */
export interface CompiledNode extends CompiledCondition {
  readonly node: PreparedNode;
  /** Declarations only: it counts for nothing. */
  readonly declared: boolean;
  readonly children: readonly CompiledNode[];
}

/**
 * Rules made ready together: they share a block, so that each column is fetched once for all of them, and their outputs'
 * room: what a rule came to is to be read before the next one runs.
 */
export interface CompiledRules {
  readonly block: Block;
  readonly rules: readonly CompiledNode[];
  readonly columns: FactColumns;
}

/**
 * Turns rules into loops over columns, 32 firms a step: Kleene's and, or, not are `&` and `|` over the bits of what is
 * met and what is not met. Equal to `evaluatePrepared` row by row, save where `doubt` is set: there that one decides.
 * The columns must hold every field of the rules, read on the day for which they were prepared.
 */
export function compileRules(rules: readonly PreparedGroup[], columns: FactColumns): CompiledRules {
  const outputs = Math.max(1, ...rules.map(countOutputs));
  const ends = [...columns.columns.values()].length * 2;
  const block = openBlock({ outputs, columns: ends, bitmaps: ends * 2 });
  const start = block.room.used();
  let end = start;
  const compiled = rules.map((rule) => {
    // One rule runs at a time: all work in the same few kilobytes, which stay in the cache.
    block.room.goOnAt(start);
    const made = compileGroup(rule, columns, block);
    end = Math.max(end, block.room.used());
    return made;
  });
  block.room.goOnAt(end);
  return { block, rules: compiled, columns };
}

/** How many sets of outputs a node takes: one of its own, room in between, and two a value of a list. */
function countOutputs(node: PreparedNode): number {
  if (node.kind === 'group') return node.children.reduce((sum, child) => sum + countOutputs(child), 1);
  return 4 + leafValues(node) * 6;
}

function leafValues({ operator, operands }: PreparedLeaf): number {
  const listed = ['=', '!=', 'in', 'notIn', 'between'].includes(operator);
  return listed ? operands.length : 0;
}

function compileNode(node: PreparedNode, columns: FactColumns, block: Block): CompiledNode {
  if (node.kind === 'group') return compileGroup(node, columns, block);
  const declared = node.operator === 'declared';
  return { ...compileLeaf(node, columns, block), node, declared, children: [] };
}

function compileGroup(node: PreparedGroup, columns: FactColumns, block: Block): CompiledNode {
  const children = node.children.map((child) => compileNode(child, columns, block));
  const counted = children.filter(({ declared }) => !declared);
  const outputs = block.makeOutputs();
  const isAll = node.combinator === 'and';
  // With `not` the two outputs change places.
  const [met, notMet] = node.not ? [outputs.notMet, outputs.met] : [outputs.met, outputs.notMet];
  const { doubt } = outputs;
  const doubtful = counted.filter((child) => child.doubt !== block.none);
  const { room } = block;
  return {
    ...outputs,
    doubt: doubtful.length === 0 ? block.none : doubt,
    node,
    declared: counted.length === 0,
    children,
    run() {
      const { words } = block;
      met.fill(isAll ? -1 : 0, 0, words);
      notMet.fill(isAll ? 0 : -1, 0, words);
      for (const child of counted) {
        child.run();
        if (isAll) room.join(child.met, child.notMet, words, met, notMet);
        else room.join(child.notMet, child.met, words, notMet, met);
      }
      if (doubtful.length > 0) doubt.fill(0, 0, words);
      for (const child of doubtful) for (let w = 0; w < words; w += 1) doubt[w] = doubt[w]! | child.doubt[w]!;
    },
  };
}
