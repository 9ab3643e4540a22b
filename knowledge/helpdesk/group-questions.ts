import { questionTerms } from '~/knowledge/answers/question-terms';

/** A group of questions as a new one is compared with it. */
export interface QuestionGroup {
  id: string;
  /** Sum of its members' unit vectors; null when it was made by words. */
  centre: Float32Array | null;
  /** How many vectors are in the sum. */
  vectors: number;
  /** Its first question. */
  label: string;
}

/**
 * From how much likeness on two questions ask the same: the mean cosine to the group's members, or without vectors the
 * share of common terms. Measured on lay questions with the bundled model: docs/decisions/017-question-groups.md.
 */
export const likeness = { cosine: 0.92, words: 0.5 };

/**
 * The group that a question belongs to, or null for a new one: the one to whose members it is nearest in the mean where
 * both have vectors (nearness to the group's centre would grow with the group, and swallow what is only of the same
 * field); by words alone otherwise. Ties go to the first group in the order given, so that the same questions in the
 * same order give the same groups.
 */
export function findGroup(
  question: { text: string; vector: Float32Array | null },
  groups: readonly QuestionGroup[],
  bounds = likeness,
): QuestionGroup | null {
  let best: { group: QuestionGroup; score: number } | null = null;
  for (const group of groups) {
    const score = scoreOf(question, group, bounds);
    if (score > 0 && (best === null || score > best.score)) best = { group, score };
  }
  return best?.group ?? null;
}

/** How alike a question and a group are, above zero only when they ask the same. */
function scoreOf(
  question: { text: string; vector: Float32Array | null },
  group: QuestionGroup,
  bounds: typeof likeness,
): number {
  if (question.vector !== null && group.centre !== null) {
    const near = meanCosine({ centre: question.vector, vectors: 1 }, group);
    return near >= bounds.cosine ? near : 0;
  }
  const words = wordLikeness(question.text, group.label);
  return words >= bounds.words ? words : 0;
}

/** The mean of the cosines between the members of two groups; 0 for a group without vectors. */
export function meanCosine(
  one: Pick<QuestionGroup, 'centre' | 'vectors'>,
  other: Pick<QuestionGroup, 'centre' | 'vectors'>,
): number {
  const pairs = one.vectors * other.vectors;
  if (one.centre === null || other.centre === null || pairs === 0) return 0;
  const { centre } = other;
  return one.centre.reduce((sum, value, at) => sum + value * (centre[at] ?? 0), 0) / pairs;
}

/** The share of two questions' terms that both have, from 0 to 1. */
export function wordLikeness(a: string, b: string): number {
  const [one, other] = [new Set(questionTerms(a)), new Set(questionTerms(b))];
  if (one.size === 0 || other.size === 0) return a === b ? 1 : 0;
  const common = [...one].filter((term) => other.has(term)).length;
  return common / (one.size + other.size - common);
}

/** The sum of a group's centre and a further member's vector. */
export function addToCentre(centre: Float32Array | null, vector: Float32Array | null): Float32Array | null {
  if (vector === null) return centre;
  if (centre === null) return Float32Array.from(vector);
  return centre.map((value, at) => value + (vector[at] ?? 0));
}

/**
 * Pairs of groups that have grown together: their members are as near in the mean as one question's to its group. Each is joined
 * to the first before it that it is near to; agglomerative by one step, which the next run goes on with.
 */
export function findJoins(groups: readonly QuestionGroup[]): { from: string; to: string }[] {
  const joins: { from: string; to: string }[] = [];
  const gone = new Set<string>();
  for (const [at, group] of groups.entries()) {
    if (gone.has(group.id)) continue;
    for (const later of groups.slice(at + 1)) {
      if (gone.has(later.id) || meanCosine(group, later) < likeness.cosine) continue;
      gone.add(later.id);
      joins.push({ from: later.id, to: group.id });
    }
  }
  return joins;
}
