import type { Words } from '../policy-content';
import type { PublishedPolicy } from '../published-policy';
import { fenOf, type BenefitUsed } from './benefit-used';

/** How a limit stands for one firm on a day. */
export interface LimitStanding {
  readonly kind: 'once' | 'exclusive' | 'sum' | 'capped' | 'budget';
  /** What other policies name, too, as `groupsOf` writes it; null where nothing is shared among a firm's policies. */
  readonly group: string | null;
  /** What the policy's department calls it; null for `once`. */
  readonly label: Words | null;
  /** Id of the policy's source that says so. */
  readonly source: string;
  /**
   * open: nothing stands against it; spent: nothing is left; unknown: what is used has no known amount, so that nobody
   * can tell whether something is left.
   */
  readonly state: 'open' | 'spent' | 'unknown';
  /** What counts towards it, the oldest first. */
  readonly uses: readonly BenefitUsed[];
  readonly limitFen: bigint | null;
  /** What is left at most; null where it isn't a sum. */
  readonly leftFen: bigint | null;
}

/**
 * How the policy's limits stand, given what the firm had and applied for in the year, and what the department has spent
 * of the policy's budget. A firm isn't turned away for an amount that nobody knows: then a limit is `unknown`.
 */
export function judgeLimits(
  policy: Pick<PublishedPolicy, 'id' | 'content'>,
  used: readonly BenefitUsed[],
  budgetSpentFen = 0n,
): LimitStanding[] {
  const uses = used.toSorted((a, b) => a.on.localeCompare(b.on));
  const ofGroup = (group: string) => uses.filter(({ groups }) => groups.includes(group));
  const standings: LimitStanding[] = [];
  for (const limit of policy.content.limits ?? []) {
    if (limit.kind === 'once') {
      const own = uses.filter(({ policyId }) => policyId === policy.id);
      standings.push({
        ...{ kind: 'once', group: null, label: null, source: limit.source, uses: own },
        ...{ limitFen: null, leftFen: null },
        state: own.length > 0 ? 'spent' : 'open',
      });
    } else if (limit.kind === 'sum') {
      standings.push(judgeSum({ ...limit, kind: 'sum' }, ofGroup(`sum:${limit.id}`)));
    } else {
      const limitFen = fenOf(limit.yuan) ?? 0n;
      const leftFen = limitFen > budgetSpentFen ? limitFen - budgetSpentFen : 0n;
      const state = leftFen === 0n ? 'spent' : 'open';
      const { label, source } = limit;
      standings.push({ kind: 'budget', group: null, label, source, state, uses: [], limitFen, leftFen });
    }
  }
  for (const bond of policy.content.bonds ?? []) {
    if (bond.kind === 'capped') standings.push(judgeSum(bond, ofGroup(`capped:${bond.id}`)));
    if (bond.kind !== 'exclusive') continue;
    const others = ofGroup(`exclusive:${bond.id}`).filter(({ policyId }) => policyId !== policy.id);
    standings.push({
      ...{ kind: 'exclusive', group: `exclusive:${bond.id}`, label: bond.label, source: bond.source },
      uses: others,
      ...{ limitFen: null, leftFen: null, state: others.length > 0 ? 'spent' : 'open' },
    });
  }
  return standings;
}

function judgeSum(
  limit: { kind: 'sum' | 'capped'; id: string; label: Words; yuan: string; source: string },
  uses: readonly BenefitUsed[],
): LimitStanding {
  const limitFen = fenOf(limit.yuan) ?? 0n;
  const usedFen = uses.reduce((sum, { fen }) => sum + (fen ?? 0n), 0n);
  const leftFen = limitFen > usedFen ? limitFen - usedFen : 0n;
  const isOpen = uses.some(({ fen }) => fen === null);
  const state = leftFen === 0n ? 'spent' : isOpen ? 'unknown' : 'open';
  const { kind, label, source } = limit;
  return { kind, group: `${kind}:${limit.id}`, label, source, state, uses, limitFen, leftFen };
}

/** What is left at most over all sums: null when no sum bounds it. */
export function leastLeft(standings: readonly LimitStanding[]): bigint | null {
  return standings.reduce<bigint | null>(
    (least, { leftFen }) => (leftFen === null ? least : least === null || leftFen < least ? leftFen : least),
    null,
  );
}
