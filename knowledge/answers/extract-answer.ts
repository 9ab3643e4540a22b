import { announcesExceptions, exceptionToArticle, findExceptions } from './find-exceptions';
import type { Aspect } from './question-aspect';
import { scoreClauses, type ScoredClause, type ScoreQuery } from './score-clauses';
import type { SourcePassage } from './source-passage';
import { splitClauses, type Clause } from './split-clauses';

/** A quotation of an extractive answer: whole clauses of one passage, verbatim, in their order. */
export interface Quotation {
  passage: SourcePassage;
  text: string;
  /** Offsets into the passage's text; what lies between two spans is left out and shown as an ellipsis. */
  spans: { start: number; end: number }[];
  /** What the question asks for, or a 但书 of another article that limits it. */
  role: 'answer' | 'exception';
}

export type Extraction = ScoreQuery;

const mostQuotations = 3;
const mostCharacters = 900;
/** How near to the best clause another must come to be quoted beside it. */
const closeness = 0.78;
/** A rule on what is given is wrong without who doesn't get it. */
const limited = new Set<Aspect>(['amount', 'conditions', 'who', 'stacking', 'general']);

/**
 * The sentences that answer the aspect asked, quoted verbatim: not the whole passage, lists complete, 但书 with their
 * rule, wherever in the document they stand. Returns an empty list when no passage bears on the matter.
 */
export function extractAnswer(extraction: Extraction): Quotation[] {
  const chosen = chooseClauses(scoreClauses(extraction), extraction.aspect);
  const answers = quote(chosen);
  const exceptions = limited.has(extraction.aspect) ? quoteExceptions(answers, extraction.passages) : [];
  return [...answers, ...exceptions];
}

/** The clauses that answer the aspect and come near the best of them, and one that names the matter much better. */
function chooseClauses(scored: ScoredClause[], aspect: Aspect): ScoredClause[] {
  const fitting = aspect === 'general' ? scored : scored.filter(({ fit }) => fit >= 0.5);
  const named = Math.max(0, ...fitting.map(({ coverage }) => coverage));
  const best = fitting[0]?.score ?? 0;
  const outsider =
    fitting.length === 0
      ? scored[0]
      : scored.find(({ fit, coverage, score }) => fit < 0.5 && coverage > named + 0.25 && score > best);
  const pool = fitting.length > 0 ? fitting : scored;
  const near = pool.filter(({ score }) => score >= (pool[0]?.score ?? 0) * closeness);
  return withinRoom(outsider && !near.includes(outsider) ? [...near, outsider] : near);
}

function withinRoom(candidates: ScoredClause[]): ScoredClause[] {
  const chosen: ScoredClause[] = [];
  let characters = 0;
  for (const candidate of candidates) {
    const passages = new Set([...chosen, candidate].map(({ passage }) => passage.passageId));
    if (passages.size > mostQuotations) continue;
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
    const clauses = splitClauses(passage.text);
    return quotationOf(
      passage,
      withExceptions(
        clauses,
        items.map(({ index }) => index),
      ),
      'answer',
    );
  });
}

function withExceptions(clauses: Clause[], indexes: number[]): Clause[] {
  const exceptions = findExceptions(clauses);
  const all = new Set([...indexes, ...indexes.flatMap((index) => exceptions.get(index) ?? [])]);
  return clauses.filter((_, index) => all.has(index));
}

function quotationOf(passage: SourcePassage, clauses: Clause[], role: Quotation['role']): Quotation {
  const spans = mergeSpans(
    passage.text,
    clauses.map(({ start, end }) => ({ start, end })),
  );
  const text = spans.map(({ start, end }) => passage.text.slice(start, end)).join('……');
  return { passage, spans, text, role };
}

const refusal =
  /(?:的|者|情形|企业|单位)[，,]?\s?(?:不予|不得(?:申请|享受|申报|重复)|不享受|不适用|不支持|不重复)/;
const mostExceptions = 2;

/** The clauses of other articles of the quoted documents that take someone or something out. */
function quoteExceptions(answers: Quotation[], passages: SourcePassage[]): Quotation[] {
  const quoted = new Set(answers.map(({ passage }) => passage.passageId));
  const first = answers[0]?.passage;
  if (!first) return [];
  const article = /第[^条\s]+条(?:之[一二三四五六七八九十]+)?/.exec(first.path)?.[0] ?? '';
  return passages
    .filter(({ passageId, documentId }) => documentId === first.documentId && !quoted.has(passageId))
    .flatMap((passage) => {
      const clauses = splitClauses(passage.text);
      const clause =
        exceptionToArticle(clauses, article) ??
        clauses.find(({ text }) => refusal.test(text)) ??
        (announcesExceptions(passage.path) ? clauses[0] : undefined);
      return clause ? [quotationOf(passage, [clause], 'exception')] : [];
    })
    .slice(0, mostExceptions);
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
