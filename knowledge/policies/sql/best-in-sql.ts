import type { Operand } from '../../enterprises/derived-fact-schema';
import { InvalidRuleError } from '../invalid-rule';
import { compareFigures, type SqlFigure } from './sql-figure';
import { nameFigure, readOperand, type Reading, type SqlField } from './sql-field';
import { sql } from './sql-text';

/** The highest or lowest of several, by its bounds: one that is known bounds the result where another is not. */
export function bestInSql(of: readonly Operand[], pick: 'highest' | 'lowest', reading: Reading): SqlField {
  const fields = of.map((operand) => readOperand(operand, reading));
  const end = (which: 'low' | 'high') => {
    const figures = fields.map((field) => boundOf(field, which, reading.name));
    // The highest is at least the best lower end; its upper end needs every upper end.
    const needsAll = (which === 'high') === (pick === 'highest');
    let best = figures[0] as SqlFigure;
    figures.slice(1).forEach((figure, step) => {
      best = nameFigure(
        choose(best, figure, pick, needsAll, reading),
        reading,
        ` ${which} ${String(step + 2)}`,
      );
    });
    return best;
  };
  return { kind: 'range', low: end('low'), high: end('high') };
}

function boundOf(field: SqlField, which: 'low' | 'high', name: string): SqlFigure {
  if (field.kind === 'figure') return field.figure;
  if (field.kind === 'range') return field[which];
  throw new InvalidRuleError(name, 'best of figures only');
}

/** Of two the better; unless both are needed, the one that is known where the other is not. */
function choose(
  a: SqlFigure,
  b: SqlFigure,
  pick: 'highest' | 'lowest',
  needsAll: boolean,
  { reader }: Reading,
): SqlFigure {
  const aIsBetter = compareFigures(reader.plan, a, pick === 'highest' ? '>=' : '<=', b);
  const pickOf = (left: SqlFigure['d'], right: SqlFigure['d']) => {
    const either = needsAll
      ? sql``
      : sql`WHEN ${a.n} IS NULL THEN ${right} WHEN ${b.n} IS NULL THEN ${left} `;
    return sql`CASE ${either}WHEN ${aIsBetter} THEN ${left} WHEN NOT (${aIsBetter}) THEN ${right} END`;
  };
  const same = typeof a.d === 'bigint' && a.d === b.d;
  return { n: pickOf(a.n, b.n), d: same ? a.d : pickOf(a.d, b.d) };
}
