import type { RuleContext } from '../rule-context';

/**
 * A piece of SQL. `layer` says on which columns it stands: 0 the facts themselves, n what is derived from the columns
 * of the layers below. A derived column is written once and read by name, so that a formula over formulas stays short.
 */
export interface Sql {
  readonly text: string;
  readonly layer: number;
}

/** A column of a layer, with what it is in words. */
export interface SqlColumn {
  readonly name: string;
  readonly layer: number;
  readonly text: string;
  readonly words: string;
}

/** A value that stands beside the statement as ?1, ?2, …, never in it. */
export interface SqlParameter {
  readonly value: string | bigint;
  readonly words: string;
}

/** What is gathered while a rule is written as SQL. */
export interface SqlPlan {
  readonly context: RuleContext;
  readonly parameters: SqlParameter[];
  /** The columns of facts by name: which fact of which period each holds. */
  readonly facts: Map<string, { key: string; period: string }>;
  readonly columns: SqlColumn[];
  /** Integers that are compared; one that left 64 bits (or never fitted) has become a real, and the row isn't exact. */
  readonly integers: Map<string, Sql>;
}

/** Starts a plan for one rule on the context's day. */
export function startPlan(context: RuleContext): SqlPlan {
  return { context, parameters: [], facts: new Map(), columns: [], integers: new Map() };
}

/** SQL out of pieces and whole numbers; nothing else can be put in, so that no value of a rule ever gets there. */
export function sql(strings: TemplateStringsArray, ...parts: (Sql | number | bigint)[]): Sql {
  let text = strings[0] ?? '';
  let layer = 0;
  parts.forEach((part, index) => {
    if (typeof part === 'object') layer = Math.max(layer, part.layer);
    text += (typeof part === 'object' ? part.text : String(part)) + (strings[index + 1] ?? '');
  });
  return { text, layer };
}

/** Pieces with a glue between them. The caller passes at least one. */
export function joinSql(parts: readonly Sql[], glue: string): Sql {
  return {
    text: parts.map(({ text }) => text).join(glue),
    layer: Math.max(0, ...parts.map(({ layer }) => layer)),
  };
}

/** Binds a value; `words` say what it is to whoever reads the list of parameters. */
export function bind(plan: SqlPlan, value: string | bigint, words = String(value)): Sql {
  const found = plan.parameters.findIndex(
    (parameter) => parameter.value === value && parameter.words === words,
  );
  const index = found >= 0 ? found : plan.parameters.push({ value, words }) - 1;
  return { text: `?${String(index + 1)}`, layer: 0 };
}

/** A name as SQL quotes it. */
export function quoteName(name: string): string {
  return `"${name.replaceAll('"', '""')}"`;
}

/** Gives an expression a name in the layer above what it reads. */
export function defineColumn(plan: SqlPlan, name: string, expression: Sql, words = ''): Sql {
  const layer = expression.layer + 1;
  plan.columns.push({ name, layer, text: expression.text, words });
  return { text: quoteName(name), layer };
}

/** Whether a value was known to be of that piece: SQL's NULL is the unknown. */
export function isKnown(value: Sql): Sql {
  return sql`${value} IS NOT NULL`;
}

/** A result that is certain for every firm of which the value is known. */
export function certain(value: Sql, holds: boolean): Sql {
  return sql`CASE WHEN ${isKnown(value)} THEN ${holds ? 1 : 0} END`;
}
