import type { ExactNumber } from '../../enterprises/exact-number';
import type { FactType } from '../../enterprises/fact-definition';

/**
 * Figures as 32-bit keys: the floor of value × scale, with one bit for what the floor cut off. Comparing keys is then
 * exact for every threshold that is whole at this scale; the few others are named, never rounded.
 */
export interface FigureKey {
  readonly key: number;
  /** Whether the figure is more than its key says (or lies beyond the largest key). */
  readonly rest: boolean;
}

/** The largest key. Differences of two keys stay within 32 bits, so a sign bit compares them. */
export const largestKey = 2 ** 30 - 1;

/** How many keys a unit has: whole yuan, people and days; shares and ratios to a millionth. */
export function scaleOf(type: FactType): number {
  return type === 'share' ? 1_000_000 : type === 'number' ? 1_000 : 1;
}

/** The key of a figure; figures beyond the range get the outermost key with `rest`. */
export function encodeFigure({ numerator, denominator }: ExactNumber, scale: number): FigureKey {
  const scaled = numerator * BigInt(scale);
  const quotient = scaled / denominator;
  const remainder = scaled % denominator;
  const floor = remainder < 0n ? quotient - 1n : quotient;
  const key = Number(floor);
  if (Math.abs(key) >= largestKey) return { key: Math.sign(key) * largestKey, rest: true };
  return { key, rest: remainder !== 0n };
}

/** What a figure is compared with: `whole` when its key tells all of it. */
export interface Threshold {
  readonly key: number;
  readonly whole: boolean;
  /** At the end of the range: every figure with this very key must be compared exactly. */
  readonly edge: boolean;
}

/** The threshold of a value. */
export function encodeThreshold(value: ExactNumber, scale: number): Threshold {
  const { key, rest } = encodeFigure(value, scale);
  const edge = Math.abs(key) === largestKey;
  return { key, whole: !rest && !edge, edge };
}

/** Days since 1970-01-01 of a date YYYY-MM-DD. */
export function encodeDay(day: string): number {
  return Date.parse(`${day}T00:00:00Z`) / 86_400_000;
}
