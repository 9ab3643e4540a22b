import { countBits } from '../population/evaluate-population';
import type { RuleBits } from './condition-bits';
import type { FunnelStep } from './simulation-request';

/** Counts for each top-level condition how many firms it keeps out: after those before it, and all alone. */
export function countFunnel({ rows, conditions }: RuleBits, locale: 'zh' | 'en'): FunnelStep[] {
  const words = Math.ceil(rows / 32);
  const used = rowMask(rows, words);
  const failing = sumBits(
    conditions.map(({ met }) => met),
    words,
    used,
  );
  const remaining = new Int32Array(used);
  return conditions.map(({ node, declared, met, notMet }) => {
    const metHere = new Int32Array(words);
    const notHere = new Int32Array(words);
    const openHere = new Int32Array(words);
    const aloneNot = new Int32Array(words);
    const aloneOpen = new Int32Array(words);
    for (let w = 0; w < words; w += 1) {
      const rowsHere = used[w]!;
      const yes = met[w]! & rowsHere;
      const no = notMet[w]! & rowsHere;
      const open = rowsHere & ~(yes | no);
      metHere[w] = yes;
      notHere[w] = no;
      openHere[w] = open;
      remaining[w] = remaining[w]! & yes;
      // Exactly one condition isn't met, and it is this one.
      const onlyOne = failing.once[w]! & ~failing.twice[w]!;
      aloneNot[w] = no & onlyOne;
      aloneOpen[w] = open & onlyOne;
    }
    return {
      id: node.id,
      label: node.label[locale],
      met: countBits(metHere),
      notMet: countBits(notHere),
      unknown: countBits(openHere),
      remaining: countBits(remaining),
      aloneNotMet: countBits(aloneNot),
      aloneUnknown: countBits(aloneOpen),
      declared,
    };
  });
}

/** The rows that one condition alone keeps from qualifying. */
export function rowsLacking({ rows, conditions }: RuleBits, conditionId: string): Int32Array {
  const words = Math.ceil(rows / 32);
  const used = rowMask(rows, words);
  const { once, twice } = sumBits(
    conditions.map(({ met }) => met),
    words,
    used,
  );
  const wanted = conditions.find(({ node }) => node.id === conditionId);
  const found = new Int32Array(words);
  if (!wanted) return found;
  for (let w = 0; w < words; w += 1) found[w] = ~wanted.met[w]! & used[w]! & once[w]! & ~twice[w]!;
  return found;
}

/** Where at least one condition isn't met, and where at least two aren't. */
function sumBits(mets: readonly Int32Array[], words: number, used: Int32Array) {
  const once = new Int32Array(words);
  const twice = new Int32Array(words);
  for (const met of mets)
    for (let w = 0; w < words; w += 1) {
      const lacks = ~met[w]! & used[w]!;
      twice[w] = twice[w]! | (once[w]! & lacks);
      once[w] = once[w]! | lacks;
    }
  return { once, twice };
}

/** The bits that stand for rows. */
export function rowMask(rows: number, words = Math.ceil(rows / 32)): Int32Array {
  const mask = new Int32Array(words).fill(-1);
  const last = rows - (words - 1) * 32;
  if (words > 0 && last < 32) mask[words - 1] = (1 << last) - 1;
  return mask;
}
