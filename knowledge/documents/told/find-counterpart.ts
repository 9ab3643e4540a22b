/** A clause as far as it is compared with another version's. */
export interface ComparedClause {
  path: string;
  text: string;
}

/** The clause of a newer text that stands for an older one. */
export interface Counterpart<Clause extends ComparedClause> {
  clause: Clause;
  /** Whether its words differ; a new number alone (第五条 → 第六条) is no difference. */
  differs: boolean;
}

/**
 * The clause of the newer text that says what the older one said: the same words wherever they stand, else the most
 * alike, a clause of the same path before others. Null when none is alike enough to be the same matter.
 */
export function findCounterpart<Clause extends ComparedClause>(
  old: ComparedClause,
  newer: readonly Clause[],
): Counterpart<Clause> | null {
  const words = plain(old.text);
  const same = newer.find((clause) => plain(clause.text) === words);
  if (same) return { clause: same, differs: false };
  const pairs = pairsOf(words);
  let best: { clause: Clause; score: number } | null = null;
  for (const clause of newer) {
    const likeness = alike(pairs, pairsOf(plain(clause.text)));
    const score = likeness + (clause.path === old.path ? 0.15 : 0);
    if (score >= 0.4 && (best === null || score > best.score)) best = { clause, score };
  }
  return best ? { clause: best.clause, differs: true } : null;
}

/** The words without white space, punctuation's width and the clause's own number. */
export function plain(text: string): string {
  return text
    .normalize('NFKC')
    .replace(/\s/g, '')
    .replace(/^第[零〇一二三四五六七八九十百千\d]+条(?:之[一二三四五六七八九十])?/, '');
}

function pairsOf(words: string): Map<string, number> {
  const pairs = new Map<string, number>();
  for (let at = 0; at + 1 < words.length; at += 1) {
    const pair = words.slice(at, at + 2);
    pairs.set(pair, (pairs.get(pair) ?? 0) + 1);
  }
  return pairs;
}

/** Dice's coefficient over pairs of characters: 1 for the same words, 0 for nothing in common. */
function alike(a: Map<string, number>, b: Map<string, number>): number {
  let common = 0;
  for (const [pair, count] of a) common += Math.min(count, b.get(pair) ?? 0);
  const all = sum(a) + sum(b);
  return all === 0 ? 0 : (2 * common) / all;
}

const sum = (pairs: Map<string, number>) => [...pairs.values()].reduce((total, count) => total + count, 0);
