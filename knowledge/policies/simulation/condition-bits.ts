import type { FactReader } from '../../enterprises/fact-reader';
import { countShown } from '../count-shown';
import { evaluatePrepared, type Condition, type Evaluation } from '../evaluate-rule';
import type { PreparedGroup, PreparedNode } from '../prepare-rule';
import { blockWords } from '../population/block';
import { compileRules, type CompiledNode } from '../population/compile-rule';
import {
  countBits,
  evaluateRange,
  settleDoubts,
  type LiveShown,
  type RangeVerdicts,
} from '../population/evaluate-population';
import { hasBit, setBit, type FactColumns } from '../population/fact-columns';
import type { ShownCounts } from './simulation-request';

/** A top-level condition over all rows: a bit a firm where it is met, and where it is not. */
export interface ConditionBits {
  readonly node: PreparedNode;
  readonly declared: boolean;
  readonly met: Int32Array;
  readonly notMet: Int32Array;
}

/** A rule over all rows: how each firm is shown, and what each top-level condition came to. */
export interface RuleBits {
  readonly rows: number;
  readonly shown: RangeVerdicts;
  readonly conditions: readonly ConditionBits[];
}

/**
 * Evaluates a prepared rule over columns, and for the rows that columns leave in doubt exactly, by the firm's reader:
 * equal to `evaluatePrepared` for each firm.
 */
export function evaluateRows(
  prepared: PreparedGroup,
  columns: FactColumns,
  rows: number,
  readerOf: (row: number) => FactReader,
): RuleBits {
  const compiled = compileRules([prepared], columns);
  const rule = compiled.rules[0]!;
  const tops = topConditions(rule);
  const words = Math.ceil(rows / 32);
  const conditions = tops.map(({ node, declared }) => ({
    node,
    declared,
    met: new Int32Array(words),
    notMet: new Int32Array(words),
  }));
  const doubtful = new Set<number>();
  for (let first = 0; first < words; first += blockWords) {
    const here = Math.min(blockWords, words - first);
    compiled.block.moveTo(first * 32, here);
    rule.run();
    tops.forEach(({ met, notMet, doubt, declared }, index) => {
      const into = conditions[index]!;
      for (let w = 0; w < here; w += 1) {
        into.met[first + w] = declared ? -1 : met[w]!;
        into.notMet[first + w] = declared ? 0 : notMet[w]!;
        if (!declared && doubt[w] !== 0) noteDoubts(doubt[w]!, (first + w) * 32, rows, doubtful);
      }
    });
  }
  const [shown] = evaluateRange(compiled, 0, rows);
  const evaluations = new Map<number, Evaluation>();
  const evaluate = (row: number) => {
    const known = evaluations.get(row) ?? evaluatePrepared(prepared, readerOf(row));
    evaluations.set(row, known);
    return known;
  };
  settleDoubts(shown!, 0, (row) => {
    const evaluation = evaluate(row);
    return { verdict: evaluation.verdict, shown: countShown(evaluation) };
  });
  for (const row of doubtful) putExact(conditions, evaluate(row).conditions, row);
  return { rows, shown: shown!, conditions };
}

/** The conditions that are counted: those of an all-of list, else the whole rule as one. */
function topConditions(rule: CompiledNode): readonly CompiledNode[] {
  const { node } = rule;
  return node.kind === 'group' && node.combinator === 'and' && !node.not ? rule.children : [rule];
}

function noteDoubts(word: number, firstRow: number, rows: number, into: Set<number>): void {
  for (let bit = 0; bit < 32; bit += 1)
    if ((word >>> bit) & 1 && firstRow + bit < rows) into.add(firstRow + bit);
}

function putExact(bits: readonly ConditionBits[], exact: readonly Condition[], row: number): void {
  bits.forEach(({ met, notMet, declared }, index) => {
    if (declared) return;
    setBit(met, row, exact[index]?.result === 'met');
    setBit(notMet, row, exact[index]?.result === 'not-met');
  });
}

/** How the firm of a row is shown. */
export function shownOf({ shown }: RuleBits, row: number): LiveShown {
  if (hasBit(shown.eligible, row)) return 'eligible';
  if (hasBit(shown.oneStep, row)) return 'one-step';
  return hasBit(shown.toConfirm, row) ? 'to-confirm' : 'ineligible';
}

/** How many firms are shown each way. */
export function countsOf({ shown, rows }: RuleBits): ShownCounts {
  const eligible = countBits(shown.eligible);
  const oneStep = countBits(shown.oneStep);
  const toConfirm = countBits(shown.toConfirm);
  return {
    eligible,
    'one-step': oneStep,
    'to-confirm': toConfirm,
    ineligible: rows - eligible - oneStep - toConfirm,
  };
}
