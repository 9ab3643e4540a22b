import type { HeldPopulation } from './held-population.server';
import type { CoverageAnswer } from './simulation-request';

/** For how many firms the city holds a value of each fact that still counts on the day, of any period. */
export function countCoverage(population: HeldPopulation, at: string): CoverageAnswer {
  const known: Record<string, number> = {};
  for (const { facts } of population.eachFirm(at, null)) {
    for (const [key, periods] of facts) {
      const counts = [...periods.values()].some(({ validUntil }) => !validUntil || validUntil >= at);
      if (counts) known[key] = (known[key] ?? 0) + 1;
    }
  }
  return { firms: population.firms.length, known };
}
