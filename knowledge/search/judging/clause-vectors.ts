/** Unit vectors as signed bytes, 127 for 1: a quarter of the room, at a loss of .001 of a cosine. */
export function packVectors(vectors: readonly Float32Array[]): Int8Array {
  const dimension = vectors[0]?.length ?? 0;
  const packed = new Int8Array(vectors.length * dimension);
  vectors.forEach((vector, row) => {
    vector.forEach((value, at) => {
      packed[row * dimension + at] = Math.round(Math.max(-1, Math.min(1, value)) * 127);
    });
  });
  return packed;
}

/** The best cosine of a question's vector with packed ones; null when there are none. */
export function bestCosine(question: Float32Array, packed: Int8Array): number | null {
  const dimension = question.length;
  let best = -Infinity;
  for (let row = 0; row + dimension <= packed.length; row += dimension) {
    let sum = 0;
    let square = 0;
    for (let at = 0; at < dimension; at += 1) {
      const value = packed[row + at] as number;
      sum += (question[at] as number) * value;
      square += value * value;
    }
    // Rounding leaves no vector quite at unit length.
    if (square > 0) best = Math.max(best, sum / Math.sqrt(square));
  }
  return best === -Infinity ? null : best;
}
