import type { PreparedGroup, PreparedNode } from '../prepare-rule';
import type { RuleContext } from '../rule-context';
import { leafInSql } from './leaf-in-sql';
import { openSqlFields } from './open-sql-fields';
import type { SqlFieldReader } from './sql-field';
import {
  joinSql,
  quoteName,
  sql,
  startPlan,
  type Sql,
  type SqlColumn,
  type SqlParameter,
  type SqlPlan,
} from './sql-text';

/** The tables that the statement reads; what their integers mean is told in docs/rules-as-sql.md. */
export const sqlTables = `CREATE TABLE enterprises (id TEXT PRIMARY KEY);
CREATE TABLE facts (
  enterprise TEXT NOT NULL REFERENCES enterprises (id),
  key TEXT NOT NULL,
  period TEXT NOT NULL DEFAULT '',
  value, -- INTEGER for figures (in steps of their type) and yes or no (1, 0), TEXT for the rest
  PRIMARY KEY (enterprise, key, period)
) WITHOUT ROWID;`;

/** A rule as one statement of SQLite: a row a firm. */
export interface RuleSql {
  /**
   * Columns: enterprise, verdict (eligible, ineligible, unknown), exact (0 where a figure left 64 bits: the verdict may
   * then be unknown though facts decide it, and is never wrong otherwise).
   */
  readonly text: string;
  readonly parameters: readonly SqlParameter[];
}

/**
 * Writes a rule that was made ready as SQL whose NULL logic is Kleene's, with every value of the rule bound. Throws
 * InvalidRuleError for a derived fact that has no form in SQL.
 */
export function ruleInSql(rule: PreparedGroup, context: RuleContext): RuleSql {
  const plan = startPlan(context);
  const reader = openSqlFields(plan);
  // A rule that is one choice, or is turned round, is one condition; else each of its parts is one.
  const tops = rule.combinator === 'and' && !rule.not ? rule.children : [rule];
  const conditions = tops.flatMap((node, index) => {
    const test = nodeInSql(node, reader);
    return test ? [{ name: `condition ${String(index + 1)}`, words: node.label.zh, test }] : [];
  });
  const names = conditions.map(({ name }) => quoteName(name));
  const verdict = names.length > 0 ? names.join(' AND ') : '1';
  const lines = [
    'WITH',
    `known AS MATERIALIZED (\n${knownLines(plan)}\n)${layersOf(plan)},`,
    `judged AS MATERIALIZED (`,
    '  SELECT enterprise,',
    ...conditions.map(
      ({ name, words, test }) => `${comment(words, '    ')}\n    ${test.text} AS ${quoteName(name)},`,
    ),
    `    -- 参与比较的数是否都在 64 位整数之内`,
    `    ${exactness(plan)} AS exact`,
    `  FROM ${topLayer(plan)}`,
    ')',
    'SELECT enterprise,',
    `  CASE ${verdict} WHEN 1 THEN 'eligible' WHEN 0 THEN 'ineligible' ELSE 'unknown' END AS verdict,`,
    '  exact',
    'FROM judged',
    'ORDER BY enterprise;',
  ];
  return { text: lines.join('\n'), parameters: plan.parameters };
}

function nodeInSql(node: PreparedNode, reader: SqlFieldReader): Sql | null {
  if (node.kind === 'leaf') return leafInSql(node, reader);
  const parts = node.children.flatMap((child) => nodeInSql(child, reader) ?? []);
  if (parts.length === 0) return null;
  const joined = sql`(${joinSql(parts, node.combinator === 'and' ? ' AND ' : ' OR ')})`;
  return node.not ? sql`NOT ${joined}` : joined;
}

/** The facts of each firm in one row. */
function knownLines(plan: SqlPlan): string {
  const columns = [...plan.facts].map(
    ([name, { key, period }]) =>
      `    max(CASE WHEN facts.key = ${quoteText(key)} AND facts.period = ${quoteText(period)} THEN facts.value END) AS ${quoteName(name)}`,
  );
  return [
    '  SELECT enterprises.id AS enterprise' + (columns.length > 0 ? ',' : ''),
    ...(columns.length > 0 ? [columns.join(',\n')] : []),
    '  FROM enterprises LEFT JOIN facts ON facts.enterprise = enterprises.id',
    '  GROUP BY enterprises.id',
  ].join('\n');
}

/** Keys of the catalogue and periods: their form is checked where they come in. */
const quoteText = (text: string) => `'${text.replaceAll("'", "''")}'`;

function layersOf(plan: SqlPlan): string {
  const layers = [...new Set(plan.columns.map(({ layer }) => layer))].sort((a, b) => a - b);
  return layers
    .map((layer, index) => {
      const columns = plan.columns.filter((column) => column.layer === layer).map(columnLine);
      const below = layers[index - 1];
      const from = below === undefined ? 'known' : layerName(below);
      return `,\n${layerName(layer)} AS MATERIALIZED (\n  SELECT *,\n${columns.join(',\n')}\n  FROM ${from}\n)`;
    })
    .join('');
}

const layerName = (layer: number) => `derived_${String(layer)}`;

function columnLine({ name, text, words }: SqlColumn): string {
  return `${comment(words, '    ')}\n    ${text} AS ${quoteName(name)}`;
}

function topLayer(plan: SqlPlan): string {
  const top = Math.max(0, ...plan.columns.map(({ layer }) => layer));
  return top === 0 ? 'known' : layerName(top);
}

function exactness(plan: SqlPlan): string {
  const checks = [...plan.integers.values()].map(({ text }) => `typeof(${text}) = 'real'`);
  return checks.length === 0 ? '1' : `NOT (${checks.join('\n      OR ')})`;
}

/** A remark on a line of its own: whatever words a department chose, they end with the line. */
function comment(words: string, indent: string): string {
  return `${indent}-- ${words.replaceAll(/[\r\n\u2028\u2029]+/g, ' ')}`;
}
