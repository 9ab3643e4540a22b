import type { ExactNumber } from '../../enterprises/exact-number';
import { isExact, type FactValue } from '../../enterprises/fact-value';
import { formatValue } from '../format-value';
import { InvalidRuleError } from '../invalid-rule';
import type { PreparedLeaf } from '../prepare-rule';
import { compareWithValue, type Comparison, type SqlFigure } from './sql-figure';
import type { SqlField, SqlFieldReader } from './sql-field';
import { bind, joinSql, sql, type Sql, type SqlPlan } from './sql-text';

/** A condition as SQL: 1, 0, or NULL where it is unknown. Null for a declared one, which changes no verdict. */
export function leafInSql(leaf: PreparedLeaf, reader: SqlFieldReader): Sql | null {
  if (leaf.operator === 'declared') return null;
  if (leaf.operator === 'judged' || !leaf.field) return sql`NULL`;
  const field = reader.read(leaf.field.key);
  switch (field.kind) {
    case 'figure':
      return figureTest(leaf, field.figure, reader.plan);
    case 'range':
      return rangeTest(leaf, field, reader.plan);
    case 'text':
      return textTest(leaf, field.value, reader.plan);
    case 'class':
      return classTest(leaf, field);
  }
}

const comparisons: Partial<Record<PreparedLeaf['operator'], Comparison>> = {
  '=': '=',
  '!=': '<>',
  '<': '<',
  '<=': '<=',
  '>': '>',
  '>=': '>=',
  before: '<',
  after: '>',
};

function comparisonOf({ operator, id }: PreparedLeaf): Comparison {
  const comparison = comparisons[operator];
  if (!comparison) throw new InvalidRuleError(id, `no form in SQL: ${operator}`);
  return comparison;
}

/** Compares with each value of the rule, named by its words. */
function against(leaf: PreparedLeaf, plan: SqlPlan) {
  return (figure: SqlFigure, operator: Comparison, operand: FactValue | undefined) => {
    if (operand === undefined || !isExact(operand) || !leaf.field)
      throw new InvalidRuleError(leaf.id, 'a figure is needed');
    return compareWithValue(
      plan,
      figure,
      operator,
      operand satisfies ExactNumber,
      formatValue(operand, leaf.field, 'zh'),
    );
  };
}

function figureTest(leaf: PreparedLeaf, figure: SqlFigure, plan: SqlPlan): Sql {
  const compare = against(leaf, plan);
  const [from, to] = leaf.operands;
  if (leaf.operator === 'between')
    return sql`(${compare(figure, '>=', from)} AND ${compare(figure, '<=', to)})`;
  if (leaf.operator === 'in' || leaf.operator === 'notIn') {
    const wanted = leaf.operator === 'in';
    const tests = leaf.operands.map((operand) => compare(figure, wanted ? '=' : '<>', operand));
    return sql`(${joinSql(tests, wanted ? ' OR ' : ' AND ')})`;
  }
  return compare(figure, comparisonOf(leaf), from);
}

/** What the bounds decide, as the range tests of a leaf do. */
function rangeTest(leaf: PreparedLeaf, { low, high }: Ends, plan: SqlPlan): Sql {
  const compare = against(leaf, plan);
  const [from, to] = leaf.operands;
  const decide = (holds: Sql, fails: Sql) => sql`CASE WHEN ${holds} THEN 1 WHEN ${fails} THEN 0 END`;
  const outside = (operand: FactValue) =>
    sql`(coalesce(${compare(low, '>', operand)}, 0) OR coalesce(${compare(high, '<', operand)}, 0))`;
  const known = (operand: FactValue) =>
    sql`(${compare(low, '=', operand)} AND ${compare(high, '=', operand)})`;
  switch (leaf.operator) {
    case '>=':
      return decide(compare(low, '>=', from), compare(high, '<', from));
    case '>':
      return decide(compare(low, '>', from), compare(high, '<=', from));
    case '<=':
      return decide(compare(high, '<=', from), compare(low, '>', from));
    case '<':
      return decide(compare(high, '<', from), compare(low, '>=', from));
    case 'between':
      return decide(
        sql`${compare(low, '>=', from)} AND ${compare(high, '<=', to)}`,
        sql`coalesce(${compare(low, '>', to)}, 0) OR coalesce(${compare(high, '<', from)}, 0)`,
      );
    default: {
      const any = joinSql(leaf.operands.map(known), ' OR ');
      const none = joinSql(leaf.operands.map(outside), ' AND ');
      return leaf.operator === '=' || leaf.operator === 'in' ? decide(any, none) : decide(none, any);
    }
  }
}
type Ends = Extract<SqlField, { kind: 'range' }>;

function textTest(leaf: PreparedLeaf, value: Sql, plan: SqlPlan): Sql {
  const { operator, operands, field } = leaf;
  const bound = (operand: FactValue): Sql =>
    typeof operand === 'boolean'
      ? sql`${operand ? 1 : 0}`
      : bind(plan, asText(operand), field ? formatValue(operand, field, 'zh') : '');
  const list = operands.map(bound);
  const [from = sql`NULL`, to = sql`NULL`] = list;
  switch (operator) {
    case 'isTrue':
    case 'isFalse':
      return sql`${value} = ${operator === 'isTrue' ? 1 : 0}`;
    case 'between':
      return sql`(${value} >= ${from} AND ${value} <= ${to})`;
    case 'in':
      return sql`${value} IN (${joinSql(list, ', ')})`;
    case 'notIn':
      return sql`${value} NOT IN (${joinSql(list, ', ')})`;
    case 'contains':
      return sql`instr(${value}, ${from}) > 0`;
    case 'within': {
      const prefixes = operands.map((operand) => prefixOf(asText(operand), field?.type === 'region'));
      const tests = prefixes.map(
        (prefix) => sql`substr(${value}, 1, ${prefix.length}) = ${bind(plan, prefix)}`,
      );
      return sql`(${joinSql(tests, ' OR ')})`;
    }
    default:
      return sql`${value} ${{ text: comparisonOf(leaf), layer: 0 }} ${from}`;
  }
}

/** The value of a condition on a text, date or code; prepareRule has checked that it is one. */
function asText(operand: FactValue): string {
  return typeof operand === 'string' ? operand : '';
}

/** The codes of all that lies in a region begin with its own without trailing zero pairs. */
function prefixOf(code: string, isRegion: boolean): string {
  return isRegion ? code.replace(/(00)+$/, '') : code;
}

/** A class is decided when every place that it can still have says the same. */
function classTest(
  { operator, operands, id }: PreparedLeaf,
  field: Extract<SqlField, { kind: 'class' }>,
): Sql {
  if (!['=', '!=', 'in', 'notIn'].includes(operator))
    throw new InvalidRuleError(id, `no form in SQL: ${operator}`);
  const wanted = operator === '=' || operator === 'in';
  const { first, last, classes } = field;
  const between = (places: number[]) =>
    places.length === 0
      ? sql`0`
      : joinSql(
          places.map((place) => sql`${place} BETWEEN ${first} AND ${last}`),
          ' OR ',
        );
  const places = classes.map((_, place) => place);
  const holds = places.filter((place) => operands.includes(classes[place] ?? '') === wanted);
  const fails = places.filter((place) => !holds.includes(place));
  return sql`CASE WHEN ${first} IS NULL THEN NULL WHEN NOT (${between(fails)}) THEN 1 WHEN NOT (${between(holds)}) THEN 0 END`;
}
