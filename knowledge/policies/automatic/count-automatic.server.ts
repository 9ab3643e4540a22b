import { openFactReader } from '../../enterprises/fact-reader';
import { evaluatePrepared } from '../evaluate-rule';
import { policyFactKeys } from '../opportunities/policy-fact-keys';
import { prepareRule, requireDerivedFacts } from '../prepare-rule';
import type { HeldPopulation } from '../simulation/held-population.server';
import type { SimulatedPolicy } from '../simulation/simulation-request';
import { findObstacles, type Obstacle, type ObstacleKind } from './find-obstacles';

/** An obstacle over the city: how many firms meet it, and for how many it is the only one. */
export interface ObstacleCount {
  readonly kind: ObstacleKind;
  readonly conditionId: string;
  readonly label: { readonly zh: string; readonly en: string };
  readonly fact: { readonly key: string; readonly zh: string; readonly en: string } | null;
  /** Whose record would settle it. */
  readonly authority: { readonly zh: string; readonly en: string } | null;
  readonly firms: number;
  /** Without it these could be granted at once. */
  readonly alone: number;
}

/** How far a policy can be granted without an application. */
export interface AutomaticAnswer {
  readonly at: string;
  readonly firms: number;
  /** Eligible or open: who could come into question. */
  readonly candidates: number;
  readonly eligible: number;
  readonly automatic: number;
  /** By how many more firms could be granted at once, then by firms. */
  readonly obstacles: readonly ObstacleCount[];
}

/** Counts over all the city's firms. Throws InvalidRuleError for a rule that can't be computed. */
export function countAutomatic(
  population: HeldPopulation,
  { rule, derived }: Pick<SimulatedPolicy, 'rule' | 'derived'>,
  at: string,
): AutomaticAnswer {
  population.catchUp();
  const context = population.contextOf(at, derived);
  requireDerivedFacts(derived, context);
  const prepared = prepareRule(rule, context);
  const tallies = new Map<string, { obstacle: Obstacle; firms: number; alone: number }>();
  const sums = { candidates: 0, eligible: 0, automatic: 0 };
  const keys = policyFactKeys(
    { rule, derived: [...derived], benefit: { label: { zh: '-' } } },
    population.catalogue,
  );
  for (const { facts } of population.eachFirm(at, keys)) {
    const evaluation = evaluatePrepared(prepared, openFactReader(facts, context));
    const obstacles = findObstacles(evaluation, population.catalogue, at);
    if (obstacles === null) continue;
    sums.candidates += 1;
    if (evaluation.verdict === 'eligible') sums.eligible += 1;
    if (obstacles.length === 0) sums.automatic += 1;
    for (const obstacle of obstacles) {
      const id = `${obstacle.kind} ${obstacle.conditionId} ${obstacle.key ?? ''}`;
      const tally = tallies.get(id) ?? { obstacle, firms: 0, alone: 0 };
      tally.firms += 1;
      if (obstacles.length === 1) tally.alone += 1;
      tallies.set(id, tally);
    }
  }
  const described = [...tallies.values()].map(({ obstacle, firms, alone }): ObstacleCount => {
    const definition = obstacle.key === undefined ? undefined : population.catalogue.get(obstacle.key);
    const { kind, conditionId, label } = obstacle;
    return {
      kind,
      conditionId,
      label,
      fact: definition ? { key: definition.key, ...definition.label } : null,
      authority: definition?.authority ?? null,
      firms,
      alone,
    };
  });
  return {
    at,
    firms: population.firms.length,
    ...sums,
    obstacles: described.toSorted((a, b) => b.alone - a.alone || b.firms - a.firms),
  };
}
