import fc from 'fast-check';
import { afterAll, describe, expect, it } from 'vitest';

import { wholeSpan } from '~/knowledge/enterprises/duration';
import { ageInSql } from '~/knowledge/policies/sql/age-in-sql';
import { openConnection } from '~/prisma/sqlite-connection.server';

const database = openConnection(':memory:');
afterAll(() => database.close());

const day = fc
  .date({ min: new Date('1999-01-01'), max: new Date('2032-12-31'), noInvalidDate: true })
  .map((date) => date.toISOString().slice(0, 10));
/** Dates at the ends of months, where a month more is not a day more. */
const end = fc.constantFrom(
  '2024-02-29',
  '2023-02-28',
  '2024-01-31',
  '2024-03-31',
  '2025-02-28',
  '2024-12-30',
);

describe('an age in SQL', () => {
  it('counts as the evaluation does, at the ends of months too', () => {
    const dates = fc.oneof(day, end);
    fc.assert(
      fc.property(dates, dates, fc.constantFrom('years', 'months', 'days'), (from, to, unit) => {
        const { text } = ageInSql({ text: '?1', layer: 0 }, to, unit);
        const row = database.prepare(`SELECT ${text} AS age`).get([from]) as { age: number };
        expect(row.age).toBe(wholeSpan(from, to, unit) + 0);
      }),
      { numRuns: 1500 },
    );
  });

  it('counts between two dates of the firm, and is unknown where either is', () => {
    const dates = fc.oneof(day, end);
    fc.assert(
      fc.property(dates, dates, fc.constantFrom('years', 'months', 'days'), (from, to, unit) => {
        const { text } = ageInSql({ text: '?1', layer: 0 }, { text: '?2', layer: 0 }, unit);
        const span = database.prepare(`SELECT ${text} AS age`);
        expect((span.get([from, to]) as { age: number }).age).toBe(wholeSpan(from, to, unit) + 0);
        expect((span.get([from, null]) as { age: number | null }).age).toBeNull();
        expect((span.get([null, to]) as { age: number | null }).age).toBeNull();
      }),
      { numRuns: 500 },
    );
  });
});
