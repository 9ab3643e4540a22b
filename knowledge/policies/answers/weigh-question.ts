import type { MissingFact } from '../../enterprises/reading';
import type { LikelyAnswer } from './answer-spread';

/** Where a policy stands for a firm: what is still asked, and what it would get. */
export interface PolicyStand {
  readonly verdict: 'eligible' | 'ineligible' | 'unknown';
  /** Facts that keep it open. */
  readonly open: number;
  /** What the firm would get, in yuan; 0 where that isn't known or isn't money. */
  readonly amountYuan: number;
}

/** A policy that an answer can bring on. */
export interface ConcernedPolicy {
  readonly policyId: string;
  readonly stand: PolicyStand;
  /** Where it would stand with the answer. */
  readonly tryAnswer: (fact: MissingFact, value: LikelyAnswer['value']) => PolicyStand | null;
}

/**
 * What the money of a policy weighs beside its verdict, which weighs one: its logarithm (Bernoulli, 1738), so that one
 * large sum doesn't leave all other policies open; 150,000 yuan weigh as much as the verdict. With more weight on money
 * `npm run bench:questions` finds a little more of it early and settles fewer verdicts.
 */
export function stakeOf(amountYuan: number): number {
  return Math.log2(1 + Math.max(0, amountYuan) / 10_000) / 4;
}

/**
 * The expected value of the information in one answer (Howard, Information Value Theory, 1966): over the answers that
 * similar firms would give, how far each brings the policies on, each weighed by what is at stake. A decided policy has
 * come all the way, one with `n` facts open gone down to `m` of them the share `1 − m/n`. Money counts only while the
 * firm can still have it. Without anything known of the answers each open fact counts for an equal part of the way.
 */
export function weighQuestion(
  fact: MissingFact,
  policies: readonly ConcernedPolicy[],
  answers: readonly LikelyAnswer[] | null,
): number {
  return policies.reduce((sum, policy) => sum + weighForPolicy(fact, policy, answers), 0);
}

function weighForPolicy(
  fact: MissingFact,
  { stand, tryAnswer }: ConcernedPolicy,
  answers: readonly LikelyAnswer[] | null,
): number {
  const before = Math.max(1, stand.open);
  const blind = (1 + stakeOf(stand.amountYuan) / 2) / before;
  if (!answers) return blind;
  let known = 0;
  let worth = 0;
  for (const { value, share } of answers) {
    const after = tryAnswer(fact, value);
    if (!after) continue;
    known += share;
    const way = after.verdict === 'unknown' ? Math.max(0, 1 - after.open / before) : 1;
    const money = after.verdict === 'ineligible' ? 0 : stakeOf(after.amountYuan);
    worth += share * way * (1 + money);
  }
  return known === 0 ? blind : worth / known;
}
