import { fenOf, yuanOf, type BenefitUsed } from '../limits/benefit-used';
import { leastLeft, type LimitStanding } from '../limits/judge-limits';
import type { GrantReason, LeftOutCode } from './grant-batch';

/** What is known of a firm that could be granted a policy, besides its facts. */
export interface GrantSituation {
  policyId: string;
  yuan: string | null;
  isAmountOpen: boolean;
  /** The firm's benefits of the year. */
  uses: readonly BenefitUsed[];
  standings: readonly LimitStanding[];
  /** Another batch of the policy that isn't final, by its number. */
  otherBatch: string | null;
  /** Facts of the verdict that are disputed or contradicted, by what they are called. */
  disputed: readonly string[];
}

/** The amount that can be granted, or why none. */
export type Screened =
  | { kind: 'grant'; yuan: string | null; cut: GrantReason | null }
  | { kind: 'leave-out'; reason: GrantReason };

/**
 * Whether a firm can be granted the policy now: what it had already, the year's limits, groups that exclude each other,
 * and what stands against its facts. A policy is granted unasked once a year. The department's own budget isn't looked
 * at here: it is shared, so it is taken firm by firm.
 */
export function screenGrant(situation: GrantSituation): Screened {
  const { policyId, uses, standings, otherBatch, disputed, isAmountOpen } = situation;
  const own = uses.find((use) => use.policyId === policyId);
  if (own) return leaveOut(own.state === 'granted' ? 'had' : 'applied', { date: own.on, ...amountOf(own) });
  if (otherBatch !== null) return leaveOut('other-batch', { number: otherBatch });
  const exclusive = standings.find(({ kind, state }) => kind === 'exclusive' && state === 'spent');
  const [first] = exclusive?.uses ?? [];
  if (first) return leaveOut('exclusive', { policy: first.title, date: first.on, ...amountOf(first) });
  const sums = standings.filter(({ kind }) => kind === 'sum' || kind === 'capped');
  const bound = sums.find(({ state }) => state !== 'open');
  if (bound) {
    const limit = bound.label?.zh ?? '';
    const used = bound.uses.map(({ title, on }) => `${title} ${on}`).join('；');
    return leaveOut(bound.state === 'spent' ? 'sum' : 'sum-unknown', { limit, used });
  }
  if (disputed.length > 0) return leaveOut('disputed', { facts: disputed.join('、') });
  if (isAmountOpen) return leaveOut('amount', {});
  return cutToLeft(situation.yuan, leastLeft(sums));
}

function cutToLeft(yuan: string | null, left: bigint | null): Screened {
  const fen = fenOf(yuan);
  if (yuan === null || fen === null || left === null || fen <= left)
    return { kind: 'grant', yuan, cut: null };
  const cut: GrantReason = { code: 'cut', params: { from: yuan, to: yuanOf(left) } };
  return { kind: 'grant', yuan: yuanOf(left), cut };
}

function leaveOut(code: LeftOutCode, params: Record<string, string>): Screened {
  return { kind: 'leave-out', reason: { code, params } };
}

function amountOf({ fen }: BenefitUsed): { yuan: string } {
  return { yuan: fen === null ? '' : yuanOf(fen) };
}
