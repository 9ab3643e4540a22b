import { isRuleGroup, type RuleGroup, type RuleLeaf } from '~/knowledge/policies/rule-schema';

/** A line of a bench's last line of JSON: ours beside a peer in the same run. */
export interface BenchLine {
  name: string;
  ours: number;
  peer: number;
  peerName: string;
  /** How many times as good ours is. */
  ratio: number;
  unit: string;
  threads: number;
}

/** Milliseconds that the work takes. */
export async function measure(work: () => unknown): Promise<number> {
  const began = performance.now();
  await work();
  return performance.now() - began;
}

/** The middle one. */
export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? NaN;
}

/** The conditions of a rule, one by one. */
export function leavesOf(node: RuleGroup | RuleLeaf): RuleLeaf[] {
  return isRuleGroup(node) ? node.rules.flatMap(leavesOf) : [node];
}
