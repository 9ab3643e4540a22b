import type { Reader } from '~/prisma/access/reader';
import type { IsoDate } from '~/prisma/calendar/city-date';

import type { PassageDetails, SearchExplanation } from './explain/search-explanation';
import type { RerankerStatus } from './reranking/open-reranker.server';
import type { SearchSettings } from './settings/search-settings';

/** Which part of search ranks; hybrid joins both. */
export type Retriever = 'keyword' | 'vector' | 'hybrid';
export const retrievers: readonly Retriever[] = ['keyword', 'vector', 'hybrid'];

/** What is asked of the index. */
export interface SearchQuery {
  q: string;
  /** How many passages at most. Default 10. */
  limit?: number;
  /** Only documents valid on this day. Default: today in the city. */
  asOf?: IsoDate;
  /** GB/T 2260 codes, taken exactly as given: the caller adds the parents and the nation. None: everywhere. */
  regions?: readonly string[];
  /** Only the documents of this department. */
  departmentId?: string;
  /** Default hybrid; without an embedding model every search is by keyword. */
  retriever?: Retriever;
  /** Settings to try instead of those in force. */
  settings?: Partial<SearchSettings>;
  /** Takes the question without the dictionary's entries, to compare. Titles and document numbers are still known. */
  withoutDictionary?: boolean;
  /** Gives `details` with each result and `explanation` with the answer. */
  explain?: boolean;
  reader: Reader;
}

/** A passage found, with its document's face; the fields of `GET /api/v1/search` and the passage's place beside them. */
export interface RankedPassage {
  passageId: number;
  documentId: string;
  title: string;
  documentNumber: string | null;
  issuer: string | null;
  region: string;
  path: string;
  text: string;
  /** original, or key-points 要点（非原文） */
  textKind: string;
  /** original, ocr-unchecked 文字识别，未核对, or ocr-confirmed */
  textOrigin?: string;
  /** A person corrected the words: they are not the source file's own. */
  corrected?: boolean;
  effectiveFrom: string | null;
  expiresOn: string | null;
  /** The document's status on the day asked about. */
  status: string;
  /** Higher is better; comparable within one answer only. */
  score: number;
  /** The place in each list, from 1; null when that list doesn't hold the passage. */
  ranks: { keyword: number | null; vector: number | null };
  /** The place of the passage in its document, from 0 or 1 as written. */
  number: number;
  /** article | paragraph | table-row | key-point | question */
  kind: string;
  /** The texts beside a short passage in its document, nearest last before it and first after it. */
  context?: { before: string[]; after: string[] };
  /** How it came to its place, when the search was to explain itself. */
  details?: PassageDetails;
}

/** The answer of a search. */
export interface SearchAnswer {
  results: RankedPassage[];
  tookMs: number;
  /** Only when asked for. */
  explanation?: SearchExplanation;
}

/** How the index stands, for `/api/v1/status`, the doctor and the start's messages. */
export interface SearchStatus {
  passages: number;
  /** Passages that have no vector yet; keyword search finds them meanwhile. */
  vectorsPending: number;
  /** The model's name, or null when there is none: then `reason` says why. */
  embeddingModel: string | null;
  vectorIndex: 'hnsw' | 'exact' | 'none';
  /** Absent when no reranker is set up. */
  reranker?: RerankerStatus;
  /** Why something is less than it could be. */
  reason?: string;
}
