import { isExact } from '../../enterprises/fact-value';
import type { FactCatalogue } from '../../enterprises/fact-catalogue';
import type { FactSet } from '../../enterprises/fact-set';
import { stepsOf } from './sql-figure';

/** A row of the `facts` table. A value that is a `number` is a figure that has no exact place in it. */
export interface SqlFactRow {
  readonly key: string;
  readonly period: string;
  readonly value: string | bigint | number;
}

/** A firm's facts as rows of the `facts` table: figures in steps of their type, yes and no as 1 and 0. */
export function toSqlFactRows(facts: FactSet, catalogue: FactCatalogue): SqlFactRow[] {
  return [...facts].flatMap(([key, periods]) => {
    const definition = catalogue.get(key);
    if (!definition) return [];
    return [...periods].map(([period, { value }]) => {
      if (typeof value === 'boolean') return { key, period, value: value ? 1n : 0n };
      if (!isExact(value)) return { key, period, value };
      const scaled = value.numerator * stepsOf(definition);
      const whole = scaled / value.denominator;
      const isExactHere = scaled % value.denominator === 0n && whole < 2n ** 63n && whole > -(2n ** 63n);
      return { key, period, value: isExactHere ? whole : Number(scaled) / Number(value.denominator) };
    });
  });
}
