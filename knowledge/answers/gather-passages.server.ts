import type { RankedPassage } from '~/knowledge/search/ranked-passage';
import type { SearchIndex } from '~/knowledge/search/search-index.server';
import type { Reader } from '~/prisma/access/reader';
import type { IsoDate } from '~/prisma/calendar/city-date';
import type { SqlReader } from '~/prisma/database.server';

import { injectedSentences, withoutInjected } from './injected-instructions';
import { nearestSense, type ClauseSense } from './clause-sense';
import { readClauseSenses } from './read-clause-senses.server';
import { questionTerms, weighTerms, type WeightedTerm } from './question-terms';
import type { SourcePassage } from './source-passage';

/** What an answer may rest on, and the weighed matter of the question. */
export interface GatheredPassages {
  passages: SourcePassage[];
  terms: WeightedTerm[];
}

export interface GatherQuery {
  question: string;
  /** What the question is about when it does not say so itself: a follow-up. */
  topic?: string;
  /** The words that a passage must bear on, when they aren't all of the question's: without those that only ask. */
  matter?: string;
  asOf: IsoDate;
  regions: readonly string[];
  reader: Reader;
}

interface PassageRow {
  id: number;
  documentId: string;
  path: string;
  text: string;
  kind: string;
}

const found = 16;
const wholeDocument = 40;
const expandedDocuments = 4;

/**
 * Searches for a question and gathers what an answer may rest on: the passages found, and for the first documents
 * their neighbours too (a short document whole), since the clause that answers often does not repeat the matter.
 */
export async function gatherPassages(
  deps: { search: SearchIndex; sql: SqlReader },
  query: GatherQuery,
): Promise<GatheredPassages> {
  // Asked as a whole: a question ranks better than its matter alone, and search knows the dictionary itself.
  const q = [query.topic, query.question].filter(Boolean).join(' ');
  const { asOf, regions, reader } = query;
  const [{ results }, vector] = await Promise.all([
    deps.search.search({ q, limit: found, asOf, regions, reader }),
    deps.search.embedQuery(q),
  ]);
  const neighbours = results.length > 0 ? readNeighbours(deps.sql, results) : [];
  const ids = [...results.map((r) => r.passageId), ...neighbours.map((n) => n.id)];
  const senses = vector ? readSenses(deps, vector, ids) : null;
  const passages: SourcePassage[] = [
    ...results.map((result, at) => ({
      ...asSource(result, { ...result, id: result.passageId }, true, senses),
      rank: at + 1,
    })),
    ...neighbours.flatMap((row) => {
      const face = results.find(({ documentId }) => documentId === row.documentId);
      return face ? [asSource(face, row, false, senses)] : [];
    }),
  ];
  const nearest = meanOf(
    passages.filter((passage) => passage.found).flatMap((each) => nearestSense(each) ?? []),
  );
  for (const passage of passages) {
    const sense = nearestSense(passage);
    if (sense !== null) passage.standsOut = sense - nearest;
  }
  return { passages, terms: weighQuestion(deps.sql, wordsOf(deps.search, query)) };
}

const meanOf = (values: number[]) =>
  values.reduce((sum, value) => sum + value, 0) / Math.max(1, values.length);

/** The matter asked about in the documents' words: those that mean about the same count as said. */
function wordsOf(search: SearchIndex, { topic, question, matter = question }: GatherQuery): string {
  const { meant, expansions } = search.understand(matter);
  const official = expansions.filter(({ text, weight }) => weight >= 0.5 && !meant.includes(text));
  return [topic, ...official.map(({ text }) => text), meant].filter(Boolean).join(' ');
}

/** The question's terms, weighed by how many passages hold each. */
export function weighQuestion(sql: SqlReader, question: string): WeightedTerm[] {
  const terms = questionTerms(question);
  if (terms.length === 0) return [];
  const places = terms.map(() => '?').join(', ');
  const rows = sql.all<{ term: string; doc: number }>(
    `SELECT term, doc FROM "PassageIndexVocabulary" WHERE term IN (${places})`,
    terms,
  );
  const frequency = new Map(rows.map(({ term, doc }) => [term, doc]));
  const total = sql.get<{ n: number }>('SELECT count(*) AS n FROM "Passage"')?.n ?? 0;
  return weighTerms(terms, total, (term) => frequency.get(term) ?? 0);
}

function readNeighbours(sql: SqlReader, results: RankedPassage[]): PassageRow[] {
  const known = new Set(results.map(({ passageId }) => passageId));
  const documents = [...new Set(results.map(({ documentId }) => documentId))].slice(0, expandedDocuments);
  return documents.flatMap((documentId) => {
    const numbers = results.filter((result) => result.documentId === documentId).map(({ number }) => number);
    const rows = sql.all<PassageRow & { number: number; total: number }>(
      `SELECT id, documentId, path, text, kind, number, count(*) OVER () AS total FROM "Passage" WHERE documentId = ? ORDER BY number`,
      [documentId],
    );
    const near = (number: number) => numbers.some((other) => Math.abs(other - number) <= 1);
    return rows.filter((row) => !known.has(row.id) && (row.total <= wholeDocument || near(row.number)));
  });
}

/** What the vectors say of passages and of their clauses. */
interface Senses {
  passages: Map<number, number>;
  clauses: Map<number, ClauseSense[]>;
}

/** Cosine of the question and each passage; both have unit length. Passages without a vector yet are left out. */
function readSenses(
  deps: { search: SearchIndex; sql: SqlReader },
  vector: Float32Array,
  ids: number[],
): Senses | null {
  const model = deps.search.status().embeddingModel;
  if (model === null || ids.length === 0) return null;
  const rows = deps.sql.all<{ id: number; bytes: ArrayBuffer | Uint8Array }>(
    `SELECT p.id, v.bytes FROM "Passage" p JOIN "PassageVector" v ON v.textHash = p.textHash
      WHERE p.id IN (${ids.map(() => '?').join(', ')}) AND v.model LIKE ? || '%' AND v.dimension = ?`,
    // Another model may have taken this one's place since the question was embedded.
    [...ids, model, vector.length],
  );
  return {
    passages: new Map(rows.map(({ id, bytes }) => [id, dot(vector, asFloats(bytes))])),
    clauses: readClauseSenses(deps.sql, ids, { vector, model }),
  };
}

function asFloats(bytes: ArrayBuffer | Uint8Array): Float32Array {
  // A copy, since a view of a Float32Array must begin at a multiple of four.
  const copy = bytes instanceof ArrayBuffer ? bytes.slice(0) : Uint8Array.from(bytes).buffer;
  return new Float32Array(copy);
}

function dot(a: Float32Array, b: Float32Array): number {
  let sum = 0;
  for (let at = 0; at < a.length; at += 1) sum += (a[at] ?? 0) * (b[at] ?? 0);
  return sum;
}

function asSource(
  face: RankedPassage,
  { id, path, text, kind }: Omit<PassageRow, 'documentId'>,
  isFound: boolean,
  senses: Senses | null,
): SourcePassage {
  const {
    documentId,
    title,
    documentNumber,
    issuer,
    textKind,
    textOrigin,
    status,
    effectiveFrom,
    expiresOn,
  } = face;
  const shown = withoutInjected(text);
  const clauseSenses = shown === text ? senses?.clauses.get(id) : undefined;
  return {
    // A sentence meant for a machine that reads the document is neither quoted nor given to a model.
    ...{ passageId: id, path, text: shown, kind },
    ...{ documentId, title, documentNumber, issuer, textKind, status, effectiveFrom, expiresOn },
    ...(textOrigin !== undefined && { textOrigin }),
    similarity: senses?.passages.get(id) ?? null,
    ...(shown !== text && { withheld: injectedSentences(text) }),
    ...(clauseSenses !== undefined && clauseSenses.length > 0 && { clauseSenses }),
    found: isFound,
  };
}
