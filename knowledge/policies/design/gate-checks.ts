import { isRuleGroup, type RuleGroup, type RuleLeaf } from '../rule-schema';
import type { PolicyFinding } from './lint-policy';
import type { PolicyDraft } from './policy-draft';
import type { PolicyTest, TestOutcome } from './policy-test';

/** One line of the gate before publishing. */
export interface GateCheck {
  id: 'elements' | 'cited' | 'sound' | 'supplied' | 'tests' | 'impact' | 'second';
  state: 'done' | 'failed' | 'open';
  /** What stands beside it: 8 / 8, or how many are wrong. */
  count?: { done: number; of: number };
  /** Why the tests aren't enough. */
  lacks?: 'none' | 'eligible' | 'ineligible' | 'failing';
}

/** What the gate is computed from. */
export interface GateInput {
  content: PolicyDraft;
  findings: readonly PolicyFinding[];
  tests: readonly PolicyTest[];
  outcomes: readonly TestOutcome[];
  impactSeen: boolean;
  state: 'draft' | 'in-review' | 'published' | 'withdrawn';
}

/** The checks in their order; `second` is open until another person approved. */
export function gateChecks({
  content,
  findings,
  tests,
  outcomes,
  impactSeen,
  state,
}: GateInput): GateCheck[] {
  const errors = findings.filter(({ severity }) => severity === 'error');
  const of = (test: (finding: PolicyFinding) => boolean) => errors.filter(test).length;
  const uncited = of(({ code }) => code.startsWith('source.'));
  const leaves = countLeaves(content.rule as RuleGroup);
  const supply = of(({ code }) => code.startsWith('supply.'));
  const elements = of(
    ({ tab, code }) => (tab === 'elements' || tab === 'benefit') && !code.startsWith('source.'),
  );
  const sound = errors.length - uncited - supply - elements;
  const lacks = lackingTests(tests, outcomes);
  const passed = outcomes.filter((outcome) => outcome.passed).length;
  return [
    {
      id: 'elements',
      state: elements === 0 ? 'done' : 'failed',
      ...(elements > 0 && { count: { done: 0, of: elements } }),
    },
    {
      id: 'cited',
      state: uncited === 0 ? 'done' : 'failed',
      count: { done: Math.max(0, leaves - uncited), of: leaves },
    },
    {
      id: 'sound',
      state: sound === 0 ? 'done' : 'failed',
      ...(sound > 0 && { count: { done: 0, of: sound } }),
    },
    {
      id: 'supplied',
      state: supply === 0 ? 'done' : 'failed',
      ...(supply > 0 && { count: { done: 0, of: supply } }),
    },
    {
      id: 'tests',
      state: lacks === null ? 'done' : 'failed',
      count: { done: passed, of: tests.length },
      ...(lacks && { lacks }),
    },
    { id: 'impact', state: impactSeen ? 'done' : 'open' },
    { id: 'second', state: state === 'published' ? 'done' : 'open' },
  ];
}

/** A policy is proven by a firm that must pass and one that must not; every case as expected. */
function lackingTests(
  tests: readonly PolicyTest[],
  outcomes: readonly TestOutcome[],
): GateCheck['lacks'] | null {
  if (tests.length === 0) return 'none';
  if (outcomes.length !== tests.length || outcomes.some(({ passed }) => !passed)) return 'failing';
  if (!tests.some(({ expected }) => expected === 'eligible')) return 'eligible';
  if (!tests.some(({ expected }) => expected === 'ineligible')) return 'ineligible';
  return null;
}

/** Whether the draft may go to the second person. */
export function mayPropose(checks: readonly GateCheck[]): boolean {
  return checks.every(({ id, state }) => id === 'second' || state === 'done');
}

function countLeaves(node: RuleGroup | RuleLeaf): number {
  return isRuleGroup(node) ? node.rules.reduce((sum, child) => sum + countLeaves(child), 0) : 1;
}
