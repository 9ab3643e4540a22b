import type { LibraryEnterprise } from '../library-schema';

/** What one source saw of a firm, as the library's files write it. */
export type FirmObservation = LibraryEnterprise['observations'][number];
export type FirmFacts = FirmObservation['facts'];
type Plain = string | number | boolean;

/** The figures of the last years, the latest first, as a fact by year; nothing where there is none. */
export function byYear(key: string, values: readonly Plain[]): FirmFacts {
  const [latestYear, yearsBack1, yearsBack2] = values;
  if (latestYear === undefined) return {};
  return {
    [key]: {
      latestYear,
      ...(yearsBack1 !== undefined && { yearsBack1 }),
      ...(yearsBack2 !== undefined && { yearsBack2 }),
    },
  };
}

/** Yuan as the library writes money. */
export function yuan(figure: number): string {
  return String(Math.round(figure));
}

/** Those of the observations that saw anything. */
export function withFacts(observations: readonly FirmObservation[]): FirmObservation[] {
  return observations.filter(({ facts }) => Object.keys(facts).length > 0);
}
