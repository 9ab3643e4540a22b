/** How near a piece of a passage's text comes to the question. */
export interface ClauseSense {
  /** Offsets into the passage's text. */
  start: number;
  end: number;
  /** Cosine, −1 to 1. */
  similarity: number;
}

/** What the vectors say of a passage. */
interface Sensed {
  similarity: number | null;
  clauseSenses?: readonly ClauseSense[];
}

/** The cosine of the passage or of its nearest clause, whichever is more; null without an embedding model. */
export function nearestSense({ similarity, clauseSenses = [] }: Sensed): number | null {
  return similarity === null
    ? null
    : Math.max(similarity, ...clauseSenses.map((clause) => clause.similarity));
}

/** The cosine of the clauses that a piece of the passage overlaps; that of the whole where they have none. */
export function senseOfPiece(
  { similarity, clauseSenses = [] }: Sensed,
  start: number,
  end: number,
): number | null {
  const within = clauseSenses.filter((clause) => clause.start < end && clause.end > start);
  return similarity === null || within.length === 0
    ? similarity
    : Math.max(...within.map((clause) => clause.similarity));
}
