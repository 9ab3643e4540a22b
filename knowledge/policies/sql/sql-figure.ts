import type { ExactNumber } from '../../enterprises/exact-number';
import type { FactDefinition } from '../../enterprises/fact-definition';
import { bind, certain, sql, type Sql, type SqlPlan } from './sql-text';

/**
 * A figure as two integers, so that nothing is rounded: `n` ÷ `d`, `d` above zero. Unknown where `n` is NULL. A `d`
 * that is the same for all firms is a number.
 */
export interface SqlFigure {
  readonly n: Sql;
  readonly d: Sql | bigint;
}

/** How many steps of the table's integers a unit of a fact has: money in fen, shares in billionths. */
export function stepsOf(definition: Pick<FactDefinition, 'type' | 'periods'>): bigint {
  if (definition.type === 'money') return 100n;
  if (definition.type === 'share') return 1_000_000_000n;
  if (definition.type === 'number') return 1_000_000n;
  // A quarter's head count is a mean of two and may end in a half.
  return definition.periods.includes('quarter') ? 2n : 1n;
}

export type Comparison = '=' | '<>' | '<' | '<=' | '>' | '>=';

const largest = 2n ** 63n - 1n;
const fits = (value: bigint) => value <= largest && value >= -largest;

/** The piece times a factor. */
export function times(value: Sql, factor: Sql | bigint): Sql {
  return factor === 1n ? value : sql`${value} * ${factor}`;
}

/** Notes an integer that must not have become a real. */
function requireInteger(plan: SqlPlan, value: Sql) {
  plan.integers.set(value.text, value);
}

/** A figure against a value of the rule, exactly. `words` are the value's. */
export function compareWithValue(
  plan: SqlPlan,
  { n, d }: SqlFigure,
  operator: Comparison,
  value: ExactNumber,
  words: string,
): Sql {
  if (typeof d === 'bigint') return compareInSteps(plan, n, d, operator, value, words);
  if (!fits(value.numerator) || !fits(value.denominator)) return giveUp(plan, n);
  const left = times(n, value.denominator === 1n ? 1n : bind(plan, value.denominator));
  const right = times(d, bind(plan, value.numerator, words));
  requireInteger(plan, left);
  requireInteger(plan, right);
  return sql`${left} ${operatorSql(operator)} ${right}`;
}

/** A whole number of steps against the value in steps; a value between two steps turns to the step beside it. */
function compareInSteps(
  plan: SqlPlan,
  n: Sql,
  steps: bigint,
  operator: Comparison,
  { numerator, denominator }: ExactNumber,
  words: string,
): Sql {
  requireInteger(plan, n);
  const scaled = numerator * steps;
  const whole = scaled % denominator === 0n;
  const floor = scaled / denominator - (!whole && scaled < 0n ? 1n : 0n);
  if (!whole && (operator === '=' || operator === '<>')) return certain(n, operator === '<>');
  const beside = whole ? operator : operator === '>=' || operator === '>' ? '>' : '<=';
  if (!fits(floor)) return certain(n, floor > 0n === ['<', '<=', '<>'].includes(operator));
  return sql`${n} ${operatorSql(beside)} ${bind(plan, floor, words)}`;
}

/** A figure against another, exactly. */
export function compareFigures(plan: SqlPlan, a: SqlFigure, operator: Comparison, b: SqlFigure): Sql {
  const left = times(a.n, b.d);
  const right = times(b.n, a.d);
  requireInteger(plan, left);
  requireInteger(plan, right);
  return sql`${left} ${operatorSql(operator)} ${right}`;
}

/** A threshold beyond 64 bits: unknown here, and marked so that the exact evaluation decides. */
function giveUp(plan: SqlPlan, n: Sql): Sql {
  const never = sql`CASE WHEN ${n} IS NOT NULL THEN 0.5 END`;
  requireInteger(plan, never);
  return sql`NULL`;
}

const operatorSql = (operator: Comparison): Sql => ({ text: operator, layer: 0 });

/** A part of a sum; `counts` says for which firms it is one (a younger firm has fewer years). */
export interface Part {
  readonly figure: SqlFigure;
  readonly counts: Sql | null;
}

/** The sum of the parts that count: unknown where one of those is. */
export function addFigures(parts: readonly Part[]): SqlFigure {
  const present = parts.map(({ figure: { n, d }, counts }) => ({
    n: counts ? sql`CASE WHEN ${counts} THEN ${n} ELSE 0 END` : n,
    d: counts && typeof d !== 'bigint' ? sql`CASE WHEN ${counts} THEN ${d} ELSE 1 END` : d,
  }));
  return present.reduce((a, b) => {
    if (typeof a.d === 'bigint' && a.d === b.d) return { n: sql`${a.n} + ${b.n}`, d: a.d };
    return { n: sql`${grouped(a.n)} * ${b.d} + ${grouped(b.n)} * ${a.d}`, d: product(a.d, b.d) };
  });
}

/** a − b */
export function subtractFigures(a: SqlFigure, b: SqlFigure): SqlFigure {
  if (typeof a.d === 'bigint' && a.d === b.d) return { n: sql`${a.n} - ${b.n}`, d: a.d };
  return { n: sql`${a.n} * ${b.d} - ${b.n} * ${a.d}`, d: product(a.d, b.d) };
}

/** a ÷ b; unknown where b is zero. Both are columns, not sums. */
export function divideFigures(a: SqlFigure, b: SqlFigure): SqlFigure {
  const over = a.d === b.d ? a.n : times(a.n, b.d);
  const under = a.d === b.d ? b.n : times(b.n, a.d);
  return {
    n: sql`CASE WHEN ${under} > 0 THEN ${over} WHEN ${under} < 0 THEN -(${over}) END`,
    // Not abs(), which fails on the least integer.
    d: sql`max(${under}, -(${under}))`,
  };
}

const grouped = (value: Sql) => sql`(${value})`;

function product(a: Sql | bigint, b: Sql | bigint): Sql | bigint {
  if (typeof a === 'bigint' && typeof b === 'bigint') return a * b;
  return sql`${a} * ${b}`;
}
