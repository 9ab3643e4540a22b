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
