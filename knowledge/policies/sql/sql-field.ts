import type { Operand, Years } from '../../enterprises/derived-fact-schema';
import { latestYear } from '../../enterprises/period';
import { InvalidRuleError } from '../invalid-rule';
import { compareFigures, type SqlFigure } from './sql-figure';
import { bind, defineColumn, joinSql, sql, type Sql, type SqlPlan } from './sql-text';

/**
 * A field of a rule as columns: a figure; a figure known by its bounds; a text, date or yes-or-no; or a class known by
 * the highest and lowest place in the list of classes (0 is the highest class) that it can still have.
 */
export type SqlField =
  | { readonly kind: 'figure'; readonly figure: SqlFigure }
  | { readonly kind: 'range'; readonly low: SqlFigure; readonly high: SqlFigure }
  | { readonly kind: 'text'; readonly value: Sql }
  | { readonly kind: 'class'; readonly first: Sql; readonly last: Sql; readonly classes: readonly string[] };

/** Reads fields of one plan; each is written once. */
export interface SqlFieldReader {
  readonly plan: SqlPlan;
  /** Throws InvalidRuleError for what has no form in SQL. */
  read(key: string, yearsBack?: number): SqlField;
}

/** The value of an operand. */
export function readOperand(operand: Operand, { reader, yearsBack }: Reading): SqlField {
  if (typeof operand === 'string') return reader.read(operand, yearsBack);
  return reader.read(operand.key, yearsBack + (operand.yearsBack ?? 0));
}

/** What a formula is written with. */
export interface Reading {
  readonly reader: SqlFieldReader;
  readonly yearsBack: number;
  /** Column names begin with it. */
  readonly name: string;
  readonly words: string;
}

/** The operand's figure where it is certain, as columns; throws InvalidRuleError for what is no figure. */
export function figureAt(operand: Operand, reading: Reading): SqlFigure {
  const key = typeof operand === 'string' ? operand : operand.key;
  const field = readOperand(operand, reading);
  if (field.kind === 'figure') return field.figure;
  if (field.kind !== 'range') throw new InvalidRuleError(key, 'a figure is needed');
  const { low, high } = field;
  const same = compareFigures(reading.reader.plan, low, '=', high);
  return nameFigure({ n: sql`CASE WHEN ${same} THEN ${low.n} END`, d: low.d }, reading, ` of ${key}`);
}

/** Names both integers of a figure. */
export function nameFigure({ n, d }: SqlFigure, { reader, name, words }: Reading, suffix = ''): SqlFigure {
  const { plan } = reader;
  const column = `${name}${suffix}`;
  if (typeof d === 'bigint') return { n: defineColumn(plan, column, n, words), d };
  return {
    n: defineColumn(plan, `${column} n`, n, words),
    d: defineColumn(plan, `${column} d`, d, `${words}：分母`),
  };
}

/** The text of a field where it is certain. */
export function textOf(field: SqlField, reading: Reading): Sql {
  if (field.kind === 'text') return field.value;
  if (field.kind !== 'class') throw new InvalidRuleError(reading.name, 'a text is needed');
  const { first, last, classes } = field;
  const whens = classes.map((name, place) => sql`WHEN ${place} THEN ${bind(reading.reader.plan, name)}`);
  return sql`CASE WHEN ${first} = ${last} THEN CASE ${first} ${joinSql(whens, ' ')} END END`;
}

/** How many years count for a firm; `since` is the date from which a younger one counts them. */
export function yearsThatCount(
  years: Years | undefined,
  reading: Reading,
): { most: number; count: Sql | null } {
  const most = typeof years === 'object' ? years.count : (years ?? 1);
  if (typeof years !== 'object') return { most, count: null };
  const since = textOf(reading.reader.read(years.since), reading);
  const latest = latestYear(reading.reader.plan.context.at) - reading.yearsBack;
  const own = sql`min(${most}, ${latest + 1} - CAST(substr(${since}, 1, 4) AS INTEGER))`;
  const count = defineColumn(
    reading.reader.plan,
    `${reading.name} years`,
    own,
    `${reading.words}：计几个年度`,
  );
  return { most, count };
}
