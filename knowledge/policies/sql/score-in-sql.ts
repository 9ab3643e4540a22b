import type { Indicator } from '../../enterprises/derived-fact-schema';
import { parseDecimal } from '../../enterprises/exact-number';
import { compareWithValue, type Comparison, type SqlFigure } from './sql-figure';
import { readOperand, textOf, type Reading, type SqlField } from './sql-field';
import { bind, defineColumn, joinSql, sql, type Sql } from './sql-text';

type Route = Indicator['routes'][number];
type Band = Route['bands'][number];
type Ends = { low: Sql; high: Sql };

/** A score table: the least and the most points that are still possible, as `scoreTable` counts them. */
export function scoreInSql(indicators: readonly Indicator[], reading: Reading): SqlField {
  const { plan } = reading.reader;
  const parts = indicators.map((indicator) => {
    const routes = indicator.routes.map((route) => pointsOf(route, reading));
    const end = (which: keyof Ends) => {
      const best = extreme(
        'max',
        routes.map((ends) => ends[which]),
      );
      const name = `${reading.name} ${indicator.id} ${which}`;
      const words = `${indicator.label}：${which === 'low' ? '至少' : '至多'}得几分`;
      return defineColumn(plan, name, sql`min(${best}, ${indicator.max})`, words);
    };
    return { low: end('low'), high: end('high') };
  });
  const total = (which: keyof Ends): SqlFigure => ({
    n: defineColumn(
      plan,
      `${reading.name} ${which}`,
      joinSql(
        parts.map((ends) => ends[which]),
        ' + ',
      ),
      `${reading.words}：${which === 'low' ? '至少' : '至多'}`,
    ),
    d: 1n,
  });
  return { kind: 'range', low: total('low'), high: total('high') };
}

/** The points of one route between the bands that are still possible. */
function pointsOf(route: Route, reading: Reading): Ends {
  const field = readOperand(route.of, reading);
  const { bands, otherwise } = route;
  if (field.kind === 'range') return pointsOfRange(route, field, reading);
  const known = field.kind === 'figure' ? field.figure.n : textOf(field, reading);
  const whens = bands.map((band) => {
    const holds =
      field.kind === 'figure' ? isInBand(band, field.figure, reading) : equals(band, known, reading);
    return sql`WHEN ${holds} THEN ${band.points}`;
  });
  const end = (open: number) =>
    sql`CASE WHEN ${known} IS NULL THEN ${open} ${joinSql(whens, ' ')} ELSE ${otherwise} END`;
  const points = [...bands.map((band) => band.points), otherwise];
  return { low: end(Math.min(...points)), high: end(Math.max(...points)) };
}

/** A figure known by bounds: certain where they meet, else every band that they leave open. */
function pointsOfRange(
  { bands, otherwise }: Route,
  { low, high }: { low: SqlFigure; high: SqlFigure },
  reading: Reading,
): Ends {
  const { plan } = reading.reader;
  const known = sql`${low.n} * ${high.d} = ${high.n} * ${low.d}`;
  const whens = bands.map((band) => sql`WHEN ${isInBand(band, low, reading)} THEN ${band.points}`);
  const certain = sql`CASE ${joinSql(whens, ' ')} ELSE ${otherwise} END`;
  const open = (which: 'min' | 'max') => {
    const possible = bands.map(({ from, to, points }) => {
      const outside = [
        ...(from === undefined ? [] : [limit(plan, high, '<', from)]),
        ...(to === undefined ? [] : [limit(plan, low, '>=', to)]),
      ].map((test) => sql`coalesce(${test}, 0)`);
      if (outside.length === 0) return sql`${points}`;
      return sql`CASE WHEN ${joinSql(outside, ' OR ')} THEN ${otherwise} ELSE ${points} END`;
    });
    return extreme(which, [...possible, sql`${otherwise}`]);
  };
  const end = (which: 'min' | 'max') => sql`CASE WHEN ${known} THEN ${certain} ELSE ${open(which)} END`;
  return { low: end('min'), high: end('max') };
}

function isInBand({ from, to, equals: text }: Band, figure: SqlFigure, { reader }: Reading): Sql {
  if (text !== undefined) return sql`0`;
  const tests = [
    ...(from === undefined ? [] : [limit(reader.plan, figure, '>=', from)]),
    ...(to === undefined ? [] : [limit(reader.plan, figure, '<', to)]),
  ];
  return tests.length === 0 ? sql`1` : joinSql(tests, ' AND ');
}

function equals({ equals: wanted }: Band, value: Sql, { reader }: Reading): Sql {
  if (wanted === undefined) return sql`0`;
  if (typeof wanted === 'boolean') return sql`${value} = ${wanted ? 1 : 0}`;
  return sql`${value} = ${bind(reader.plan, wanted)}`;
}

function limit(
  plan: Reading['reader']['plan'],
  figure: SqlFigure,
  operator: Comparison,
  value: number | string,
): Sql {
  const parsed = parseDecimal(String(value));
  return parsed ? compareWithValue(plan, figure, operator, parsed, String(value)) : sql`0`;
}

/** SQLite's min and max of one value would be taken for the sums over all rows. */
function extreme(which: 'min' | 'max', values: readonly Sql[]): Sql {
  if (values.length === 1) return values[0] as Sql;
  const list = joinSql(values, ', ');
  return which === 'min' ? sql`min(${list})` : sql`max(${list})`;
}
