import type { CatalogueFact } from './catalogue-fact';

/** The facts that a search finds by name, other words, pinyin initials, department or key; best first. */
export function searchFacts(facts: readonly CatalogueFact[], query: string): CatalogueFact[] {
  const words = query.toLowerCase().split(/\s+/).filter(Boolean);
  if (words.length === 0) return [...facts];
  return facts
    .map((fact) => ({ fact, ranks: words.map((word) => rankOf(fact, word)) }))
    .filter(({ ranks }) => ranks.every((rank) => rank > 0))
    .map(({ fact, ranks }) => ({ fact, rank: ranks.reduce((sum, rank) => sum + rank, 0) }))
    .sort((a, b) => b.rank - a.rank)
    .map(({ fact }) => fact);
}

function rankOf(fact: CatalogueFact, word: string): number {
  const label = fact.label.toLowerCase();
  if (label === word) return 7;
  if (label.startsWith(word)) return 6;
  if (label.includes(word)) return 5;
  if (fact.initials.startsWith(word)) return 4;
  if (fact.synonyms.some((synonym) => synonym.toLowerCase().includes(word))) return 3;
  if (word.length > 1 && fact.initials.includes(word)) return 2;
  return fact.source.toLowerCase().includes(word) || fact.key.toLowerCase().includes(word) ? 1 : 0;
}
