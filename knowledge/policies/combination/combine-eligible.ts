import { parseDecimal, type ExactNumber } from '../../enterprises/exact-number';
import { inWords } from '../estimate-amount';
import { formatYuan, type Locale } from '../format-value';
import type { PolicyVerdict } from '../judge-policy';
import type { Bond } from '../policy-content';
import type { PublishedPolicy } from '../published-policy';
import { chooseCombination, type CombinedBond } from './choose-combination';

/** A benefit of the combination as a page shows it. */
export interface CombinedItem {
  policyId: string;
  title: string;
  /** The amount in words; null when nobody can tell. */
  amount: string | null;
}

/** What a firm can have together, in words. */
export interface CombinationWords {
  /** The sum of the chosen whose amount is known. */
  total: string;
  /** Whether some of the chosen have no amount: then the sum is the least. */
  isLeast: boolean;
  chosen: CombinedItem[];
  leftOut: (CombinedItem & {
    reason: 'exclusive' | 'same-base' | 'capped';
    /** What the policy's department says of the bond. */
    label: string;
    instead: string[];
  })[];
}

interface Eligible {
  policy: PublishedPolicy;
  verdict: PolicyVerdict;
}

/**
 * The best combination of the benefits that a firm is eligible for. Null when there is nothing to add up: fewer than two
 * of them bring money. Figures that lower a tax base, and amounts that are a most only, are no sum of money: they take
 * part with their amount unknown.
 */
export function combineEligible(all: readonly Eligible[], locale: Locale): CombinationWords | null {
  const eligible = all.filter(({ verdict }) => verdict.shown === 'eligible' && verdict.amount !== undefined);
  const money = eligible.filter(({ policy }) => policy.content.benefit.amount?.measure !== 'base');
  if (money.filter((each) => yuanOf(each) !== null).length < 2) return null;
  const { chosen, leftOut, total } = chooseCombination(
    money.map((each) => ({
      policyId: each.policy.id,
      yuan: yuanOf(each),
      bonds: (each.policy.content.bonds ?? []).map(asCombined),
    })),
  );
  const items = new Map(money.map((each) => [each.policy.id, itemOf(each)]));
  const labels = new Map(
    money.flatMap(({ policy }) => policy.content.bonds ?? []).map((bond) => [bond.id, bond.label]),
  );
  const itemsOf = (ids: readonly string[]) => ids.flatMap((id) => items.get(id) ?? []);
  return {
    total: formatYuan(total, locale, 2),
    isLeast: itemsOf(chosen).some(({ amount }) => amount === null),
    chosen: itemsOf(chosen),
    leftOut: leftOut.flatMap(({ policyId, bond, reason, instead }) => {
      const item = items.get(policyId);
      const label = labels.get(bond);
      if (!item || !label) return [];
      const titles = itemsOf(instead).map(({ title }) => title);
      return [{ ...item, reason, label: inWords(label, locale), instead: titles }];
    }),
  };
}

/** Only what was computed counts: a cap alone, or a most, says nothing of what a firm will get. */
function yuanOf({ verdict }: Eligible): ExactNumber | null {
  if (!verdict.amount || verdict.amount.kind === 'up-to') return null;
  return parseDecimal(String(verdict.amount.yuan));
}

function itemOf(each: Eligible): CombinedItem {
  const yuan = yuanOf(each);
  return {
    policyId: each.policy.id,
    title: each.verdict.title,
    amount: yuan && (each.verdict.amount?.text ?? null),
  };
}

function asCombined(bond: Bond): CombinedBond {
  if (bond.kind !== 'capped') return { kind: bond.kind, id: bond.id };
  return { kind: 'capped', id: bond.id, yuan: parseDecimal(bond.yuan) ?? { numerator: 0n, denominator: 1n } };
}
