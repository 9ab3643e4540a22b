import type { DerivedFact, Formula, Operand } from '../../enterprises/derived-fact-schema';
import { InvalidRuleError } from '../invalid-rule';
import { chooseInSql, choicesOn } from './override-in-sql';
import { ageInSql } from './age-in-sql';
import { bestInSql } from './best-in-sql';
import { classifyInSql } from './classify-in-sql';
import { scoreInSql } from './score-in-sql';
import {
  addFigures,
  compareWithValue,
  divideFigures,
  subtractFigures,
  type Part,
  type SqlFigure,
} from './sql-figure';
import { figureAt, nameFigure, textOf, yearsThatCount, type Reading, type SqlField } from './sql-field';
import { sql, type Sql } from './sql-text';

/**
 * A derived fact as columns, by the same formulas as `deriveFact`: the one of the day, and of the firm's region. Throws
 * InvalidRuleError for what has no form here.
 */
export function deriveInSql(derived: DerivedFact, reading: Reading): SqlField {
  const choices = choicesOn(derived, reading.reader.plan.context.at);
  const [only] = choices;
  if (only && choices.length === 1) return formulaInSql(only.formula, derived.key, reading);
  const fields = choices.map(({ formula }, at) =>
    formulaInSql(formula, derived.key, { ...reading, name: `${reading.name} ${String(at)}` }),
  );
  return chooseInSql(choices, fields, reading);
}

function formulaInSql(formula: Formula, key: string, reading: Reading): SqlField {
  switch (formula.kind) {
    case 'ratio': {
      const { most, count } = yearsThatCount(formula.years, reading);
      const sumOf = (operand: Operand, suffix: string) => {
        const [only, ...others] = overYears(operand, most, count, reading);
        // One year's figure is a column already.
        if (only && others.length === 0 && !count) return only.figure;
        const sum = addFigures(overYears(operand, most, count, reading));
        return nameFigure(enough(sum, count), reading, suffix);
      };
      const over = sumOf(formula.numerator, ' part');
      const under = sumOf(formula.denominator, ' whole');
      return named(divideFigures(over, under), reading);
    }
    case 'sum':
    case 'mean':
      return sumOrMean(formula, reading);
    case 'growth':
      return growth(formula, reading);
    case 'difference': {
      const [a, b] = [formula.minuend, formula.subtrahend].map((operand) => figureAt(operand, reading));
      return named(subtractFigures(a as SqlFigure, b as SqlFigure), reading);
    }
    case 'age': {
      const date = textOf(reading.reader.read(formula.of), reading);
      const until =
        formula.until === undefined
          ? reading.reader.plan.context.at
          : textOf(reading.reader.read(formula.until), reading);
      return named({ n: ageInSql(date, until, formula.in), d: 1n }, reading);
    }
    case 'best':
      return bestInSql(formula.of, formula.pick, reading);
    case 'score':
      return scoreInSql(formula.indicators, reading);
    case 'classify':
      return classifyInSql(formula, reading);
    default:
      throw new InvalidRuleError(key, `no form in SQL: ${(formula as Formula).kind}`);
  }
}

function sumOrMean(formula: Extract<Formula, { kind: 'sum' | 'mean' }>, reading: Reading): SqlField {
  const { most, count } = yearsThatCount(formula.years, reading);
  const parts = formula.of.flatMap((operand) => overYears(operand, most, count, reading));
  const sum = enough(addFigures(parts), count);
  if (formula.kind === 'sum') return named(sum, reading);
  if (count) return named({ n: sum.n, d: sql`${sum.d} * ${formula.of.length} * ${count}` }, reading);
  const pieces = BigInt(parts.length);
  return named(
    { n: sum.n, d: typeof sum.d === 'bigint' ? sum.d * pieces : sql`${sum.d} * ${pieces}` },
    reading,
  );
}

/** A growth from nothing or from a loss is no figure. */
function growth(formula: Extract<Formula, { kind: 'growth' }>, reading: Reading): SqlField {
  const now = figureAt(formula.of, reading);
  const before = figureAt({ key: formula.of, yearsBack: formula.years }, reading);
  const above = compareWithValue(reading.reader.plan, before, '>', { numerator: 0n, denominator: 1n }, '0');
  const change = nameFigure(subtractFigures(now, before), reading, ' change');
  const ratio = divideFigures(change, before);
  return named({ n: sql`CASE WHEN ${above} THEN ${ratio.n} END`, d: ratio.d }, reading);
}

function overYears(operand: Operand, most: number, count: Sql | null, reading: Reading): Part[] {
  return Array.from({ length: most }, (_, back) => ({
    figure: figureAt(operand, { ...reading, yearsBack: reading.yearsBack + back }),
    counts: count && sql`${back} < ${count}`,
  }));
}

/** Unknown for a firm without a complete year, or whose founding isn't known. */
function enough(figure: SqlFigure, count: Sql | null): SqlFigure {
  return count ? { n: sql`CASE WHEN ${count} >= 1 THEN ${figure.n} END`, d: figure.d } : figure;
}

function named(figure: SqlFigure, reading: Reading): SqlField {
  return { kind: 'figure', figure: nameFigure(figure, reading) };
}
