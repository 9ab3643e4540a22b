/** A period of a fact: a year (`2025`), a quarter (`2025Q3`), or none (the empty text). */
export type Period = string;

const form = /^(19|20)\d\d(Q[1-4])?$/;

/** Whether the text is a year or a quarter. */
export function isPeriod(text: string): boolean {
  return form.test(text);
}

/** What the period is. */
export function granularity(period: Period): 'none' | 'year' | 'quarter' {
  return period === '' ? 'none' : period.length === 4 ? 'year' : 'quarter';
}

/** The latest complete year on a day: the calendar year before it. */
export function latestYear(at: string): number {
  return Number(at.slice(0, 4)) - 1;
}

/** The four quarters of a year. */
export function quartersOf(year: number): Period[] {
  return [1, 2, 3, 4].map((quarter) => `${year}Q${quarter}`);
}
