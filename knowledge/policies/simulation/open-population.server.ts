import { Piscina } from 'piscina';

import { askPool, surviveIdleDeaths } from '~/prisma/threads/ask-pool.server';

import type { AutomaticAnswer } from '../automatic/count-automatic.server';
import type { GroupSpread } from '../answers/learn-answers';
import type { GrantablePage, GrantableRequest } from '../grants/find-grantable.server';
import { InvalidRuleError } from '../invalid-rule';
import type { PopulationQuestion, PopulationReply } from './hold-population.worker';
import type {
  CoverageAnswer,
  SimulatedPolicy,
  SimulationAnswer,
  SimulationRequest,
} from './simulation-request';

/** The city's firms held in a thread of their own, for counting who qualifies while a rule is written. */
export interface Population {
  /** Throws InvalidRuleError for a rule that can't be computed. */
  simulate(request: SimulationRequest): Promise<SimulationAnswer>;
  /** How far the policy can be granted without an application. Throws InvalidRuleError, likewise. */
  automatic(at: string, policy: Pick<SimulatedPolicy, 'rule' | 'derived'>): Promise<AutomaticAnswer>;
  /** Some of the firms that can be granted the policy unasked. Throws InvalidRuleError, likewise. */
  grantable(request: GrantableRequest): Promise<GrantablePage>;
  coverage(at: string): Promise<CoverageAnswer>;
  /** How firms of each group would answer what they can be asked. */
  answers(at: string): Promise<GroupSpread[]>;
  close(): Promise<void>;
}

/**
 * Opens the population over a database file. The thread starts with the first question and reads the facts then; it
 * follows the database from there on. It ends after ten idle minutes.
 */
export function openPopulation({ databaseFile }: { databaseFile: string }): Population {
  const pool = new Piscina<PopulationQuestion, PopulationReply>({
    filename: new URL('./hold-population.worker.ts', import.meta.url).href,
    execArgv: ['--import', 'tsx'],
    workerData: { databaseFile },
    minThreads: 0,
    maxThreads: 1,
    idleTimeout: 600_000,
    resourceLimits: { maxOldGenerationSizeMb: 2048 },
  });
  surviveIdleDeaths(pool);
  return {
    async simulate(request) {
      const reply = await askPool(pool, { kind: 'simulate', request });
      if (reply.kind === 'invalid') throw new InvalidRuleError(reply.path, reply.problem);
      if (reply.kind !== 'simulated') throw new Error(`Unexpected answer: ${reply.kind}`);
      return reply.answer;
    },
    async automatic(at, policy) {
      const { rule, derived } = policy;
      const reply = await askPool(pool, { kind: 'automatic', at, policy: { rule, derived } });
      if (reply.kind === 'invalid') throw new InvalidRuleError(reply.path, reply.problem);
      if (reply.kind !== 'automatic') throw new Error(`Unexpected answer: ${reply.kind}`);
      return reply.answer;
    },
    async grantable(request) {
      const reply = await askPool(pool, { kind: 'grantable', request });
      if (reply.kind === 'invalid') throw new InvalidRuleError(reply.path, reply.problem);
      if (reply.kind !== 'grantable') throw new Error(`Unexpected answer: ${reply.kind}`);
      return reply.page;
    },
    async coverage(at) {
      const reply = await askPool(pool, { kind: 'coverage', at });
      if (reply.kind !== 'coverage') throw new Error(`Unexpected answer: ${reply.kind}`);
      return reply.answer;
    },
    async answers(at) {
      const reply = await askPool(pool, { kind: 'answers', at });
      if (reply.kind !== 'answers') throw new Error(`Unexpected answer: ${reply.kind}`);
      return reply.answer;
    },
    close: () => pool.destroy(),
  };
}
