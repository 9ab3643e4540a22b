import type { Indicator, Operand } from './derived-fact-schema';
import { compareExact, exact, parseDecimal, type ExactNumber } from './exact-number';
import { isExact, type FactValue } from './fact-value';
import { joinEvidence, joinMissing, type Reading, type ScorePart } from './reading';

type Route = Indicator['routes'][number];
type Band = Route['bands'][number];

/**
 * A score table: of each indicator the best route's points, at most its `max`. An indicator that isn't known counts
 * between its least and most points, so that a total may be certain although an indicator is not.
 */
export function scoreTable(indicators: readonly Indicator[], read: (operand: Operand) => Reading): Reading {
  const scored = indicators.map((indicator) => scoreIndicator(indicator, read));
  const low = scored.reduce((sum, { part }) => sum + part.low, 0);
  const high = scored.reduce((sum, { part }) => sum + part.high, 0);
  const evidence = joinEvidence(scored.flatMap(({ readings }) => readings));
  const parts = scored.map(({ part }) => part);
  if (low === high) return { value: exact(low), missing: [], evidence, parts };
  const open = scored.filter(({ part }) => part.low < part.high);
  return {
    low: exact(low),
    high: exact(high),
    missing: joinMissing(open.flatMap(({ readings }) => readings)),
    evidence,
    parts,
  };
}

function scoreIndicator(indicator: Indicator, read: (operand: Operand) => Reading) {
  const routes = indicator.routes.map((route) => ({ route, reading: read(route.of) }));
  const ends = routes.map(({ route, reading }) => pointsOf(route, reading));
  const low = Math.min(Math.max(...ends.map((end) => end.low)), indicator.max);
  const high = Math.min(Math.max(...ends.map((end) => end.high)), indicator.max);
  const chosen = routes[ends.findIndex((end) => Math.min(end.low, indicator.max) === low)] ?? routes[0];
  const of = chosen?.route.of ?? '';
  const part: ScorePart = {
    id: indicator.id,
    label: indicator.label,
    labelEn: indicator.labelEn,
    max: indicator.max,
    low,
    high,
    key: typeof of === 'string' ? of : of.key,
    value: chosen?.reading.value,
  };
  return { part, readings: routes.map(({ reading }) => reading) };
}

function pointsOf(route: Route, reading: Reading): { low: number; high: number } {
  if (reading.value !== undefined) {
    const points =
      route.bands.find((band) => isIn(band, reading.value as FactValue))?.points ?? route.otherwise;
    return { low: points, high: points };
  }
  const possible = [
    ...route.bands.filter((band) => mayBeIn(band, reading)).map((band) => band.points),
    route.otherwise,
  ];
  return { low: Math.min(...possible), high: Math.max(...possible) };
}

function limit(value: Band['from']): ExactNumber | null {
  return value === undefined ? null : parseDecimal(String(value));
}

function isIn(band: Band, value: FactValue): boolean {
  if (band.equals !== undefined) return band.equals === value;
  if (!isExact(value)) return false;
  const from = limit(band.from);
  const to = limit(band.to);
  return (!from || compareExact(value, from) >= 0) && (!to || compareExact(value, to) < 0);
}

/** Whether the bounds leave the band open. */
function mayBeIn(band: Band, { low, high }: Reading): boolean {
  const from = limit(band.from);
  const to = limit(band.to);
  return !(from && high && compareExact(high, from) < 0) && !(to && low && compareExact(low, to) >= 0);
}
