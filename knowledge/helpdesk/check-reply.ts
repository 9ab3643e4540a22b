import { parseCitations } from '~/knowledge/answers/parse-citations';
import { citableText } from '~/knowledge/answers/source-passage';
import { splitClauses } from '~/knowledge/answers/split-clauses';
import { textOverlap } from '~/knowledge/answers/verify-answer';
import { verifySentence } from '~/knowledge/answers/verify-sentence';

/** A clause that a reply may cite: `[n]` in the text is the n-th, from 1. */
export interface CitablePassage {
  passageId: number;
  documentId: string;
  title: string;
  documentNumber: string | null;
  path: string;
  text: string;
  textKind: string;
  /** A person corrected the words: they are not the source file's own. */
  corrected?: boolean;
  /** The document's status today. */
  status: string;
}

/** A sentence of a reply that its cited clauses don't bear: a warning, the person decides. */
export interface PointedOut {
  sentence: string;
  /**
   * figures: they stand in no cited clause; no-citation: figures and no clause; contradicts: a cited clause says it the
   * other way round; not-in-force: the cited text no longer counts.
   */
  reason: 'figures' | 'no-citation' | 'contradicts' | 'not-in-force';
  /** As written in the sentence; for contradicts the words turned, for not-in-force the document's name. */
  figures: string[];
}

/**
 * Checks each figure of a reply (number, date, share, amount, 文号) against the clauses that its sentence marks, or
 * against all cited ones when it marks none, and that no clause says the contrary. Returns what should be looked at before sending, in the order of the text.
 */
export function checkReply(text: string, passages: readonly CitablePassage[]): PointedOut[] {
  return parseCitations(text, passages.length).flatMap(({ text: sentence, cited }) => {
    const marked = cited.map((n) => passages[n - 1]).filter((passage) => passage !== undefined);
    const ended = marked
      .filter(({ status }) => status !== 'in-force')
      .map(({ documentNumber, title }) => documentNumber ?? title);
    const stale: PointedOut[] =
      ended.length > 0 ? [{ sentence, reason: 'not-in-force', figures: [...new Set(ended)] }] : [];
    const basis = marked.length > 0 ? marked : citedIn(text, passages);
    const { unsupported, contradicts } = verifySentence(sentence, basis.map(citableText).join('\n'));
    const found = [...stale];
    if (unsupported.length > 0) {
      const figures = [...new Set(unsupported.map(({ words }) => words))];
      found.push({ sentence, reason: basis.length === 0 ? 'no-citation' : 'figures', figures });
    }
    // Without a clause there is nothing to contradict: a person may say that there is no such subsidy.
    if (basis.length > 0 && contradicts.length > 0)
      found.push({ sentence, reason: 'contradicts', figures: contradicts });
    return found;
  });
}

/** The numbers of the clauses that the text marks, ascending. */
export function markedNumbers(text: string, count: number): number[] {
  const marked = new Set(parseCitations(text, count).flatMap(({ cited }) => cited));
  return [...marked].sort((a, b) => a - b);
}

/** The clause of a passage that the reply's sentences with its mark come nearest to: what is kept as the quotation. */
export function quoteFor(text: string, n: number, passages: readonly CitablePassage[]): string {
  const passage = passages[n - 1];
  if (!passage) return '';
  const sentences = parseCitations(text, passages.length)
    .filter(({ cited }) => cited.includes(n))
    .map((sentence) => sentence.text)
    .join('');
  const clauses = splitClauses(passage.text).map((clause) => ({
    text: clause.text,
    overlap: textOverlap(clause.text, sentences),
  }));
  const bearing = clauses.filter(({ overlap }) => overlap >= 0.6);
  const best = [...clauses].sort((a, b) => b.overlap - a.overlap)[0];
  const chosen = bearing.length > 0 ? bearing : best ? [best] : [];
  return (chosen.map((clause) => clause.text).join('') || passage.text).slice(0, 1_000);
}

function citedIn(text: string, passages: readonly CitablePassage[]): CitablePassage[] {
  return markedNumbers(text, passages.length).flatMap((n) => passages[n - 1] ?? []);
}
