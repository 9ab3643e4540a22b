import { sql, type Sql } from './sql-text';

/**
 * Whole years, months or days from a date to another, or to the day asked about, as `wholeSpan` counts them: a day that a month
 * doesn't have is its last.
 */
export function ageInSql(date: Sql, at: string | Sql, unit: 'years' | 'months' | 'days'): Sql {
  const day: Sql = typeof at === 'string' ? { text: `'${at}'`, layer: 0 } : at;
  if (unit === 'days') return sql`CAST(julianday(${day}) - julianday(${date}) AS INTEGER)`;
  const since = whole(unit, date, day);
  const until = whole(unit, day, date);
  return sql`CASE WHEN ${date} <= ${day} THEN ${since} WHEN ${date} > ${day} THEN -(${until}) END`;
}

/** Months between two dates, less one while the day of the month isn't reached; twelve make a year. */
function whole(unit: 'years' | 'months', from: Sql, to: Sql): Sql {
  const months = sql`(${part(to, 1, 4)} - ${part(from, 1, 4)}) * 12 + ${part(to, 6, 2)} - ${part(from, 6, 2)}`;
  const lastDay = sql`CAST(strftime('%d', ${to}, 'start of month', '+1 month', '-1 day') AS INTEGER)`;
  const early = sql`(min(${part(from, 9, 2)}, ${lastDay}) > ${part(to, 9, 2)})`;
  const full = sql`(${months} - ${early})`;
  return unit === 'months' ? full : sql`${full} / 12`;
}

function part(date: Sql, from: number, length: number): Sql {
  return sql`CAST(substr(${date}, ${from}, ${length}) AS INTEGER)`;
}
