import type { PreparedNode } from '../prepare-rule';
import { blockWords } from './block';
import type { CompiledNode } from './compile-rule';

/** How a block's firms are shown, a bit each; `doubt` has those whom the exact evaluation must count. */
export interface ShownBits {
  readonly eligible: Int32Array;
  readonly oneStep: Int32Array;
  readonly toConfirm: Int32Array;
  readonly ineligible: Int32Array;
  readonly doubt: Int32Array;
}

/**
 * Counts over the conditions at the top level how each firm is shown, as `countShown` does for one: adders of two bits
 * tell none, one and more. Call after the rule has run on the block.
 */
export function openShownCounter(rule: CompiledNode): (words: number) => ShownBits {
  const { node } = rule;
  const isList = node.kind === 'group' && node.combinator === 'and' && !node.not;
  const conditions = (isList ? rule.children : [rule]).filter(({ declared }) => !declared);
  const out: ShownBits = {
    eligible: new Int32Array(blockWords),
    oneStep: new Int32Array(blockWords),
    toConfirm: new Int32Array(blockWords),
    ineligible: new Int32Array(blockWords),
    doubt: new Int32Array(blockWords),
  };
  const cures = conditions.map(curableBits);
  const hope = conditions.map(({ node: top }) => hopeOf(top));
  return (words) => {
    for (let w = 0; w < words; w += 1) {
      let failing = 0;
      let failingTwice = 0;
      let open = 0;
      let openTwice = 0;
      let cured = 0;
      let hopeful = 0;
      let uncertain = 0;
      for (let c = 0; c < conditions.length; c += 1) {
        const condition = conditions[c]!;
        const fails = condition.notMet[w]!;
        const unknown = ~(condition.met[w]! | fails);
        failingTwice |= failing & fails;
        failing |= fails;
        openTwice |= open & unknown;
        open |= unknown;
        cured |= fails & cures[c]!(w);
        if (hope[c] === 'facts') hopeful |= unknown;
        else if (hope[c] === 'mixed') uncertain |= unknown;
      }
      const oneLacks = ~failing & open & ~openTwice;
      const oneFails = failing & ~failingTwice & ~open & cured;
      const oneStep = oneFails | (oneLacks & hopeful);
      out.eligible[w] = rule.declared ? -1 : rule.met[w]!;
      out.oneStep[w] = oneStep;
      out.ineligible[w] = failing & ~oneStep;
      out.toConfirm[w] = ~failing & open & ~oneStep;
      out.doubt[w] = rule.doubt[w]! | (oneLacks & uncertain);
    }
    return out;
  };
}

/** Whether an unknown condition can be met by facts alone: never by a judgement; a group with one in it needs a look. */
function hopeOf(node: PreparedNode): 'facts' | 'person' | 'mixed' {
  if (node.kind === 'leaf') return node.operator === 'judged' ? 'person' : 'facts';
  return holdsJudgement(node) ? 'mixed' : 'facts';
}

function holdsJudgement(node: PreparedNode): boolean {
  return node.kind === 'leaf' ? node.operator === 'judged' : node.children.some(holdsJudgement);
}

/** The bits of the firms that can cure this failing condition by one step, as `isCurable` tells for one firm. */
function curableBits(condition: CompiledNode): (w: number) => number {
  const { node, children } = condition;
  if (node.curable !== undefined) {
    const all = node.curable ? -1 : 0;
    return () => all;
  }
  if (node.kind === 'leaf' || node.not) return () => 0;
  const counted = children.filter(({ declared }) => !declared);
  const cures = counted.map(curableBits);
  if (node.combinator === 'or') {
    return (w) => counted.reduce((bits, child, c) => bits | (child.notMet[w]! & cures[c]!(w)), 0);
  }
  return (w) => {
    let unmet = 0;
    let unmetTwice = 0;
    let cured = 0;
    counted.forEach((child, c) => {
      const lacks = ~child.met[w]!;
      unmetTwice |= unmet & lacks;
      unmet |= lacks;
      cured |= child.notMet[w]! & cures[c]!(w);
    });
    return unmet & ~unmetTwice & cured;
  };
}
