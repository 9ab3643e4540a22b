import { addExact, divideExact, exact, zero, type ExactNumber } from './exact-number';
import type { FactDefinition } from './fact-definition';
import type { FactSet, KnownFact } from './fact-set';
import { isExact } from './fact-value';
import { latestYear, quartersOf, type Period } from './period';
import type { Evidence, Reading } from './reading';

/**
 * Reads one fact on a day: its value, or of a periodic fact that of the latest complete year, or so many years before.
 * An older period never stands in for a newer one, and what is past its validity is unknown.
 */
export function readFact(facts: FactSet, definition: FactDefinition, at: string, yearsBack = 0): Reading {
  const values = facts.get(definition.key);
  if (definition.periods.length === 0) return readValue(definition, '', values?.get(''), at);
  const year = latestYear(at) - yearsBack;
  const period = String(year);
  const ofYear = values?.get(period);
  if (ofYear || !definition.periods.includes('quarter') || !values)
    return readValue(definition, period, ofYear, at);
  const quarters = quartersOf(year);
  if (!quarters.some((quarter) => values.has(quarter))) return readValue(definition, period, undefined, at);
  return meanOfQuarters(
    definition,
    period,
    quarters.map((quarter) => readValue(definition, quarter, values.get(quarter), at)),
  );
}

function readValue(
  definition: FactDefinition,
  period: Period,
  known: KnownFact | undefined,
  at: string,
): Reading {
  const { key } = definition;
  if (!known) return { missing: [{ key, period }], evidence: [{ key, period }] };
  const evidence: Evidence = { key, period, ...known };
  if (known.validUntil && known.validUntil < at) {
    return { missing: [{ key, period, expired: true }], evidence: [evidence] };
  }
  return { value: known.value, missing: [], evidence: [evidence] };
}

/** A year from quarters needs all four. */
function meanOfQuarters(definition: FactDefinition, period: Period, readings: Reading[]): Reading {
  const missing = readings.flatMap((reading) => reading.missing);
  if (missing.length > 0) {
    return { missing, evidence: readings.flatMap((reading) => reading.evidence) };
  }
  let sum: ExactNumber = zero;
  for (const { value } of readings) if (value !== undefined && isExact(value)) sum = addExact(sum, value);
  const value = divideExact(sum, exact(readings.length)) ?? zero;
  const newest = readings
    .flatMap((reading) => reading.evidence)
    .reduce((a, b) => ((b.observedAt ?? '') > (a.observedAt ?? '') ? b : a));
  return { value, missing: [], evidence: [{ ...newest, key: definition.key, period, value }] };
}
