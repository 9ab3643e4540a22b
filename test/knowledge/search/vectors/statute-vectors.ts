/** Unit vectors that are the same in every run: `count` of them around a few centres, as real passages lie. */
export function makeVectors(count: number, dimension: number, seed = 1): Float32Array[] {
  const random = linearCongruential(seed);
  const centres = Array.from({ length: 8 }, () => Array.from({ length: dimension }, () => random() - 0.5));
  return Array.from({ length: count }, (_, at) => {
    const centre = centres[at % centres.length] as number[];
    return unit(Float32Array.from(centre, (value) => value + (random() - 0.5) * 0.8));
  });
}

export function unit(vector: Float32Array): Float32Array {
  const length = Math.hypot(...vector);
  return vector.map((value) => value / length);
}

function linearCongruential(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state * 1_664_525 + 1_013_904_223) % 4_294_967_296;
    return state / 4_294_967_296;
  };
}
