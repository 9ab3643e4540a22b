import type { Formula } from '../../enterprises/derived-fact-schema';
import { parseDecimal } from '../../enterprises/exact-number';
import { InvalidRuleError } from '../invalid-rule';
import { compareWithValue } from './sql-figure';
import { figureAt, textOf, type Reading, type SqlField } from './sql-field';
import { bind, defineColumn, joinSql, sql, type Sql, type SqlPlan } from './sql-text';

type Classification = Extract<Formula, { kind: 'classify' }>;
type Branch = Classification['branches'][number];

/** The first and last place that a firm's class can have, by the branch of its code, as `classify` decides. */
export function classifyInSql(formula: Classification, reading: Reading): SqlField {
  const { plan } = reading.reader;
  const { branches, classes } = formula;
  for (const { minima } of branches)
    if (minima.some(({ atLeast }) => atLeast.length > classes.length - 1))
      throw new InvalidRuleError(reading.name, 'more limits than classes');
  const code = textOf(reading.reader.read(formula.by, reading.yearsBack), reading);
  const branch = defineColumn(
    plan,
    `${reading.name} branch`,
    branchOf(branches, code, plan),
    `${reading.words}：适用第几类标准`,
  );
  const end = (unknown: number, suffix: string, words: string) => {
    const whens = branches.map(({ minima }, index) => {
      const ranks = minima.map((minimum) => rankOf(minimum, unknown, reading));
      return sql`WHEN ${index} THEN ${ranks.length === 1 ? (ranks[0] as Sql) : sql`max(${joinSql(ranks, ', ')})`}`;
    });
    const text = sql`CASE ${branch} ${joinSql(whens, ' ')} END`;
    return defineColumn(plan, `${reading.name} ${suffix}`, text, `${reading.words}：${words}`);
  };
  return {
    kind: 'class',
    first: end(0, 'first', `最高可能是第几级（0 为${classes[0] ?? ''}）`),
    last: end(classes.length - 1, 'last', '最低可能是第几级'),
    classes,
  };
}

/** How many classes from the top the value falls; an unknown one as far as it can. */
function rankOf({ of, atLeast }: Branch['minima'][number], unknown: number, reading: Reading): Sql {
  const figure = figureAt(of, reading);
  const whens = atLeast.map((least, rank) => {
    const value = parseDecimal(String(least)) ?? { numerator: 0n, denominator: 1n };
    return sql`WHEN ${compareWithValue(reading.reader.plan, figure, '>=', value, String(least))} THEN ${rank}`;
  });
  return sql`CASE WHEN ${figure.n} IS NULL THEN ${unknown} ${joinSql(whens, ' ')} ELSE ${atLeast.length} END`;
}

/** The branch under whose codes the code lies; none for a code that lies above some branch's codes. */
function branchOf(branches: readonly Branch[], code: Sql, plan: SqlPlan): Sql {
  const above = new Set<string>();
  for (const { within, except = [] } of branches)
    for (const wanted of [...within, ...except])
      for (let length = 1; length < wanted.length; length += 1) above.add(wanted.slice(0, length));
  const under = (codes: readonly string[]) =>
    joinSql(
      codes.map((wanted) => sql`substr(${code}, 1, ${[...wanted].length}) = ${bind(plan, wanted)}`),
      ' OR ',
    );
  const whens = branches.map(({ within, except = [] }, index) => {
    const test = sql`(${under(within)})`;
    return except.length > 0
      ? sql`WHEN ${test} AND NOT (${under(except)}) THEN ${index}`
      : sql`WHEN ${test} THEN ${index}`;
  });
  const coarse =
    above.size > 0
      ? sql`WHEN ${code} IN (${joinSql(
          [...above].map((prefix) => bind(plan, prefix)),
          ', ',
        )}) THEN NULL `
      : sql``;
  return sql`CASE ${coarse}${joinSql(whens, ' ')} END`;
}
