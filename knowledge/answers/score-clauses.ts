import { senseOfPiece } from './clause-sense';
import { judgeRelevance, type Relevance } from './judge-relevance';
import { aspectFit, type Aspect } from './question-aspect';
import { figureFit } from './question-figures';
import { termCoverage, type WeightedTerm } from './question-terms';
import type { SourcePassage } from './source-passage';
import { splitClauses, type Clause } from './split-clauses';

/** A clause with how well it answers. */
export interface ScoredClause {
  passage: SourcePassage;
  clause: Clause;
  /** The clause's place in its passage. */
  index: number;
  score: number;
  /** How well it answers the aspect, 0 to 1. */
  fit: number;
  /** The share of the question's words in the passage and its title. */
  coverage: number;
  /** The passage's place in the search. */
  order: number;
}

export interface ScoreQuery {
  question: string;
  aspect: Aspect;
  terms: WeightedTerm[];
  passages: SourcePassage[];
}

/**
 * What each kind of evidence counts, chosen on the tuning half of the sample city's questions. Words and aspect alone
 * would prefer a long clause that repeats the question to the one that the search ranks first.
 */
export const clauseWeights = { clause: 0.6, passage: 0.5, aspect: 0.45, sense: 8, piece: 12, place: 0.45 };
const similarityFloor = 0.8;

/** Scores the clauses of the passages that bear on the matter, best first. None when no passage does. */
export function scoreClauses({ question, aspect, terms, passages }: ScoreQuery): ScoredClause[] {
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
  return judged
    .filter(
      ({ passage, relevance }) =>
        relevance.relevant || (grounded.has(passage.documentId) && bears(relevance)),
    )
    .flatMap((item) => scorePassage(item, { question, aspect, terms }))
    .sort((a, b) => b.score - a.score || a.order - b.order);
}

/** A neighbour in the same document: it need not repeat the matter, but must touch it. */
const bears = ({ coverage, similarity }: Relevance) =>
  coverage >= 0.25 && (similarity === null || similarity >= 0.8);

/** 本法自…起施行 answers how long a document counts, not by when something has to be done under it. */
const isEnactment = (clause: string) =>
  /(?:本|该)[^。，]{1,12}自.{4,14}起(?:施行|实施|执行)|^[^。]{0,80}同时废止。?$/.test(clause);
const asksForValidity =
  /施行|实施|生效|有效|执行|废止|到期|截止|截至|持续|延续|什么时候(?:开始|结束|到)|哪[天年]|几年|多久|in force|effective|valid|expire|until/i;

function scorePassage(
  item: { passage: SourcePassage; order: number; relevance: Relevance },
  { question, aspect, terms }: Omit<ScoreQuery, 'passages'>,
): ScoredClause[] {
  const { passage, order, relevance } = item;
  const sense = relevance.similarity === null ? 0 : Math.max(0, relevance.similarity - similarityFloor);
  return splitClauses(passage.text).map((clause, index) => {
    const fit =
      isEnactment(clause.text) && !asksForValidity.test(question)
        ? 0
        : aspectFit(aspect, clause.text, passage.path);
    const own = termCoverage(terms, `${passage.path} ${clause.text}`);
    const piece = senseOfPiece(passage, clause.start, clause.end);
    const score =
      clauseWeights.piece * Math.max(0, (piece ?? similarityFloor) - similarityFloor) +
      clauseWeights.clause * own +
      clauseWeights.passage * relevance.coverage +
      clauseWeights.aspect * fit +
      clauseWeights.sense * sense +
      clauseWeights.place / (1 + order) +
      figureFit(question, clause.text);
    return { passage, clause, index, score, fit, coverage: relevance.coverage, order };
  });
}
