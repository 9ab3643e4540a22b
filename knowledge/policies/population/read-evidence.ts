import type { ConditionResult } from '../evaluate-rule';
import type { PreparedLeaf } from '../prepare-rule';
import { blockWords } from './block';
import type { CompiledNode, CompiledRules } from './compile-rule';
import { hasBit, type FactColumn } from './fact-columns';

/** A verdict or result in a byte. */
export const evidenceCodes = { notMet: 0, met: 1, unknown: 2, declared: 3 } as const;
const resultOf: readonly ConditionResult[] = ['not-met', 'met', 'unknown', 'declared'];

/** One condition's results on a block of firms, a byte each, beside the column that decided them. */
export interface ConditionEvidence {
  readonly leaf: PreparedLeaf;
  /** By `evidenceCodes`, a byte a row of the block. */
  readonly results: Uint8Array;
  readonly column: FactColumn | undefined;
}

/** A block of firms with each one's verdict and its evidence. The arrays are used again for the next block. */
export interface EvidenceBlock {
  readonly fromRow: number;
  readonly rows: number;
  /** By `evidenceCodes`, a byte a row. */
  readonly verdicts: Uint8Array;
  readonly conditions: readonly ConditionEvidence[];
}

/** Evaluates one rule over rows and hands on, block by block, what each condition came to and on which fact. */
export function readEvidence(
  compiled: CompiledRules,
  rule: CompiledNode,
  fromRow: number,
  toRow: number,
  visit: (evidence: EvidenceBlock) => void,
): void {
  const { block, columns } = compiled;
  const leaves = leavesOf(rule);
  const conditions = leaves.map((condition): ConditionEvidence => {
    const leaf = condition.node as PreparedLeaf;
    const column = leaf.field ? columns.columns.get(leaf.field.key) : undefined;
    return { leaf, column, results: new Uint8Array(blockWords * 32) };
  });
  const verdicts = new Uint8Array(blockWords * 32);
  for (let first = fromRow; first < toRow; first += blockWords * 32) {
    const rows = Math.min(blockWords * 32, toRow - first);
    block.moveTo(first, Math.ceil(rows / 32));
    rule.run();
    conditions.forEach(({ results }, index) => unpack(leaves[index]!, block.words, results));
    unpack(rule, block.words, verdicts);
    visit({ fromRow: first, rows, verdicts, conditions });
  }
}

/** Two bits a row into a byte a row. */
function unpack({ met, notMet, declared }: CompiledNode, words: number, into: Uint8Array): void {
  if (declared) {
    into.fill(evidenceCodes.declared);
    return;
  }
  let row = 0;
  for (let w = 0; w < words; w += 1) {
    const yes = met[w]!;
    const open = ~(yes | notMet[w]!);
    for (let bit = 0; bit < 32; bit += 1, row += 1) {
      into[row] = ((yes >>> bit) & 1) | (((open >>> bit) & 1) << 1);
    }
  }
}

/** One firm's result of one condition, with the value that decided it. */
export function lineOf(
  { results, column }: ConditionEvidence,
  fromRow: number,
  index: number,
): { result: ConditionResult; value: number | string | boolean | null } {
  return { result: resultOf[results[index]!]!, value: valueAt(column, fromRow + index) };
}

/**
 * A fact as its column knows it: a figure (its floor at the column's scale; days since 1970 for a date), a code or text,
 * a yes or no; null when it isn't known.
 */
export function valueAt(column: FactColumn | undefined, row: number): number | string | boolean | null {
  if (!column || !hasBit(column.known, row)) return null;
  if (column.kind === 'figure') return column.low.keys[row]! / column.scale;
  if (column.kind === 'flag') return hasBit(column.truth, row);
  return nameAt(column.numbers, column.codes[row]!);
}

function nameAt(numbers: ReadonlyMap<string, number>, wanted: number): string {
  for (const [name, number] of numbers) if (number === wanted) return name.slice(1);
  throw new Error('A code stands for nothing');
}

function leavesOf(node: CompiledNode): CompiledNode[] {
  return node.node.kind === 'leaf' ? [node] : node.children.flatMap(leavesOf);
}
