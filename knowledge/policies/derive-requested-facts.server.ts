import { InvalidInputError } from '~/prisma/access/access-denied';
import { cityDate } from '~/prisma/calendar/city-date';
import type { Db } from '~/prisma/database.server';

import { builtInDerived } from '../enterprises/derived-catalogue';
import type { DerivedFact } from '../enterprises/derived-fact-schema';
import { formatDecimal } from '../enterprises/exact-number';
import { openFactReader } from '../enterprises/fact-reader';
import { toJsonValue, type JsonFactValue } from '../enterprises/fact-value';
import { loadCatalogue } from '../enterprises/load-catalogue.server';
import { parseFacts } from '../enterprises/parse-facts';
import type { Reading } from '../enterprises/reading';
import { InvalidRuleError } from './invalid-rule';
import { listPublishedPolicies } from './list-published-policies.server';
import { requireDerivedFacts } from './prepare-rule';
import { findField, makeRuleContext, type RuleContext } from './rule-context';

/** A value, or what is missing for it and the bounds that hold all the same. */
export type DerivedAnswer =
  | { value: JsonFactValue }
  | { unknown: true; missing: string[]; low?: number; high?: number; among?: string[] };

/**
 * Computes facts and derived facts from facts as given: those of the catalogue, of the published policies in force, and
 * the definitions in the request. Throws InvalidInputError by key.
 */
export async function deriveRequestedFacts(
  { db, now }: { db: Db; now: () => Date },
  query: {
    facts: Readonly<Record<string, unknown>>;
    keys: readonly string[];
    asOf?: string | undefined;
    derived?: readonly DerivedFact[] | undefined;
  },
): Promise<Record<string, DerivedAnswer>> {
  const asOf = query.asOf ?? cityDate(now());
  const catalogue = await loadCatalogue(db);
  const policies = await listPublishedPolicies(db, { at: asOf });
  const own = query.derived ?? [];
  // The first policy to define a key goes first, the request before all.
  const known = new Map<string, DerivedFact>(builtInDerived);
  for (const fact of policies.flatMap(({ content }) => content.derived))
    if (!known.has(fact.key)) known.set(fact.key, fact);
  for (const fact of own) known.set(fact.key, fact);
  const context = makeRuleContext(asOf, [...known.values()], catalogue);
  requireSoundRequest(own, query.keys, context);
  const { facts, problems } = parseFacts(query.facts, { catalogue, derivedKeys: known, asOf });
  const fields = Object.entries(problems).map(([key, problem]) => [`facts.${key}`, problem]);
  if (fields.length > 0) throw new InvalidInputError(Object.fromEntries(fields) as Record<string, string>);
  const reader = openFactReader(facts, context);
  return Object.fromEntries(query.keys.map((key) => [key, toAnswer(reader.read(key), key, context)]));
}

function requireSoundRequest(
  own: readonly DerivedFact[],
  keys: readonly string[],
  context: RuleContext,
): void {
  try {
    requireDerivedFacts(own, context);
  } catch (error) {
    if (error instanceof InvalidRuleError) throw new InvalidInputError({ [error.path]: error.problem });
    throw error;
  }
  const unknown = keys.flatMap((key, index) =>
    findField(key, context) ? [] : [[`keys.${index}`, `数据目录和衍生数据项中都没有 ${key}`]],
  );
  if (unknown.length > 0) throw new InvalidInputError(Object.fromEntries(unknown) as Record<string, string>);
}

function toAnswer(reading: Reading, key: string, context: RuleContext): DerivedAnswer {
  const field = findField(key, context);
  if (reading.value !== undefined && field) return { value: toJsonValue(reading.value, field.type) };
  return {
    unknown: true,
    missing: [...new Set(reading.missing.map((fact) => fact.key))],
    ...(reading.low && { low: Number(formatDecimal(reading.low)) }),
    ...(reading.high && { high: Number(formatDecimal(reading.high)) }),
    ...(reading.among && { among: [...reading.among] }),
  };
}
