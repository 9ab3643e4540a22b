import type { DerivedFact, Formula } from './derived-fact-schema';
import { isRegionWithin } from './region-code';

/** The fact by which a regional override is chosen. */
export const regionKey = 'region.code';

/**
 * The formulas that may count for a firm on a day: one, by its region and the day; several while its region is unknown
 * and an override for a region is in force.
 */
export function formulasFor(
  { formula, overrides = [] }: DerivedFact,
  at: string,
  region: string | null,
): Formula[] {
  const inForce = overrides.filter(({ from, until }) => (!from || from <= at) && (!until || at <= until));
  const found: Formula[] = [];
  for (const override of inForce) {
    if (override.region === undefined) return [...found, override.formula];
    if (region === null) found.push(override.formula);
    else if (isRegionWithin(region, override.region)) return [...found, override.formula];
  }
  return [...found, formula];
}

/** Whether the firm's region has a say. */
export function dependsOnRegion({ overrides = [] }: DerivedFact): boolean {
  return overrides.some(({ region }) => region !== undefined);
}
