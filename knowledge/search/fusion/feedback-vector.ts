/**
 * The question moved towards what answers it: the question's unit vector plus the mean of those of the passages that stand
 * first, at length 1 (Rocchio 1971; over dense vectors: Li et al., "Pseudo Relevance Feedback with Deep Language Models and
 * Dense Retrievers", TOIS 2023). All vectors have length 1 and one dimension. Without passages it is the question's own.
 */
export function feedbackVector(question: Float32Array, first: readonly Float32Array[]): Float32Array {
  const moved = Float32Array.from(question);
  for (const vector of first) {
    for (let at = 0; at < moved.length; at += 1)
      moved[at] = (moved[at] as number) + (vector[at] as number) / first.length;
  }
  const length = Math.sqrt(moved.reduce((sum, value) => sum + value * value, 0));
  return length > 1e-12 ? moved.map((value) => value / length) : Float32Array.from(question);
}
