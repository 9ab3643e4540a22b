/** A clause of one version of a document. */
export interface VersionClause {
  passageId: number;
  path: string;
  text: string;
}

/** A run of a changed clause: what both versions say, or only one. */
export interface ChangedRun {
  text: string;
  changed: boolean;
}

/** How one clause changed between two versions. */
export type ClauseChange =
  | { kind: 'added'; after: VersionClause }
  | { kind: 'removed'; before: VersionClause }
  | {
      kind: 'changed';
      before: VersionClause;
      after: VersionClause;
      beforeRuns: ChangedRun[];
      afterRuns: ChangedRun[];
    };

export interface ClauseDifference {
  changes: ClauseChange[];
  unchanged: number;
}

/** From here on two clauses are one clause in two wordings. */
const sameClause = 0.42;

/**
 * Compares two versions by clause: clauses are paired by what they say, not by their number, since a new article shifts
 * all that follow. Changes stand in the order of the new version, removed ones where they stood. Article numbers don't
 * count as a change.
 */
export function diffClauses(
  before: readonly VersionClause[],
  after: readonly VersionClause[],
): ClauseDifference {
  const pairs = pairClauses(before, after);
  const changes: ClauseChange[] = [];
  let unchanged = 0;
  const told = new Set<VersionClause>();
  for (const next of after) {
    const previous = pairs.get(next);
    if (!previous) {
      changes.push({ kind: 'added', after: next });
      continue;
    }
    told.add(previous);
    if (plain(previous.text) === plain(next.text)) unchanged += 1;
    else
      changes.push({ kind: 'changed', before: previous, after: next, ...runsOf(previous.text, next.text) });
  }
  for (const removed of before.filter((clause) => !told.has(clause))) {
    const at = before.indexOf(removed);
    const follower = changes.findIndex(
      (change) => change.kind === 'changed' && before.indexOf(change.before) > at,
    );
    changes.splice(follower < 0 ? changes.length : follower, 0, { kind: 'removed', before: removed });
  }
  return { changes, unchanged };
}

function pairClauses(
  before: readonly VersionClause[],
  after: readonly VersionClause[],
): Map<VersionClause, VersionClause> {
  const pairs = new Map<VersionClause, VersionClause>();
  const left = new Set(before);
  const byWords = new Map(before.map((clause) => [plain(clause.text), clause]));
  for (const next of after) {
    const same = byWords.get(plain(next.text));
    if (same && left.delete(same)) pairs.set(next, same);
  }
  const place = (clause: VersionClause, all: readonly VersionClause[]) => all.indexOf(clause) / all.length;
  const open = after.filter((clause) => !pairs.has(clause));
  // In a code of a thousand articles only neighbours are compared.
  const reach = open.length * left.size > 20_000 ? 0.05 : 1;
  const scored = open.flatMap((next) =>
    [...left].flatMap((previous) => {
      const distance = Math.abs(place(previous, before) - place(next, after));
      if (distance > reach) return [];
      // Of two alike the one in the same place counts.
      return [{ next, previous, score: likeness(previous.text, next.text) - distance * 0.02 }];
    }),
  );
  for (const { next, previous, score } of scored.sort((x, y) => y.score - x.score)) {
    if (score < sameClause || pairs.has(next) || !left.has(previous)) continue;
    pairs.set(next, previous);
    left.delete(previous);
  }
  return pairs;
}

/** Dice's coefficient over pairs of characters, 0 to 1. */
function likeness(a: string, b: string): number {
  const [left, right] = [pairsOf(plain(a)), pairsOf(plain(b))];
  if (left.length + right.length === 0) return plain(a) === plain(b) ? 1 : 0;
  const counts = new Map<string, number>();
  for (const pair of left) counts.set(pair, (counts.get(pair) ?? 0) + 1);
  let both = 0;
  for (const pair of right) {
    const left = counts.get(pair) ?? 0;
    if (left > 0) both += 1;
    counts.set(pair, left - 1);
  }
  return (2 * both) / (left.length + right.length);
}

const pairsOf = (text: string) =>
  Array.from({ length: Math.max(0, text.length - 1) }, (_, at) => text.slice(at, at + 2));

const articleMark =
  /^[\s\u3000]*第[一二三四五六七八九十百零〇\d]+条(?:之[一二三四五六七八九十]+)?[\s\u3000]*/;
const plain = (text: string) => text.replace(articleMark, '').replace(/\s/g, '');

function runsOf(before: string, after: string): { beforeRuns: ChangedRun[]; afterRuns: ChangedRun[] } {
  const [a, b] = [tokens(before), tokens(after)];
  const common = longestCommon(a, b);
  return {
    beforeRuns: markRuns(a, new Set(common.map(([i]) => i))),
    afterRuns: markRuns(b, new Set(common.map(([, j]) => j))),
  };
}

/** Numbers whole, the rest by character, so that 百分之八 against 百分之六 marks one character and 30 against 45 both digits. */
const tokens = (text: string) => text.match(/\d+(?:\.\d+)?%?|\s+|[^\d\s]/g) ?? [];

function longestCommon(a: readonly string[], b: readonly string[]): [number, number][] {
  const lengths = Array.from({ length: a.length + 1 }, () => new Uint16Array(b.length + 1));
  const at = (i: number, j: number) => lengths[i]?.[j] ?? 0;
  for (let i = a.length - 1; i >= 0; i -= 1)
    for (let j = b.length - 1; j >= 0; j -= 1)
      (lengths[i] as Uint16Array)[j] =
        a[i] === b[j] ? at(i + 1, j + 1) + 1 : Math.max(at(i + 1, j), at(i, j + 1));
  const pairs: [number, number][] = [];
  for (let i = 0, j = 0; i < a.length && j < b.length;) {
    if (a[i] === b[j]) pairs.push([i++, j++]);
    else if (at(i + 1, j) >= at(i, j + 1)) i += 1;
    else j += 1;
  }
  return pairs;
}

function markRuns(words: readonly string[], kept: ReadonlySet<number>): ChangedRun[] {
  const runs: ChangedRun[] = [];
  words.forEach((text, at) => {
    const changed = !kept.has(at);
    const last = runs.at(-1);
    if (last?.changed === changed) last.text += text;
    else runs.push({ text, changed });
  });
  return runs;
}
