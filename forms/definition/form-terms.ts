import { z } from 'zod';

/** When a version can be filled and how often 开放时间与份数. Instants are ISO in UTC; null means without a limit. */
export interface FormTerms {
  opensAt: string | null;
  closesAt: string | null;
  /** Applications in all; withdrawn and refused ones give their place back. */
  mostInAll: number | null;
  /** Applications of one firm. */
  mostPerFirm: number | null;
}

export const noTerms: FormTerms = { opensAt: null, closesAt: null, mostInAll: null, mostPerFirm: null };

const stored = z.object({
  opensAt: z.iso.datetime().nullable().catch(null),
  closesAt: z.iso.datetime().nullable().catch(null),
  mostInAll: z.number().int().positive().nullable().catch(null),
  mostPerFirm: z.number().int().positive().nullable().catch(null),
});

/** The terms as they are stored with a version; what is absent limits nothing. */
export function readTerms(json: unknown): FormTerms {
  const found = stored.safeParse({ ...noTerms, ...(json !== null && typeof json === 'object' ? json : {}) });
  return found.success ? found.data : noTerms;
}

/** Where an instant lies: before the opening, while it is open, or after the closing (the closing itself is late). */
export function openingAt(terms: FormTerms, now: Date): 'early' | 'open' | 'late' {
  if (terms.opensAt !== null && now < new Date(terms.opensAt)) return 'early';
  if (terms.closesAt !== null && now >= new Date(terms.closesAt)) return 'late';
  return 'open';
}

/** What can't be as it is wanted: field → word below `forms.terms`. */
export function termsProblems(terms: FormTerms, now: Date): Partial<Record<keyof FormTerms, string>> {
  const problems: Partial<Record<keyof FormTerms, string>> = {};
  const { opensAt, closesAt, mostInAll, mostPerFirm } = terms;
  if (closesAt !== null && new Date(closesAt) <= now) problems.closesAt = 'closes-past';
  else if (closesAt !== null && opensAt !== null && closesAt <= opensAt)
    problems.closesAt = 'closes-before-opening';
  if (mostInAll !== null && mostPerFirm !== null && mostPerFirm > mostInAll)
    problems.mostPerFirm = 'firm-above-all';
  return problems;
}

/** `2026-12-01T09:00`, as a page's field writes the city's own time, as an instant; null for what is none. */
export function cityInstant(text: string): string | null {
  if (!/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2})?$/.test(text)) return null;
  const instant = new Date(`${text.length === 16 ? `${text}:00` : text}+08:00`);
  if (Number.isNaN(instant.valueOf())) return null;
  // 30 February would roll over into March.
  return cityTime(instant.toISOString()).startsWith(text.slice(0, 16)) ? instant.toISOString() : null;
}

/** An instant in the city's time, as a page's field reads it: `2026-12-01T09:00`. The city keeps no summer time. */
export function cityTime(instant: string): string {
  return new Date(new Date(instant).valueOf() + 8 * 3_600_000).toISOString().slice(0, 16);
}
