import type { DerivedFact } from '../../enterprises/derived-fact-schema';
import { compareExact, parseDecimal, type ExactNumber } from '../../enterprises/exact-number';
import { findField, type RuleContext } from '../rule-context';
import type { PolicyFinding } from './lint-policy';

interface Range {
  from: ExactNumber | null;
  to: ExactNumber | null;
  place: number;
}

/**
 * Looks over the bands of a score table: some that can never count because earlier ones take all their values, holes
 * between them, points beyond an indicator's most, and bands that give nobody the most.
 */
export function lintBands(fact: DerivedFact, context: RuleContext): PolicyFinding[] {
  if (fact.formula.kind !== 'score') return [];
  const found: PolicyFinding[] = [];
  for (const indicator of fact.formula.indicators) {
    const name = indicator.label;
    const add = (code: string, params: Record<string, string | number> = {}) =>
      found.push({ code, severity: 'error', tab: 'derived', id: fact.key, params: { name, ...params } });
    const points = indicator.routes.flatMap(({ bands, otherwise }) => [
      ...bands.map((band) => band.points),
      otherwise,
    ]);
    const highest = Math.max(...points);
    if (highest > indicator.max) add('bands.above-max', { points: highest, max: indicator.max });
    if (highest < indicator.max) add('bands.below-max', { points: highest, max: indicator.max });
    for (const route of indicator.routes) {
      const key = typeof route.of === 'string' ? route.of : route.of.key;
      if (!findField(key, context)) continue;
      const ranges = route.bands.flatMap((band, place): Range[] =>
        band.equals === undefined ? [{ from: limit(band.from), to: limit(band.to), place: place + 1 }] : [],
      );
      for (const range of ranges)
        if (range.from && range.to && compareExact(range.from, range.to) >= 0)
          add('bands.empty', { n: range.place });
      for (const [earlier, later] of overlaps(ranges)) add('bands.overlap', { a: earlier, b: later });
      const hole = firstHole(ranges);
      if (hole) add('bands.gap', { a: hole[0], b: hole[1] });
      for (const [index, band] of route.bands.entries()) {
        if (band.equals === undefined) continue;
        if (route.bands.slice(0, index).some(({ equals }) => equals === band.equals))
          add('bands.overlap', {
            a: route.bands.findIndex(({ equals }) => equals === band.equals) + 1,
            b: index + 1,
          });
      }
    }
  }
  return found;
}

function limit(value: number | string | undefined): ExactNumber | null {
  return value === undefined ? null : parseDecimal(String(value));
}

const below = (a: ExactNumber | null, b: ExactNumber | null, open: -1 | 1) =>
  a === null ? open === -1 : b === null ? open === 1 : compareExact(a, b) < 0;

/**
 * Pairs of bands that claim the same values. Bands with a lower limit alone (≥ 30 %, ≥ 25 % …), listed from high to low,
 * are how tables are written: the first that holds counts, and none is in the way of another.
 */
function overlaps(ranges: readonly Range[]): [number, number][] {
  const pairs: [number, number][] = [];
  ranges.forEach((later, index) => {
    for (const earlier of ranges.slice(0, index)) {
      // The later one can count only where the earlier doesn't hold.
      const hidden = !below(later.from, earlier.from, -1) && !below(earlier.to, later.to, 1);
      const bothClosed = earlier.to !== null && later.to !== null;
      const crossing = below(later.from, earlier.to, 1) && below(earlier.from, later.to, 1);
      const falling = earlier.to === null && below(later.from, earlier.from, -1);
      if (hidden || (crossing && bothClosed) || (crossing && !falling && earlier.to === null))
        pairs.push([earlier.place, later.place]);
    }
  });
  return pairs;
}

/** Two neighbouring bands between which values fall through. Below the lowest and above the highest nothing is asked. */
function firstHole(ranges: readonly Range[]): [number, number] | null {
  const sorted = [...ranges].sort((a, b) =>
    a.from === null ? -1 : b.from === null ? 1 : compareExact(a.from, b.from),
  );
  let reach: { to: ExactNumber | null; place: number } | null = null;
  for (const range of sorted) {
    if (reach && reach.to !== null && range.from && compareExact(reach.to, range.from) < 0)
      return [reach.place, range.place];
    if (!reach || (reach.to !== null && (range.to === null || compareExact(range.to, reach.to) > 0)))
      reach = { to: range.to, place: range.place };
  }
  return null;
}
