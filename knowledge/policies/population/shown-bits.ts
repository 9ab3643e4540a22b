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

/** What the conditions looked at so far come to, a bit a firm: seen once, and seen twice or more. */
interface Sums {
  readonly failing: Int32Array;
  readonly failingTwice: Int32Array;
  readonly open: Int32Array;
  readonly openTwice: Int32Array;
  readonly cured: Int32Array;
  readonly hopeful: Int32Array;
  readonly uncertain: Int32Array;
}

/**
 * Counts over the conditions at the top level how each firm is shown, as `countShown` does for one: adders of two bits
 * tell none, one and more. Call after the rule has run on the block.
 */
export function openShownCounter(rule: CompiledNode): (words: number) => ShownBits {
  const { node } = rule;
  const isList = node.kind === 'group' && node.combinator === 'and' && !node.not;
  const conditions = (isList ? rule.children : [rule])
    .filter(({ declared }) => !declared)
    .map((condition) => ({
      condition,
      cure: curableBits(condition),
      hope: hopeOf(condition.node),
    }));
  const sums = makeSums();
  const out: ShownBits = {
    eligible: makeWords(),
    oneStep: makeWords(),
    toConfirm: makeWords(),
    ineligible: makeWords(),
    doubt: makeWords(),
  };
  return (words) => {
    for (const bits of Object.values(sums) as Int32Array[]) bits.fill(0, 0, words);
    for (const { condition, cure, hope } of conditions) {
      count(condition, sums, words);
      if (cure) addCured(condition.notMet, cure(words), sums.cured, words);
      if (hope !== 'person') addOpen(condition, hope === 'facts' ? sums.hopeful : sums.uncertain, words);
    }
    conclude(rule, sums, out, words);
    return out;
  };
}

const makeWords = () => new Int32Array(blockWords);

function makeSums(): Sums {
  return {
    failing: makeWords(),
    failingTwice: makeWords(),
    open: makeWords(),
    openTwice: makeWords(),
    cured: makeWords(),
    hopeful: makeWords(),
    uncertain: makeWords(),
  };
}

function count({ met, notMet }: CompiledNode, sums: Sums, words: number): void {
  const { failing, failingTwice, open, openTwice } = sums;
  for (let w = 0; w < words; w += 1) {
    const fails = notMet[w]!;
    const unknown = ~(met[w]! | fails);
    failingTwice[w] = failingTwice[w]! | (failing[w]! & fails);
    failing[w] = failing[w]! | fails;
    openTwice[w] = openTwice[w]! | (open[w]! & unknown);
    open[w] = open[w]! | unknown;
  }
}

function addCured(fails: Int32Array, cures: Int32Array, into: Int32Array, words: number): void {
  for (let w = 0; w < words; w += 1) into[w] = into[w]! | (fails[w]! & cures[w]!);
}

function addOpen({ met, notMet }: CompiledNode, into: Int32Array, words: number): void {
  for (let w = 0; w < words; w += 1) into[w] = into[w]! | ~(met[w]! | notMet[w]!);
}

function conclude(rule: CompiledNode, sums: Sums, out: ShownBits, words: number): void {
  const { failing, failingTwice, open, openTwice, cured, hopeful, uncertain } = sums;
  const { met, doubt, declared } = rule;
  for (let w = 0; w < words; w += 1) {
    const fails = failing[w]!;
    const isOpen = open[w]!;
    const oneLacks = ~fails & isOpen & ~openTwice[w]!;
    const oneFails = fails & ~failingTwice[w]! & ~isOpen & cured[w]!;
    const oneStep = oneFails | (oneLacks & hopeful[w]!);
    out.eligible[w] = declared ? -1 : met[w]!;
    out.oneStep[w] = oneStep;
    out.ineligible[w] = fails & ~oneStep;
    out.toConfirm[w] = ~fails & isOpen & ~oneStep;
    out.doubt[w] = doubt[w]! | (oneLacks & uncertain[w]!);
  }
}

/** Whether an unknown condition can be met by facts alone: never by a judgement; a group with one in it needs a look. */
function hopeOf(node: PreparedNode): 'facts' | 'person' | 'mixed' {
  if (node.kind === 'leaf') return node.operator === 'judged' ? 'person' : 'facts';
  return holdsJudgement(node) ? 'mixed' : 'facts';
}

function holdsJudgement(node: PreparedNode): boolean {
  return node.kind === 'leaf' ? node.operator === 'judged' : node.children.some(holdsJudgement);
}

/** Reads for a block which firms can cure a failing condition by one step. */
type Cure = (words: number) => Int32Array;

const everyone = makeWords().fill(-1);

/** As `isCurable` tells for one firm; null where nobody can. */
function curableBits(condition: CompiledNode): Cure | null {
  const { node, children } = condition;
  if (node.curable !== undefined) return node.curable ? () => everyone : null;
  if (node.kind === 'leaf' || node.not) return null;
  const counted = children
    .filter(({ declared }) => !declared)
    .map((child) => ({ child, cure: curableBits(child) }));
  if (counted.every(({ cure }) => cure === null)) return null;
  const cured = makeWords();
  const lacking = makeWords();
  const lackingTwice = makeWords();
  return (words) => {
    for (const bits of [cured, lacking, lackingTwice]) bits.fill(0, 0, words);
    for (const { child, cure } of counted) {
      if (cure) addCured(child.notMet, cure(words), cured, words);
      for (let w = 0; w < words; w += 1) {
        const lacks = ~child.met[w]!;
        lackingTwice[w] = lackingTwice[w]! | (lacking[w]! & lacks);
        lacking[w] = lacking[w]! | lacks;
      }
    }
    // One of a choice is enough; of a list of demands it must be the only one that lacks.
    if (node.combinator === 'and')
      for (let w = 0; w < words; w += 1) cured[w] = cured[w]! & lacking[w]! & ~lackingTwice[w]!;
    return cured;
  };
}
