import { openFactReader } from '../../enterprises/fact-reader';
import type { HeldPopulation } from '../simulation/held-population.server';
import { groupsOf } from './firm-group';
import { learnAnswers, type GroupSpread, type LearnedFirm } from './learn-answers';

/** Learns over all the city's firms; the population holds nothing confidential. */
export function learnFromPopulation(population: HeldPopulation, at: string): GroupSpread[] {
  const context = population.contextOf(at, []);
  function* firms(): Generator<LearnedFirm> {
    for (const { facts } of population.eachFirm(at, null))
      yield { groups: groupsOf(openFactReader(facts, context)), facts };
  }
  return learnAnswers(firms(), population.catalogue, at);
}
