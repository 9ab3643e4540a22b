import { regionKey } from '../../enterprises/choose-formula';
import type { DerivedFact, Formula } from '../../enterprises/derived-fact-schema';
import { InvalidRuleError } from '../invalid-rule';
import { compareFigures, type SqlFigure } from './sql-figure';
import { nameFigure, textOf, type Reading, type SqlField } from './sql-field';
import { bind, defineColumn, joinSql, sql, type Sql } from './sql-text';

/** A formula that may count for a firm, by its region; the last is for every firm that none before it takes. */
interface Choice {
  readonly region: string | null;
  readonly formula: Formula;
}

/** The formulas that may count on a day, the first that holds before the others; as `formulasFor` chooses. */
export function choicesOn({ formula, overrides = [] }: DerivedFact, at: string): Choice[] {
  const choices: Choice[] = [];
  for (const { from, until, region, formula: other } of overrides) {
    if ((from && from > at) || (until && at > until)) continue;
    choices.push({ region: region ?? null, formula: other });
    if (region === undefined) return choices;
  }
  return [...choices, { region: null, formula }];
}

/**
 * The field of a derived fact whose formula depends on the firm's region. Where the region is unknown, the value is
 * known only if every formula gives the same.
 */
export function chooseInSql(
  choices: readonly Choice[],
  fields: readonly SqlField[],
  reading: Reading,
): SqlField {
  const place = placeOf(choices, reading);
  const pick = (values: readonly Sql[], unknown: Sql): Sql => {
    const whens = values.map((value, at) => sql`WHEN ${at} THEN ${value}`);
    return sql`CASE WHEN ${place} IS NULL THEN ${unknown} ELSE CASE ${place} ${joinSql(whens, ' ')} END END`;
  };
  const kinds = new Set(fields.map(({ kind }) => kind));
  if (kinds.has('figure') || kinds.has('range')) return chooseFigure(fields, { pick, place }, reading);
  if (kinds.size > 1) throw new InvalidRuleError(reading.name, 'formulas of different types');
  const named = (value: Sql, suffix: string) =>
    defineColumn(reading.reader.plan, `${reading.name}${suffix}`, value, reading.words);
  if (kinds.has('text')) {
    const values = fields.flatMap((field) => (field.kind === 'text' ? [field.value] : []));
    return { kind: 'text', value: named(pick(values, whereSame(values)), '') };
  }
  const classes = fields.flatMap((field) => (field.kind === 'class' ? [field] : []));
  const [first] = classes;
  if (!first || classes.some((one) => one.classes.join() !== first.classes.join()))
    throw new InvalidRuleError(reading.name, 'overrides with other classes have no form in SQL');
  const same = whereSame(classes.flatMap((one) => [one.first, one.last]));
  return {
    kind: 'class',
    first: named(
      pick(
        classes.map((one) => one.first),
        same,
      ),
      ' first',
    ),
    last: named(
      pick(
        classes.map((one) => one.last),
        same,
      ),
      ' last',
    ),
    classes: first.classes,
  };
}

/** Which choice counts: its place; NULL while the region is unknown. */
function placeOf(choices: readonly Choice[], reading: Reading): Sql {
  const { plan } = reading.reader;
  const region = textOf(reading.reader.read(regionKey), reading);
  const whens = choices.slice(0, -1).map(({ region: wanted }, at) => {
    // All that lies in a region begins with its code without trailing zero pairs.
    const prefix = (wanted ?? '').replace(/(00)+$/, '');
    return sql`WHEN substr(${region}, 1, ${prefix.length}) = ${bind(plan, prefix)} THEN ${at}`;
  });
  return defineColumn(
    plan,
    `${reading.name} formula`,
    sql`CASE WHEN ${region} IS NULL THEN NULL ${joinSql(whens, ' ')} ELSE ${choices.length - 1} END`,
    `${reading.words}：按所在地区用第几个公式`,
  );
}

function whereSame([first, ...others]: readonly Sql[]): Sql {
  if (!first) return sql`NULL`;
  if (others.length === 0) return first;
  const same = others.map((other) => sql`${first} = ${other}`);
  return sql`CASE WHEN ${joinSql(same, ' AND ')} THEN ${first} END`;
}

function chooseFigure(
  fields: readonly SqlField[],
  { pick, place }: { pick: (values: readonly Sql[], unknown: Sql) => Sql; place: Sql },
  reading: Reading,
): SqlField {
  const ends = fields.map((field) => {
    if (field.kind === 'figure') return { low: field.figure, high: field.figure };
    if (field.kind === 'range') return { low: field.low, high: field.high };
    throw new InvalidRuleError(reading.name, 'formulas of different types');
  });
  const { plan } = reading.reader;
  const [only] = ends;
  if (!only) throw new InvalidRuleError(reading.name, 'no formula');
  const [first, ...rest] = ends
    .flatMap(({ low, high }) => (low === high ? [low] : [low, high]))
    // Compared only where the region is unknown: nowhere else need the products fit into 64 bits.
    .map(({ n, d }) => ({ n: sql`CASE WHEN ${place} IS NULL THEN ${n} END`, d }));
  const same = rest.map((other) => compareFigures(plan, first ?? other, '=', other));
  const joinEnd = (end: 'low' | 'high', suffix: string): SqlFigure => {
    const figures = ends.map((one) => one[end]);
    const [one] = figures;
    const unknown =
      same.length > 0 ? sql`CASE WHEN ${joinSql(same, ' AND ')} THEN ${only.low.n} END` : only.low.n;
    const n = pick(
      figures.map((one) => one.n),
      unknown,
    );
    const isFixed = one && typeof one.d === 'bigint' && figures.every(({ d }) => d === one.d);
    if (isFixed && one.d === only.low.d) return nameFigure({ n, d: one.d }, reading, suffix);
    const asSql = (d: Sql | bigint) => (typeof d === 'bigint' ? sql`${d}` : d);
    return nameFigure(
      {
        n,
        d: pick(
          figures.map(({ d }) => asSql(d)),
          asSql(only.low.d),
        ),
      },
      reading,
      suffix,
    );
  };
  if (fields.every(({ kind }) => kind === 'figure')) return { kind: 'figure', figure: joinEnd('low', '') };
  return { kind: 'range', low: joinEnd('low', ' low'), high: joinEnd('high', ' high') };
}
