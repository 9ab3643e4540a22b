import { judgeRelevance, type Relevance } from './judge-relevance';
import { aspectFit, type Aspect } from './question-aspect';
import { termCoverage, type WeightedTerm } from './question-terms';
import type { SourcePassage } from './source-passage';
import { splitClauses, type Clause } from './split-clauses';

/** A quotation of an extractive answer: whole clauses of one passage, verbatim, in their order. */
export interface Quotation {
  passage: SourcePassage;
  text: string;
  /** Offsets into the passage's text; what lies between two spans is left out and shown as an ellipsis. */
  spans: { start: number; end: number }[];
}

interface ScoredClause {
  passage: SourcePassage;
  clause: Clause;
  score: number;
  fit: number;
  /** The share of the question's words in the passage and its title. */
  coverage: number;
  order: number;
}

export interface Extraction {
  aspect: Aspect;
  terms: WeightedTerm[];
  /** In the order of search. */
  passages: SourcePassage[];
}

const mostQuotations = 3;
const mostCharacters = 900;
const similarityFloor = 0.8;

/**
 * The clauses that answer the aspect asked, quoted verbatim: not the whole passage, lists complete, 但书 with their
 * rule. Returns an empty list when no passage bears on the matter.
 */
export function extractAnswer({ aspect, terms, passages }: Extraction): Quotation[] {
  const judged = passages.map((passage, order) => ({
    passage,
    order,
    relevance: judgeRelevance(terms, passage),
  }));
  const grounded = new Set(
    judged
      .filter(({ passage, relevance }) => passage.found && relevance.relevant)
      .map((item) => item.passage.documentId),
  );
  const candidates = judged.filter(
    ({ passage, relevance }) => relevance.relevant || (grounded.has(passage.documentId) && bears(relevance)),
  );
  const scored = candidates
    .flatMap((item) => scoreClauses(item, aspect, terms))
    .sort((a, b) => b.score - a.score || a.order - b.order);
  return quote(chooseClauses(scored, aspect));
}

/** A neighbour in the same document: it need not repeat the matter, but must touch it. */
const bears = ({ coverage, similarity }: Relevance) =>
  coverage >= 0.25 && (similarity === null || similarity >= 0.8);

function scoreClauses(
  item: { passage: SourcePassage; order: number; relevance: Relevance },
  aspect: Aspect,
  terms: WeightedTerm[],
): ScoredClause[] {
  const { passage, order, relevance } = item;
  const sense = relevance.similarity === null ? 0 : Math.max(0, relevance.similarity - similarityFloor) * 3;
  return splitClauses(passage.text).map((clause) => {
    const fit = aspectFit(aspect, clause.text, passage.path);
    const own = termCoverage(terms, `${passage.path} ${clause.text}`);
    const score = 0.9 * own + 0.5 * relevance.coverage + 0.7 * fit + sense + 0.15 / (1 + order);
    return { passage, clause, score, fit, coverage: relevance.coverage, order };
  });
}

function chooseClauses(scored: ScoredClause[], aspect: Aspect): ScoredClause[] {
  const fitting = aspect === 'general' ? scored : scored.filter(({ fit }) => fit >= 0.5);
  const named = Math.max(0, ...fitting.map(({ coverage }) => coverage));
  // A passage that says much more of the question's words than any with a fitting clause is asked for after all.
  const pool =
    fitting.length > 0
      ? scored.filter(({ fit, coverage }) => aspect === 'general' || fit >= 0.5 || coverage > named + 0.25)
      : scored;
  const best = pool[0]?.score ?? 0;
  const chosen: ScoredClause[] = [];
  let characters = 0;
  for (const candidate of pool) {
    const passages = new Set([...chosen, candidate].map(({ passage }) => passage.passageId));
    if (candidate.score < best * 0.82 || passages.size > mostQuotations) continue;
    if (chosen.length > 0 && characters + candidate.clause.text.length > mostCharacters) continue;
    if (chosen.some((other) => other.clause.text === candidate.clause.text)) continue;
    chosen.push(candidate);
    characters += candidate.clause.text.length;
  }
  return chosen;
}

/** Clauses of one passage become one quotation, in the passage's order; passages stand in the order of their best clause. */
function quote(chosen: ScoredClause[]): Quotation[] {
  const byPassage = new Map<number, ScoredClause[]>();
  for (const item of chosen)
    byPassage.set(item.passage.passageId, [...(byPassage.get(item.passage.passageId) ?? []), item]);
  return [...byPassage.values()].map((items) => {
    const passage = (items[0] as ScoredClause).passage;
    const spans = mergeSpans(
      passage.text,
      items.map(({ clause }) => ({ start: clause.start, end: clause.end })),
    );
    return { passage, spans, text: spans.map(({ start, end }) => passage.text.slice(start, end)).join('……') };
  });
}

function mergeSpans(text: string, spans: { start: number; end: number }[]): { start: number; end: number }[] {
  const merged: { start: number; end: number }[] = [];
  for (const span of spans.sort((a, b) => a.start - b.start)) {
    const last = merged.at(-1);
    if (last && text.slice(last.end, span.start).trim() === '') last.end = Math.max(last.end, span.end);
    else merged.push({ ...span });
  }
  return merged;
}
