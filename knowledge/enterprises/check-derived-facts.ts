import type { DerivedFact, Formula, Operand, Years } from './derived-fact-schema';
import { dependsOnRegion, regionKey } from './choose-formula';
import type { FactCatalogue } from './fact-catalogue';
import { isNumeric } from './fact-value';
import type { DerivedFacts } from './fact-reader';

/** What is wrong with a derived fact; `key` names which. */
export interface DerivedFactProblem {
  key: string;
  problem: string;
}

/** The keys that a formula reads, each with the kind of value that it needs there. */
export function inputsOf(formula: Formula): { key: string; needs: 'figure' | 'date' | 'code' | 'any' }[] {
  const figure = (operand: Operand) => ({ key: keyOf(operand), needs: 'figure' as const });
  const since = (years: Years | undefined) =>
    typeof years === 'object' ? [{ key: years.since, needs: 'date' as const }] : [];
  switch (formula.kind) {
    case 'ratio':
      return [figure(formula.numerator), figure(formula.denominator), ...since(formula.years)];
    case 'sum':
    case 'mean':
      return [...formula.of.map(figure), ...since(formula.years)];
    case 'growth':
      return [figure(formula.of)];
    case 'difference':
      return [figure(formula.minuend), figure(formula.subtrahend)];
    case 'age':
      return [formula.of, ...(formula.until === undefined ? [] : [formula.until])].map((key) => ({
        key,
        needs: 'date' as const,
      }));
    case 'best':
      return formula.of.map(figure);
    case 'score':
      return formula.indicators.flatMap(({ routes }) =>
        routes.map(({ of, bands }) => ({
          key: keyOf(of),
          needs: bands.some((band) => band.equals !== undefined) ? ('any' as const) : ('figure' as const),
        })),
      );
    case 'classify':
      return [
        { key: formula.by, needs: 'code' },
        ...formula.branches.flatMap(({ minima }) => minima.map(({ of }) => figure(of))),
      ];
  }
}

/** As `inputsOf`, of all its formulas: overrides too, and the region by which they are chosen. */
export function inputsOfFact(fact: DerivedFact): ReturnType<typeof inputsOf> {
  return [
    ...inputsOf(fact.formula),
    ...(fact.overrides ?? []).flatMap(({ formula }) => inputsOf(formula)),
    ...(dependsOnRegion(fact) ? [{ key: regionKey, needs: 'code' as const }] : []),
  ];
}

function keyOf(operand: Operand): string {
  return typeof operand === 'string' ? operand : operand.key;
}

/**
 * Finds what would make derived facts uncomputable: an unknown input, one of the wrong kind, a key that is a fact
 * already, a cycle. An empty list means that `openFactReader` may use them.
 */
export function checkDerivedFacts(
  own: readonly DerivedFact[],
  all: DerivedFacts,
  catalogue: FactCatalogue,
): DerivedFactProblem[] {
  const problems: DerivedFactProblem[] = [];
  const seen = new Set<string>();
  for (const fact of own) {
    const { key } = fact;
    if (catalogue.has(key)) problems.push({ key, problem: 'is the key of a fact already' });
    if (seen.has(key)) problems.push({ key, problem: 'is declared twice' });
    seen.add(key);
    for (const input of inputsOfFact(fact)) {
      const type = all.get(input.key)?.type ?? catalogue.get(input.key)?.type;
      if (!type) problems.push({ key, problem: `reads an unknown fact: ${input.key}` });
      else if (input.needs === 'figure' && !isNumeric(type))
        problems.push({ key, problem: `needs a figure: ${input.key}` });
      else if (input.needs === 'date' && type !== 'date')
        problems.push({ key, problem: `needs a date: ${input.key}` });
      else if (input.needs === 'code' && (isNumeric(type) || type === 'boolean')) {
        problems.push({ key, problem: `needs a code: ${input.key}` });
      }
    }
    if (reaches(key, key, all, new Set())) problems.push({ key, problem: 'depends on itself' });
  }
  return problems;
}

function reaches(from: string, wanted: string, all: DerivedFacts, seen: Set<string>): boolean {
  const derived = all.get(from);
  if (!derived || seen.has(from)) return false;
  seen.add(from);
  return inputsOfFact(derived).some(({ key }) => key === wanted || reaches(key, wanted, all, seen));
}
