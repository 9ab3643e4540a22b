import type { SqlReader } from '~/prisma/database.server';

import type { EmbeddedQuestion } from './embedding/embedding-model.server';
import { feedbackVector } from './fusion/feedback-vector';
import { fuseLists, type RankedLists } from './fusion/fuse-lists';
import { fuseRanks, type FusedRank } from './fusion/fuse-ranks';
import type { ScoredId } from './fusion/fuse-scores';
import {
  gatherCandidates,
  type SearchedStore,
  type VectorQuestion,
} from './judging/gather-candidates.server';
import { judgePassages } from './judging/judge-passages';
import { BestScores } from './keywords/best-scores';
import type { KeywordAnswer } from './keywords/held-keywords.server';
import type { KeywordEngine } from './keywords/keyword-engine.server';
import type { SqlCondition } from './passage-filter';
import { queryTokens } from './query-tokens';
import type { Retriever } from './ranked-passage';
import type { SearchSettings } from './settings/search-settings';

/** The clauses of so many passages are compared in some 5 ms. */
const comparedWhole = 4_000;
/** How many of those judged best the question is moved towards. */
const feedback = 10;

/** What a ranking stands on. Without a store, or when the question gets no vector, keywords rank alone. */
export interface PassageRanking {
  sql: SqlReader;
  keywords: Pick<KeywordEngine, 'search'>;
  /** The ids of the documents that a condition lets through. */
  documents(condition: SqlCondition): ReadonlySet<string>;
  /** The vectors of the process, while it has a model. */
  vectors(): SearchedStore | null;
  embedQuestion(text: string): Promise<EmbeddedQuestion | null>;
}

/** What is ranked. */
export interface RankedQuestion {
  /** The reader's words, for keywords. */
  words: string;
  /** With slips put right: what is embedded. */
  meant: string;
  expansions: readonly { text: string; weight: number }[];
  retriever: Retriever;
  condition: SqlCondition;
  settings: SearchSettings;
  /** How many places of each list. */
  places: number;
  /** How far down the order is read. */
  shown: number;
}

/** What was ranked for a question, before anything of it is read. */
export interface Ranking {
  /** In the order in which they are shown; `score` falls. */
  order: FusedRank[];
  lists: RankedLists;
  tokens: KeywordAnswer['tokens'];
}

/** Ranks by keyword and by vector, joins both as the settings say, and judges the first by more evidence. */
export async function rankPassages(search: PassageRanking, question: RankedQuestion): Promise<Ranking> {
  const { meant, retriever, settings } = question;
  // Begun first: the question is embedded in its own thread while keywords are searched in theirs.
  const embedding = retriever === 'keyword' || meant.trim() === '' ? null : search.embedQuestion(meant);
  const asked = retriever === 'vector' ? null : askKeywords(search, question);
  const embedded = (await embedding) ?? null;
  const searched = search.vectors();
  const vectors = embedded && searched ? { ...searched, ...embedded } : null;
  const nearest = vectors ? findNearest(search, vectors, question) : [];
  const answer = await (asked ?? (embedded ? null : askKeywords(search, question)));
  const keyword = answer?.ranking ?? [];
  const tokens = answer?.tokens ?? [];
  const compared = retriever === 'hybrid' && nearest.length > 0 ? vectors : null;
  const clause = compared ? rankClauses(search, compared, question, [...keyword, ...nearest]) : [];
  const lists: RankedLists = { keyword, vector: nearest, clause };
  const pending = nearest.length === 0 ? [] : keyword.filter(({ id }) => !vectors?.store.has(id));
  const fused = fuseLists(lists, settings, new Set(pending.map(({ id }) => id)));
  const isJudged = retriever === 'hybrid' && settings.judged > 0 && tokens.some((token) => token.asked);
  const order = isJudged ? judge(search.sql, fused, { tokens, compared, settings }) : fused;
  // What lies below the judged is ordered anew for readers who go that far.
  const isRead = isJudged && compared && question.shown > settings.judged;
  return { order: isRead ? orderRest(search, order, compared, question) : order, lists, tokens };
}

function askKeywords({ keywords }: PassageRanking, question: RankedQuestion): Promise<KeywordAnswer> {
  const { words, expansions, condition, places } = question;
  return keywords.search({ tokens: queryTokens(words, expansions), condition, limit: places });
}

function findNearest(
  search: PassageRanking,
  { store, vector }: Pick<VectorQuestion, 'store' | 'vector'>,
  { condition, places }: RankedQuestion,
): ScoredId[] {
  return store.nearest(vector, places, search.documents(condition));
}

/**
 * Passages by their best clause: all that take part where they are few, so that what neither keywords nor whole passages
 * show is found, too; else those of both lists. Those without any vector are left out.
 */
function rankClauses(
  search: PassageRanking,
  { store, vector }: VectorQuestion,
  { condition, places }: RankedQuestion,
  found: readonly ScoredId[],
): ScoredId[] {
  const every = store.idsOf(search.documents(condition), comparedWhole);
  const ids = every ?? [...new Set(found.map(({ id }) => id))];
  const best = new BestScores(every ? places : Math.max(1, Math.ceil(ids.length / 2)));
  for (const id of ids) {
    const score = store.clauseCosine(id, vector);
    if (score !== null) best.offer(id, score);
  }
  return best.sorted();
}

/** Puts the first passages into the order of their judgement; the rest follow as they were. Scores go on falling. */
function judge(
  sql: SqlReader,
  fused: readonly FusedRank[],
  evidence: {
    tokens: KeywordAnswer['tokens'];
    compared: VectorQuestion | null;
    settings: SearchSettings;
  },
): FusedRank[] {
  const { tokens, compared, settings } = evidence;
  const first = fused.slice(0, settings.judged);
  const candidates = gatherCandidates(sql, first, { tokens, vectors: compared });
  const ranksOf = new Map(first.map(({ id, ranks }) => [id, ranks]));
  const judged = judgePassages(candidates);
  // The rest keeps its scores, 0…1; what was judged stands above it.
  const lift = 1 - (judged.at(-1)?.score ?? 0);
  return [
    ...judged.map(({ id, score }) => ({ id, score: score + lift, ranks: ranksOf.get(id) ?? [] })),
    ...fused.slice(settings.judged),
  ];
}

/**
 * Joins what follows the judged passages with the passages nearest to the question moved towards the best of them, some of
 * which no list held: so more of what answers it is among the first hundred.
 */
function orderRest(
  search: PassageRanking,
  order: readonly FusedRank[],
  { store, vector }: VectorQuestion,
  question: RankedQuestion,
): FusedRank[] {
  const { judged, rankConstant } = question.settings;
  const best = order.slice(0, feedback).flatMap(({ id }) => store.vectorOf(id) ?? []);
  const nearest = findNearest(search, { store, vector: feedbackVector(vector, best) }, question);
  const first = order.slice(0, judged);
  const rest = order.slice(judged);
  const isFirst = new Set(first.map(({ id }) => id));
  const more = nearest.flatMap(({ id }) => (isFirst.has(id) ? [] : [id]));
  const ranksOf = new Map(rest.map(({ id, ranks }) => [id, ranks]));
  const joined = fuseRanks([rest.map(({ id }) => id), more], { k: rankConstant });
  const highest = joined[0]?.score ?? 1;
  const lowest = first.at(-1)?.score ?? 1;
  return [
    ...first,
    ...joined.map(({ id, score }) => ({
      id,
      score: (score / highest) * lowest,
      ranks: ranksOf.get(id) ?? first[0]?.ranks.map(() => null) ?? [],
    })),
  ];
}
