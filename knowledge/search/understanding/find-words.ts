import type { Dictionary } from './dictionary';
import type { DictionaryWord } from './dictionary-entry';
import { isWordBounded, type FoundTerm, type TermIndex } from './term-index';

/** A place in a text that is taken by a term. */
interface Span {
  start: number;
  end: number;
}

/**
 * The dictionary's terms in folded text, from left to right, the longest first, none overlapping. What must not be cut
 * (整词) is looked for first: no term begins or ends inside it, but one may hold it whole. Nor is a term found inside a
 * longer official word: 所得税 says nothing of its own in 个人所得税.
 */
export function findWords(
  folded: string,
  { terms, whole, known }: Pick<Dictionary, 'terms' | 'whole' | 'known'>,
): FoundTerm<readonly DictionaryWord[]>[] {
  const kept = findTerms(folded, whole);
  const official = findTerms(folded, known);
  return findTerms(
    folded,
    terms,
    (start, end) =>
      !kept.some((word) => overlaps(word, start, end) && !(start <= word.start && end >= word.end)) &&
      !official.some((word) => word.start <= start && word.end >= end && word.end - word.start > end - start),
  );
}

/** The terms of an index in folded text, from left to right, the longest that may stand at each place. */
export function findTerms<Value>(
  folded: string,
  terms: TermIndex<Value>,
  accept: (start: number, end: number) => boolean = () => true,
): FoundTerm<Value>[] {
  const found: FoundTerm<Value>[] = [];
  for (let at = 0; at < folded.length;) {
    const start = at;
    const term = terms.longestAt(
      folded,
      start,
      (end) => isWordBounded(folded, start, end) && accept(start, end),
    );
    if (term) found.push(term);
    at = term ? term.end : at + 1;
  }
  return found;
}

const overlaps = (span: Span, start: number, end: number) => start < span.end && end > span.start;
