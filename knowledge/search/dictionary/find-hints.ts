import type { EntryKind } from '../understanding/dictionary-entry';
import { termKey } from '../understanding/term-key';

/** What an entry is held against the others by. */
export interface HintedEntry {
  id: string;
  kind: EntryKind;
  term: string;
  targets: readonly string[];
}

/**
 * Something about an entry that its department should look at; none forbids anything. `circular`: words lead back to the
 * term; `same-term`: another entry has the term; `chain`: a target is itself a term, and is not followed; `unknown`: a
 * target stands in no published document, so that it finds nothing.
 */
export interface DictionaryHint {
  entryId: string;
  term: string;
  kind: 'circular' | 'same-term' | 'chain' | 'unknown';
  /** The other term, the way around (甲 → 乙 → 甲), or the target. */
  detail: string;
}

/** Finds what doesn't fit together in a dictionary; `stands` says whether words can stand in the corpus. */
export function findHints(
  entries: readonly HintedEntry[],
  stands: (words: string) => boolean,
): DictionaryHint[] {
  const byTerm = new Map<string, HintedEntry[]>();
  for (const entry of entries) {
    const key = termKey(entry.term);
    byTerm.set(key, [...(byTerm.get(key) ?? []), entry]);
  }
  return entries.flatMap((entry) => hintsOf(entry, byTerm, stands));
}

function hintsOf(
  entry: HintedEntry,
  byTerm: Map<string, HintedEntry[]>,
  stands: (words: string) => boolean,
): DictionaryHint[] {
  const { id: entryId, term } = entry;
  const hint = (kind: DictionaryHint['kind'], detail: string): DictionaryHint => ({
    entryId,
    term,
    kind,
    detail,
  });
  const way = findWayBack(entry, byTerm);
  const others = (byTerm.get(termKey(term)) ?? []).filter(
    (other) => other.id !== entryId && other.kind !== 'whole' && entry.kind !== 'whole',
  );
  const chained = entry.targets.filter((target) =>
    (byTerm.get(termKey(target)) ?? []).some(({ kind }) => kind !== 'whole' && kind !== 'typo'),
  );
  return [
    ...(way ? [hint('circular', way.join(' → '))] : []),
    ...others.map((other) => hint('same-term', other.targets.join('、'))),
    ...(way ? [] : chained.map((target) => hint('chain', target))),
    ...entry.targets.filter((target) => !stands(target)).map((target) => hint('unknown', target)),
  ];
}

/** The terms that lead from an entry back to itself, shortest first; null when none do. */
function findWayBack(entry: HintedEntry, byTerm: Map<string, HintedEntry[]>): string[] | null {
  const home = termKey(entry.term);
  const seen = new Set<string>();
  let ways: string[][] = [[entry.term]];
  while (ways.length > 0) {
    const next: string[][] = [];
    for (const way of ways) {
      for (const { targets, kind } of byTerm.get(termKey(way.at(-1) ?? '')) ?? []) {
        if (kind === 'whole') continue;
        for (const target of targets) {
          const key = termKey(target);
          if (key === home) return [...way, target];
          if (seen.has(key) || !byTerm.has(key)) continue;
          seen.add(key);
          next.push([...way, target]);
        }
      }
    }
    ways = next;
  }
  return null;
}

/** The pairs of characters and words that must all occur for words to stand in a corpus. */
export function partsOfWords(words: string): string[] {
  return (words.toLowerCase().match(/\p{Script=Han}+|[a-z0-9]+/gu) ?? []).flatMap((run) =>
    /^\p{Script=Han}{2,}$/u.test(run)
      ? Array.from({ length: run.length - 1 }, (_, at) => run.slice(at, at + 2))
      : [run],
  );
}
