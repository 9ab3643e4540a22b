import { dependsOnRegion, formulasFor, regionKey } from './choose-formula';
import type { DerivedFact } from './derived-fact-schema';
import { deriveFact } from './derive-fact';
import { compareExact } from './exact-number';
import type { FactCatalogue } from './fact-catalogue';
import type { FactSet } from './fact-set';
import { readFact } from './read-fact';
import { isExact, type FactValue } from './fact-value';
import { joinEvidence, joinMissing, type Reading } from './reading';

/** Derived facts by key: a policy's own go before those of the catalogue. */
export type DerivedFacts = ReadonlyMap<string, DerivedFact>;

/** Reads facts and derived facts of one firm on one day; each derived one is computed once. */
export interface FactReader {
  readonly at: string;
  /** Throws when the key is neither in the catalogue nor derived. */
  read(key: string, yearsBack?: number): Reading;
}

/** Opens a reader over the facts; the derived facts have been checked (`checkDerivedFacts`) and have no cycles. */
export function openFactReader(
  facts: FactSet,
  context: { catalogue: FactCatalogue; derived: DerivedFacts; at: string },
): FactReader {
  const computed = new Map<string, Reading>();
  const reader: FactReader = {
    at: context.at,
    read(key, yearsBack = 0) {
      const derived = context.derived.get(key);
      if (!derived) {
        const definition = context.catalogue.get(key);
        if (!definition) throw new Error(`Unknown fact: ${key}`);
        return readFact(facts, definition, context.at, yearsBack);
      }
      const at = `${key} ${yearsBack}`;
      let reading = computed.get(at);
      if (!reading) {
        reading = derived.overrides
          ? readOverridden(derived, reader, yearsBack)
          : deriveFact(derived.formula, reader, yearsBack);
        computed.set(at, reading);
      }
      return reading;
    },
  };
  return reader;
}

/** While the region is unknown, the value is known only where every formula that may count gives the same. */
function readOverridden(derived: DerivedFact, reader: FactReader, yearsBack: number): Reading {
  const region = dependsOnRegion(derived) ? reader.read(regionKey) : null;
  const code = typeof region?.value === 'string' ? region.value : null;
  const readings = formulasFor(derived, reader.at, code).map((formula) =>
    deriveFact(formula, reader, yearsBack),
  );
  const [first, ...others] = readings;
  if (first && others.length === 0)
    return region ? { ...first, evidence: joinEvidence([region, first]) } : first;
  const all = region ? [region, ...readings] : readings;
  const evidence = joinEvidence(all);
  const value = first?.value;
  if (value !== undefined && others.every((other) => isSame(other.value, value)))
    return { value, missing: [], evidence };
  return { missing: joinMissing(all), evidence };
}

function isSame(a: FactValue | undefined, b: FactValue): boolean {
  if (a === undefined) return false;
  return isExact(a) && isExact(b) ? compareExact(a, b) === 0 : a === b;
}
