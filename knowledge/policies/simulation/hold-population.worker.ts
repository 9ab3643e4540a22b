import { workerData } from 'piscina';

import { openReader } from '~/prisma/database.server';

import { countAutomatic, type AutomaticAnswer } from '../automatic/count-automatic.server';
import { learnFromPopulation } from '../answers/learn-from-population.server';
import type { GroupSpread } from '../answers/learn-answers';
import { findGrantable, type GrantablePage, type GrantableRequest } from '../grants/find-grantable.server';
import { InvalidRuleError } from '../invalid-rule';
import { countCoverage } from './count-coverage.server';
import { HeldPopulation } from './held-population.server';
import type {
  CoverageAnswer,
  SimulatedPolicy,
  SimulationAnswer,
  SimulationRequest,
} from './simulation-request';
import { loadPopulation, openSnapshotKeeper, populationSnapshotFile } from './population-snapshot.server';
import { simulatePolicy } from './simulate-policy.server';

const { databaseFile } = workerData as { databaseFile: string };
const snapshotFile = populationSnapshotFile(databaseFile);
/** Opened with the first question: piscina's threads can't load a module that waits at its top. */
let opening: Promise<Opened> | null = null;

interface Opened {
  population: HeldPopulation;
  keepSnapshot: () => Promise<void>;
}

async function open(): Promise<Opened> {
  const snapshot = await loadPopulation(snapshotFile);
  const population = new HeldPopulation(openReader(databaseFile), { snapshot });
  return { population, keepSnapshot: openSnapshotKeeper(snapshotFile, population) };
}

/** What the thread is asked. */
export type PopulationQuestion =
  | { kind: 'simulate'; request: SimulationRequest }
  | { kind: 'automatic'; at: string; policy: Pick<SimulatedPolicy, 'rule' | 'derived'> }
  | { kind: 'grantable'; request: GrantableRequest }
  | { kind: 'coverage'; at: string }
  | { kind: 'answers'; at: string }
  | { kind: 'open' };

/** What it answers: a rule that can't be computed is an answer too, since errors lose their kind between threads. */
export type PopulationReply =
  | { kind: 'simulated'; answer: SimulationAnswer }
  | { kind: 'automatic'; answer: AutomaticAnswer }
  | { kind: 'grantable'; page: GrantablePage }
  | { kind: 'coverage'; answer: CoverageAnswer }
  | { kind: 'answers'; answer: GroupSpread[] }
  | { kind: 'invalid'; path: string; problem: string }
  | { kind: 'open' };

/** Answers a question over the firms that this thread holds, then keeps their columns for the next start. */
export default async function answerOfPopulation(question: PopulationQuestion): Promise<PopulationReply> {
  opening ??= open();
  const { population, keepSnapshot } = await opening;
  const reply = answer(population, question);
  await keepSnapshot();
  return reply;
}

function answer(population: HeldPopulation, question: PopulationQuestion): PopulationReply {
  try {
    if (question.kind === 'simulate')
      return { kind: 'simulated', answer: simulatePolicy(population, question.request) };
    if (question.kind === 'automatic')
      return { kind: 'automatic', answer: countAutomatic(population, question.policy, question.at) };
    if (question.kind === 'grantable')
      return { kind: 'grantable', page: findGrantable(population, question.request) };
    population.catchUp();
    if (question.kind === 'coverage')
      return { kind: 'coverage', answer: countCoverage(population, question.at) };
    if (question.kind === 'answers')
      return { kind: 'answers', answer: learnFromPopulation(population, question.at) };
    return { kind: 'open' };
  } catch (error) {
    if (error instanceof InvalidRuleError)
      return { kind: 'invalid', path: error.path, problem: error.problem };
    throw error;
  }
}
