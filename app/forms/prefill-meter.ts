/** One cell of the meter: prefilled, filled by the applicant, or empty. */
export type MeterCell = 'prefilled' | 'filled' | 'empty';

export interface PrefillMeter {
  cells: MeterCell[];
  total: number;
  prefilled: number;
  filled: number;
  empty: number;
}

/** Whether a field's value counts as an answer: `false` of a tick box and untouched choices don't. */
export function isAnswered(value: unknown): boolean {
  if (value === null || value === undefined || value === '' || value === false) return false;
  if (Array.isArray(value)) return value.some(isAnswered);
  if (typeof value === 'object') return Object.values(value).some(isAnswered);
  return true;
}

/** The value at a data path such as `owner.name` or `members[0].name`. */
export function valueAt(data: unknown, path: string): unknown {
  return path
    .split(/[.[\]]+/)
    .filter(Boolean)
    .reduce<unknown>(
      (value, step) =>
        typeof value === 'object' && value !== null ? (value as Record<string, unknown>)[step] : undefined,
      data,
    );
}

/** Counts a form's fields: prefilled first, then filled, then empty, as the meter draws them. */
export function measurePrefill(
  data: Record<string, unknown>,
  prefilledPaths: readonly string[],
  ownPaths: readonly string[],
): PrefillMeter {
  const filled = ownPaths.filter((path) => isAnswered(valueAt(data, path))).length;
  const empty = ownPaths.length - filled;
  const prefilled = prefilledPaths.length;
  return {
    cells: [
      ...Array<MeterCell>(prefilled).fill('prefilled'),
      ...Array<MeterCell>(filled).fill('filled'),
      ...Array<MeterCell>(empty).fill('empty'),
    ],
    total: prefilled + ownPaths.length,
    prefilled,
    filled,
    empty,
  };
}
