import { isNumeric } from '../../enterprises/fact-value';
import { latestYear, quartersOf } from '../../enterprises/period';
import { InvalidRuleError } from '../invalid-rule';
import { deriveInSql } from './derive-in-sql';
import type { SqlField, SqlFieldReader } from './sql-field';
import { stepsOf } from './sql-figure';
import { defineColumn, quoteName, sql, type Sql, type SqlPlan } from './sql-text';

/** Opens a reader of fields over a plan. */
export function openSqlFields(plan: SqlPlan): SqlFieldReader {
  const written = new Map<string, SqlField>();
  const reader: SqlFieldReader = {
    plan,
    read(key, yearsBack = 0) {
      const name = yearsBack > 0 ? `${key} -${String(yearsBack)}` : key;
      const known = written.get(name);
      if (known) return known;
      const derived = plan.context.derived.get(key);
      const field = derived
        ? deriveInSql(derived, { reader, yearsBack, name, words: derived.label ?? key })
        : factField(plan, key, yearsBack);
      written.set(name, field);
      return field;
    },
  };
  return reader;
}

/** A fact of the latest complete year, or of its quarters' mean, as `readFact` takes it. */
function factField(plan: SqlPlan, key: string, yearsBack: number): SqlField {
  const definition = plan.context.catalogue.get(key);
  if (!definition) throw new InvalidRuleError(key, 'unknown fact');
  const year = latestYear(plan.context.at) - yearsBack;
  const period = definition.periods.length > 0 ? String(year) : '';
  const value = factColumn(plan, key, period);
  if (!isNumeric(definition.type)) return { kind: 'text', value };
  const steps = stepsOf(definition);
  if (!definition.periods.includes('quarter')) return { kind: 'figure', figure: { n: value, d: steps } };
  const quarters = quartersOf(year).map((quarter) => factColumn(plan, key, quarter));
  const [first, second, third, fourth] = quarters as [Sql, Sql, Sql, Sql];
  const n = defineColumn(
    plan,
    `${key} ${period} ×4`,
    sql`coalesce(4 * ${value}, ${first} + ${second} + ${third} + ${fourth})`,
    `${definition.label.zh}：全年，或者四个季度的平均`,
  );
  return { kind: 'figure', figure: { n, d: 4n * steps } };
}

function factColumn(plan: SqlPlan, key: string, period: string): Sql {
  const name = period ? `${key} ${period}` : key;
  plan.facts.set(name, { key, period });
  return { text: quoteName(name), layer: 0 };
}
