/**
 * A rational number in two bigints, `denominator` above zero: money, shares and their means and ratios are computed
 * and compared without ever being rounded.
 */
export interface ExactNumber {
  readonly numerator: bigint;
  readonly denominator: bigint;
}

export const zero: ExactNumber = { numerator: 0n, denominator: 1n };

/** The whole number as an exact one. The caller passes a safe integer or a bigint. */
export function exact(whole: number | bigint): ExactNumber {
  return { numerator: BigInt(whole), denominator: 1n };
}

const decimalForm = /^(-?)(0|[1-9]\d{0,29})(?:\.(\d{1,18}))?$/;

/** Reads a plain decimal: no exponent, no signs but a minus, no leading zeros, no spaces. Null for anything else. */
export function parseDecimal(text: string): ExactNumber | null {
  const found = decimalForm.exec(text);
  if (!found) return null;
  const [, sign, whole = '', fraction = ''] = found;
  const digits = BigInt(whole + fraction);
  return { numerator: sign ? -digits : digits, denominator: 10n ** BigInt(fraction.length) };
}

/**
 * Reads a JSON number as the decimal that was written (its shortest form). Null when that can't be told any more: not
 * finite, or a whole number beyond 2^53.
 */
export function parseJsonNumber(value: number): ExactNumber | null {
  if (Number.isSafeInteger(value)) return exact(value);
  if (!Number.isFinite(value) || Number.isInteger(value)) return null;
  const text = String(value);
  const exponent = /^(-?\d+(?:\.\d+)?)e-(\d+)$/.exec(text);
  if (!exponent) return parseDecimal(text);
  const mantissa = parseDecimal(exponent[1] ?? '');
  return mantissa && { ...mantissa, denominator: mantissa.denominator * 10n ** BigInt(exponent[2] ?? '0') };
}

/** Below, at or above: −1, 0 or 1, by cross multiplication. */
export function compareExact(a: ExactNumber, b: ExactNumber): -1 | 0 | 1 {
  const left = a.denominator === b.denominator ? a.numerator : a.numerator * b.denominator;
  const right = a.denominator === b.denominator ? b.numerator : b.numerator * a.denominator;
  return left < right ? -1 : left > right ? 1 : 0;
}

/** a + b */
export function addExact(a: ExactNumber, b: ExactNumber): ExactNumber {
  if (a.denominator === b.denominator) {
    return { numerator: a.numerator + b.numerator, denominator: a.denominator };
  }
  return {
    numerator: a.numerator * b.denominator + b.numerator * a.denominator,
    denominator: a.denominator * b.denominator,
  };
}

/** a − b */
export function subtractExact(a: ExactNumber, b: ExactNumber): ExactNumber {
  return addExact(a, { numerator: -b.numerator, denominator: b.denominator });
}

/** a × b */
export function multiplyExact(a: ExactNumber, b: ExactNumber): ExactNumber {
  return { numerator: a.numerator * b.numerator, denominator: a.denominator * b.denominator };
}

/** a ÷ b; null when b is zero. */
export function divideExact(a: ExactNumber, b: ExactNumber): ExactNumber | null {
  if (b.numerator === 0n) return null;
  const sign = b.numerator < 0n ? -1n : 1n;
  return { numerator: sign * a.numerator * b.denominator, denominator: sign * a.denominator * b.numerator };
}

/** The smaller and the larger of two. */
export function minExact(a: ExactNumber, b: ExactNumber): ExactNumber {
  return compareExact(a, b) <= 0 ? a : b;
}
export function maxExact(a: ExactNumber, b: ExactNumber): ExactNumber {
  return compareExact(a, b) >= 0 ? a : b;
}

/** Whether it is a whole number. */
export function isWhole(value: ExactNumber): boolean {
  return value.numerator % value.denominator === 0n;
}

/**
 * As a decimal for people and JSON: exact when it ends within `places`, else rounded half away from zero to `places`.
 * Never compare what this returns.
 */
export function formatDecimal(value: ExactNumber, places = 6): string {
  const scale = 10n ** BigInt(places);
  const negative = value.numerator < 0n;
  const numerator = (negative ? -value.numerator : value.numerator) * scale;
  const units = (2n * numerator + value.denominator) / (2n * value.denominator);
  const fraction = (units % scale).toString().padStart(places, '0').replace(/0+$/, '');
  const text = (units / scale).toString() + (fraction ? `.${fraction}` : '');
  return negative && units !== 0n ? `-${text}` : text;
}
