import type { ClauseSense } from './clause-sense';

/** A passage that an answer may cite, with its document's face. */
export interface SourcePassage {
  passageId: number;
  documentId: string;
  title: string;
  documentNumber: string | null;
  issuer: string | null;
  path: string;
  text: string;
  /** article | paragraph | table-row | key-point | question */
  kind?: string;
  /** original, or key-points 要点（非原文） */
  textKind: string;
  /** original, ocr-unchecked 文字识别，未核对, or ocr-confirmed */
  textOrigin?: string;
  status: string;
  effectiveFrom: string | null;
  expiresOn: string | null;
  /** Cosine between question and passage; null when there is no embedding model. */
  similarity: number | null;
  /** The same for its clauses, in their order; absent where they have no vectors. */
  clauseSenses?: ClauseSense[];
  /** How far its nearest clause comes before those of what else was found; absent without vectors. */
  standsOut?: number;
  /** Sentences meant for a machine that were left out of the text; absent when there were none. */
  withheld?: string[];
  /** Found by search, or only as a neighbour of what was found. */
  found: boolean;
  /** The place in the search, from 1; absent for a neighbour. */
  rank?: number;
}

/** All that a sentence citing the passage may rely on. */
export function citableText(
  passage: Pick<SourcePassage, 'title' | 'documentNumber' | 'path' | 'text'>,
): string {
  return [`《${passage.title}》`, passage.documentNumber ?? '', passage.path, passage.text].join('\n');
}
