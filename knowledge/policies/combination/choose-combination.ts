import { addExact, compareExact, minExact, zero, type ExactNumber } from '../../enterprises/exact-number';

/** A benefit that a firm could have: its yuan, null when nobody can tell, and what binds it to others. */
export interface CombinedBenefit {
  readonly policyId: string;
  readonly yuan: ExactNumber | null;
  readonly bonds: readonly CombinedBond[];
}

/** As a policy's `bonds`, with the cap as a number. */
export type CombinedBond =
  | { readonly kind: 'exclusive' | 'same-base'; readonly id: string }
  | { readonly kind: 'capped'; readonly id: string; readonly yuan: ExactNumber };

/** A benefit that isn't counted, and why: another takes its place, or it adds nothing above a cap. */
export interface LeftOut {
  readonly policyId: string;
  readonly bond: string;
  readonly reason: 'exclusive' | 'same-base' | 'capped';
  /** The benefits that stand in its place. */
  readonly instead: readonly string[];
}

/** The best that a firm can have together. */
export interface Combination {
  /** In the order given. */
  readonly chosen: readonly string[];
  readonly leftOut: readonly LeftOut[];
  /** Yuan of the chosen whose amount is known, caps kept. */
  readonly total: ExactNumber;
  /** Benefits whose amount nobody can tell: with them the sum, or the choice itself, may turn out otherwise. */
  readonly unknown: readonly string[];
}

interface Choice {
  readonly chosen: readonly CombinedBenefit[];
  readonly total: ExactNumber;
}

const none: Choice = { chosen: [], total: zero };

/**
 * Chooses the benefits with the largest sum: one of each exclusive group, caps kept, and none that adds nothing. One whose amount is unknown is never put in the place of a known one, nor counted; it is chosen where nothing
 * stands against it. Exact: branch and bound over benefits that are bound to each other, which a firm has few of.
 */
export function chooseCombination(benefits: readonly CombinedBenefit[]): Combination {
  const known = benefits.filter(({ yuan }) => yuan !== null);
  const best = componentsOf(known).map(chooseWithin);
  const chosen = new Set(best.flatMap((choice) => choice.chosen.map(({ policyId }) => policyId)));
  for (const benefit of benefits) {
    if (benefit.yuan !== null) continue;
    const standing = benefits.filter(({ policyId }) => chosen.has(policyId));
    if (standing.every((other) => conflictOf(benefit, other) === null)) chosen.add(benefit.policyId);
  }
  const standing = benefits.filter(({ policyId }) => chosen.has(policyId));
  return {
    chosen: standing.map(({ policyId }) => policyId),
    leftOut: benefits
      .filter(({ policyId }) => !chosen.has(policyId))
      .map((benefit) => explainLeftOut(benefit, standing)),
    total: best.reduce((sum, { total }) => addExact(sum, total), zero),
    unknown: benefits.filter(({ yuan }) => yuan === null).map(({ policyId }) => policyId),
  };
}

/** Why two benefits aren't counted together; null when they are. */
function conflictOf(a: CombinedBenefit, b: CombinedBenefit): CombinedBond | null {
  return (
    a.bonds.find(
      (bond) =>
        bond.kind !== 'capped' && b.bonds.some(({ kind, id }) => kind === bond.kind && id === bond.id),
    ) ?? null
  );
}

function explainLeftOut(benefit: CombinedBenefit, standing: readonly CombinedBenefit[]): LeftOut {
  const { policyId } = benefit;
  for (const other of standing) {
    const bond = conflictOf(benefit, other);
    if (!bond) continue;
    const instead = standing
      .filter((each) => each.bonds.some(({ kind, id }) => kind === bond.kind && id === bond.id))
      .map((each) => each.policyId);
    return { policyId, bond: bond.id, reason: bond.kind, instead };
  }
  const cap = benefit.bonds.find(({ kind }) => kind === 'capped');
  const instead = standing
    .filter(({ bonds }) => bonds.some(({ kind, id }) => kind === 'capped' && id === cap?.id))
    .map((each) => each.policyId);
  return { policyId, bond: cap?.id ?? '', reason: 'capped', instead };
}

/** Benefits bound to each other, directly or through others; the sum of the parts' best is the best of the whole. */
function componentsOf(benefits: readonly CombinedBenefit[]): CombinedBenefit[][] {
  const rest = new Set(benefits);
  const components: CombinedBenefit[][] = [];
  for (const first of benefits) {
    if (!rest.delete(first)) continue;
    const component = [first];
    for (const member of component) {
      for (const other of rest) {
        if (!areBound(member, other)) continue;
        rest.delete(other);
        component.push(other);
      }
    }
    components.push(component);
  }
  return components;
}

function areBound(a: CombinedBenefit, b: CombinedBenefit): boolean {
  return a.bonds.some((bond) => b.bonds.some(({ kind, id }) => kind === bond.kind && id === bond.id));
}

function chooseWithin(component: readonly CombinedBenefit[]): Choice {
  // The largest first: good choices early cut off most of the others.
  const order = component.toSorted(
    (a, b) => compareExact(b.yuan ?? zero, a.yuan ?? zero) || (a.policyId < b.policyId ? -1 : 1),
  );
  const restFrom: ExactNumber[] = [zero];
  for (const { yuan } of order.toReversed()) restFrom.unshift(addExact(restFrom[0] ?? zero, yuan ?? zero));
  let best = none;
  const visit = (at: number, chosen: readonly CombinedBenefit[]) => {
    const total = sumOf(chosen);
    if (compareExact(total, best.total) > 0) best = { chosen, total };
    const benefit = order[at];
    if (!benefit || compareExact(addExact(total, restFrom[at] ?? zero), best.total) <= 0) return;
    if (chosen.every((other) => conflictOf(benefit, other) === null)) visit(at + 1, [...chosen, benefit]);
    visit(at + 1, chosen);
  };
  visit(0, []);
  return best;
}

/** The sum of known amounts, each cap kept. */
export function sumOf(benefits: readonly CombinedBenefit[]): ExactNumber {
  const capped = new Map<string, { cap: ExactNumber; sum: ExactNumber }>();
  let total = zero;
  for (const { yuan, bonds } of benefits) {
    if (yuan === null) continue;
    const cap = bonds.find((bond) => bond.kind === 'capped');
    if (!cap) {
      total = addExact(total, yuan);
      continue;
    }
    const before = capped.get(cap.id);
    // Departments that state different caps for one group: the lowest holds.
    capped.set(cap.id, {
      cap: before ? minExact(before.cap, cap.yuan) : cap.yuan,
      sum: addExact(before?.sum ?? zero, yuan),
    });
  }
  return [...capped.values()].reduce((sum, group) => addExact(sum, minExact(group.cap, group.sum)), total);
}
