import { parseDecimal, zero, type ExactNumber } from '../../enterprises/exact-number';
import { inWords } from '../estimate-amount';
import { formatYuan, type Locale } from '../format-value';
import type { PolicyVerdict } from '../judge-policy';
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
      bonds: bondsOf(each),
    })),
  );
  const items = new Map(money.map((each) => [each.policy.id, itemOf(each)]));
  const labels = new Map(
    money.flatMap((each) => [
      ...(each.policy.content.bonds ?? []).map((bond): [string, string] => [
        bond.id,
        inWords(bond.label, locale),
      ]),
      ...(each.verdict.left ?? []).map(({ group, label }): [string, string] => [group, label]),
    ]),
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
      return [{ ...item, reason, label, instead: titles }];
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

/** The policy's bonds, and the sums of the year with what is left of them for this firm. */
function bondsOf({ policy, verdict }: Eligible): CombinedBond[] {
  const left = new Map((verdict.left ?? []).map(({ group, yuan }) => [group, parseDecimal(yuan)]));
  const bonds = (policy.content.bonds ?? []).map((bond): CombinedBond => {
    if (bond.kind !== 'capped') return { kind: bond.kind, id: bond.id };
    const yuan = left.get(`capped:${bond.id}`) ?? parseDecimal(bond.yuan) ?? zero;
    return { kind: 'capped', id: bond.id, yuan };
  });
  const sums = [...left].flatMap(([group, yuan]): CombinedBond[] =>
    group.startsWith('sum:') && yuan ? [{ kind: 'capped', id: group, yuan }] : [],
  );
  return [...bonds, ...sums];
}
