import type { DerivedFact } from './derived-fact-schema';
import { deriveFact } from './derive-fact';
import type { FactCatalogue } from './fact-catalogue';
import type { FactSet } from './fact-set';
import { readFact } from './read-fact';
import type { Reading } from './reading';

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
        reading = deriveFact(derived.formula, reader, yearsBack);
        computed.set(at, reading);
      }
      return reading;
    },
  };
  return reader;
}
