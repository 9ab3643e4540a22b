import type { Formula, Operand, Years } from './derived-fact-schema';
import { classify } from './derive-class';
import { scoreTable } from './derive-score';
import { wholeSpan } from './duration';
import {
  addExact,
  compareExact,
  divideExact,
  exact,
  maxExact,
  minExact,
  subtractExact,
  zero,
  type ExactNumber,
} from './exact-number';
import type { FactReader } from './fact-reader';
import { isExact } from './fact-value';
import { latestYear } from './period';
import { joinEvidence, joinMissing, type Reading } from './reading';

/**
 * Computes a derived fact. Arithmetic on an unknown is unknown. `best`, `score` and `classify` keep what is certain
 * whatever the missing facts turn out to be: bounds, or the classes still possible.
 */
export function deriveFact(formula: Formula, reader: FactReader, yearsBack = 0): Reading {
  switch (formula.kind) {
    case 'ratio': {
      const parts = overYears([formula.numerator, formula.denominator], formula.years, reader, yearsBack);
      return combine(parts.all, () => divideExact(total(parts.of(0)), total(parts.of(1))));
    }
    case 'sum': {
      const { all } = overYears(formula.of, formula.years, reader, yearsBack);
      return combine(all, () => total(all));
    }
    case 'mean': {
      const { all } = overYears(formula.of, formula.years, reader, yearsBack);
      return combine(all, () => divideExact(total(all), exact(all.length)));
    }
    case 'growth': {
      const readings = [
        reader.read(formula.of, yearsBack),
        reader.read(formula.of, yearsBack + formula.years),
      ];
      return combine(readings, () => {
        const [now = zero, before = zero] = readings.map(figure);
        // A growth from nothing or from a loss is no figure.
        return compareExact(before, zero) > 0 ? divideExact(subtractExact(now, before), before) : null;
      });
    }
    case 'difference': {
      const readings = [formula.minuend, formula.subtrahend].map((operand) =>
        readOperand(operand, reader, yearsBack),
      );
      return combine(readings, () => {
        const [minuend = zero, subtrahend = zero] = readings.map(figure);
        return subtractExact(minuend, subtrahend);
      });
    }
    case 'age': {
      const from = reader.read(formula.of);
      const until = formula.until === undefined ? null : reader.read(formula.until);
      const end = until ? until.value : reader.at;
      const readings = until ? [from, until] : [from];
      const known = { missing: joinMissing(readings), evidence: joinEvidence(readings) };
      if (typeof from.value !== 'string' || typeof end !== 'string') return known;
      return { ...known, value: exact(wholeSpan(from.value, end, formula.in)) };
    }
    case 'best':
      return best(
        formula.of.map((operand) => readOperand(operand, reader, yearsBack)),
        formula.pick,
      );
    case 'score':
      return scoreTable(formula.indicators, (operand) => readOperand(operand, reader, yearsBack));
    case 'classify':
      return classify(formula, (operand) => readOperand(operand, reader, yearsBack));
  }
}

function readOperand(operand: Operand, reader: FactReader, yearsBack: number): Reading {
  if (typeof operand === 'string') return reader.read(operand, yearsBack);
  return reader.read(operand.key, yearsBack + (operand.yearsBack ?? 0));
}

function figure(reading: Reading): ExactNumber {
  return reading.value !== undefined && isExact(reading.value) ? reading.value : zero;
}

function total(readings: readonly Reading[]): ExactNumber {
  return readings.reduce((sum, reading) => addExact(sum, figure(reading)), zero);
}

/** Known when all parts are known and the figure exists (nothing is divided by zero). */
function combine(readings: readonly Reading[], compute: () => ExactNumber | null): Reading {
  const evidence = joinEvidence(readings);
  const missing = joinMissing(readings);
  if (readings.some(({ value }) => value === undefined)) return { missing, evidence };
  return { value: compute() ?? undefined, missing: [], evidence };
}

/**
 * Each operand in each of the last complete years. With `since`, a firm younger than the count takes the years that it
 * has been in business, that of its founding included.
 */
function overYears(
  operands: readonly Operand[],
  years: Years | undefined,
  reader: FactReader,
  yearsBack: number,
) {
  const since = typeof years === 'object' ? reader.read(years.since) : undefined;
  const most = typeof years === 'object' ? years.count : (years ?? 1);
  const founded = typeof since?.value === 'string' ? Number(since.value.slice(0, 4)) : undefined;
  const count =
    founded === undefined ? most : Math.min(most, latestYear(reader.at) - yearsBack - founded + 1);
  const columns = operands.map((operand) =>
    Array.from({ length: Math.max(count, 0) }, (_, back) => readOperand(operand, reader, yearsBack + back)),
  );
  // A firm without a complete year has no figure: an unknown that no fact can fill.
  const none: Reading[] = count < 1 ? [{ missing: [], evidence: [] }] : [];
  return {
    all: [...columns.flat(), ...none, ...(since && since.value === undefined ? [since] : [])],
    of: (index: number) => columns[index] ?? [],
  };
}

/** The highest or lowest of several; one that is known bounds the result even where another is not. */
function best(readings: readonly Reading[], pick: 'highest' | 'lowest'): Reading {
  const evidence = joinEvidence(readings);
  const choose = pick === 'highest' ? maxExact : minExact;
  const ends = (end: 'low' | 'high') => {
    const known = readings.map((reading) =>
      reading.value !== undefined && isExact(reading.value) ? reading.value : reading[end],
    );
    const certain = known.filter((value) => value !== undefined);
    // The highest is at least the best lower end; its upper end needs every upper end.
    const needsAll = (end === 'high') === (pick === 'highest');
    if (certain.length === 0 || (needsAll && certain.length < known.length)) return undefined;
    return certain.reduce(choose);
  };
  const low = ends('low');
  const high = ends('high');
  if (low && high && compareExact(low, high) === 0) return { value: low, missing: [], evidence };
  return { low, high, missing: joinMissing(readings), evidence };
}
