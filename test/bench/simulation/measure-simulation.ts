import { performance } from 'node:perf_hooks';

import { readLibraryPolicies } from '~/knowledge/library/read-library.server';
import { HeldPopulation } from '~/knowledge/policies/simulation/held-population.server';
import { simulatePolicy } from '~/knowledge/policies/simulation/simulate-policy.server';
import type { SimulationRequest } from '~/knowledge/policies/simulation/simulation-request';
import { openReader } from '~/prisma/database.server';

import { median } from '../match/measure';

/** A simulation as the sandbox asks for it, in milliseconds of this thread's time. */
export interface MeasuredSimulation {
  policy: string;
  firms: number;
  /** The first question about the policy: its columns are made. */
  firstMs: number;
  /** A condition was changed: counts, funnel, splits, cost. */
  editMs: number;
  /** The same with a threshold moved over twenty positions. */
  thresholdMs: number;
}

/** Measures simulations of sample policies over the firms of a database. */
export function measureSimulations(databaseFile: string, at: string, wanted: readonly string[]) {
  const population = new HeldPopulation(openReader(databaseFile));
  const from = performance.now();
  population.catchUp();
  const readMs = Math.round(performance.now() - from);
  const policies = readLibraryPolicies(at);
  const measured = wanted.map((id): MeasuredSimulation => {
    const { rule, derived, benefit } = policies.get(id)!.content;
    const base = { rule, derived, amount: benefit.amount };
    const ask = (more: Partial<SimulationRequest>) => {
      const begun = performance.now();
      const answer = simulatePolicy(population, {
        at,
        policy: base,
        base,
        details: true,
        locale: 'zh',
        ...more,
      });
      return { ms: performance.now() - begun, answer };
    };
    const first = ask({});
    const edits = rule.rules.map((_, index) => {
      const rules = rule.rules.filter((__, other) => other !== index);
      return rules.length === 0 ? ask({}) : ask({ policy: { ...base, rule: { ...rule, rules } } });
    });
    const moved = first.answer.funnel.map(({ id: leafId }) => ask({ threshold: { leafId } }));
    const movable = moved.filter(({ answer }) => answer.threshold !== null);
    return {
      policy: id,
      firms: first.answer.firms,
      firstMs: Math.round(first.ms),
      editMs: Math.round(median(edits.map(({ ms }) => ms))),
      thresholdMs: Math.round(median(movable.map(({ ms }) => ms)) || 0),
    };
  });
  return { readMs, measured };
}
