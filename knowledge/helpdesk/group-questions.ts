import { questionTerms } from '~/knowledge/answers/question-terms';

/** A group of questions as a new one is compared with it. */
export interface QuestionGroup {
  id: string;
  /** Sum of its members' unit vectors; null when it was made by words. */
  centre: Float32Array | null;
  /** Its first question. */
  label: string;
}

/**
 * From how much likeness on two questions ask the same. The cosine is for the bundled model, which rates any two Chinese
 * questions alike; both bounds are chosen by judgement and not yet measured on real questions.
 */
export const likeness = { cosine: 0.93, cosineWithWords: 0.89, words: 0.5, someWords: 0.2 };

/**
 * The group that a question belongs to, or null for a new one: the nearest by the cosine to the group's mean where both
 * have vectors, and it must share some words unless it is very near; by words alone otherwise. Ties go to the first
 * group in the order given, so that the same questions in the same order give the same groups.
 */
export function findGroup(
  question: { text: string; vector: Float32Array | null },
  groups: readonly QuestionGroup[],
): QuestionGroup | null {
  let best: { group: QuestionGroup; score: number } | null = null;
  for (const group of groups) {
    const score = scoreOf(question, group);
    if (score > 0 && (best === null || score > best.score)) best = { group, score };
  }
  return best?.group ?? null;
}

/** How alike a question and a group are, above zero only when they ask the same. */
function scoreOf(question: { text: string; vector: Float32Array | null }, group: QuestionGroup): number {
  const words = wordLikeness(question.text, group.label);
  if (question.vector === null || group.centre === null) return words >= likeness.words ? words : 0;
  const near = cosine(question.vector, group.centre);
  if (near >= likeness.cosine) return 1 + near;
  return near >= likeness.cosineWithWords && words >= likeness.someWords ? near : 0;
}

/** The share of two questions' terms that both have, from 0 to 1. */
export function wordLikeness(a: string, b: string): number {
  const [one, other] = [new Set(questionTerms(a)), new Set(questionTerms(b))];
  if (one.size === 0 || other.size === 0) return a === b ? 1 : 0;
  const common = [...one].filter((term) => other.has(term)).length;
  return common / (one.size + other.size - common);
}

/** The cosine of two vectors of any length; 0 when one is zero. */
export function cosine(a: Float32Array, b: Float32Array): number {
  let [dot, lengthA, lengthB] = [0, 0, 0];
  for (let at = 0; at < a.length; at += 1) {
    const [x, y] = [a[at] ?? 0, b[at] ?? 0];
    dot += x * y;
    lengthA += x * x;
    lengthB += y * y;
  }
  return lengthA === 0 || lengthB === 0 ? 0 : dot / Math.sqrt(lengthA * lengthB);
}

/** The sum of a group's centre and a further member's vector. */
export function addToCentre(centre: Float32Array | null, vector: Float32Array | null): Float32Array | null {
  if (vector === null) return centre;
  if (centre === null) return Float32Array.from(vector);
  return centre.map((value, at) => value + (vector[at] ?? 0));
}

/**
 * Pairs of groups that have grown together: their means are as near as one question's to its group. Each group is joined
 * to the first before it that it is near to; agglomerative by one step, which the next run goes on with.
 */
export function findJoins(groups: readonly QuestionGroup[]): { from: string; to: string }[] {
  const joins: { from: string; to: string }[] = [];
  const gone = new Set<string>();
  for (const [at, group] of groups.entries()) {
    if (gone.has(group.id)) continue;
    for (const later of groups.slice(at + 1)) {
      if (gone.has(later.id) || group.centre === null || later.centre === null) continue;
      if (cosine(group.centre, later.centre) < likeness.cosine) continue;
      gone.add(later.id);
      joins.push({ from: later.id, to: group.id });
    }
  }
  return joins;
}
