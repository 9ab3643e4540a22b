/** Chance that can be repeated: the same seed gives the same draws on every machine. */
export interface Chance {
  /** Evenly between 0 and 1. */
  next(): number;
  /** True with that probability. */
  isLucky(probability: number): boolean;
  /** A whole number from `low` to `high`, both included. */
  whole(low: number, high: number): number;
  /** One of them. The caller passes at least one. */
  pick<T>(list: readonly T[]): T;
  /** Around 0 with a spread of 1, by the sum of twelve draws. */
  normal(): number;
}

/** Opens a source of draws (mulberry32); two numbers make the seed, so that each firm has draws of its own. */
export function openChance(seed: number, stream: number): Chance {
  let state = (Math.imul(seed, 0x9e3779b1) ^ Math.imul(stream + 1, 0x85ebca6b)) >>> 0;
  const next = () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  const whole = (low: number, high: number) => low + Math.floor(next() * (high - low + 1));
  return {
    next,
    isLucky: (probability) => next() < probability,
    whole,
    pick: <T>(list: readonly T[]) => list[whole(0, list.length - 1)] as T,
    normal: () => Array.from({ length: 12 }, next).reduce((sum, draw) => sum + draw, -6),
  };
}
