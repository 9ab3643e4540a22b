import type { HeldPopulation } from '../simulation/held-population.server';
import { groupsOf } from './firm-group';
import { learnAnswers, type GroupSpread, type LearnedFirm } from './learn-answers';

/** Learns over all the city's firms; the population holds nothing confidential. */
export function learnFromPopulation(population: HeldPopulation, at: string): GroupSpread[] {
  const context = population.contextOf(at, []);
  function* firms(): Generator<LearnedFirm> {
    for (let row = 0; row < population.firms.length; row += 1)
      yield { groups: groupsOf(population.readerOf(row, context)), facts: population.factsOf(row, at) };
  }
  return learnAnswers(firms(), population.catalogue, at);
}
