import type { IsoDate } from '~/prisma/calendar/city-date';
import type { SqlReader } from '~/prisma/database.server';

import {
  allPolicies,
  countCitations,
  countRatings,
  countTurns,
  instantsOf,
  type CitationFigureRow,
  type CountedTurnRow,
  type TurnFigureRow,
} from './count-day';
import { coverDays, spanEnd } from './cover-days';

/** The days of a period, and which of them are counted from the questions themselves since their sums aren't made. */
export interface FigurePeriod {
  first: IsoDate;
  last: IsoDate;
  /** Due days, the newest first, at most `mostLive`: today among them. */
  live: ReadonlySet<IsoDate>;
  /** The questions of those days. */
  counted: readonly CountedTurnRow[];
  /** Days whose sums are still to be made and that are too many to count now; 0 but after an upgrade. */
  unsummed: number;
}

const mostLive = 31;

/** Looks which days of a period are summed. */
export function openPeriod(sql: SqlReader, first: IsoDate, last: IsoDate): FigurePeriod {
  const due = sql.all<{ day: IsoDate }>(
    `SELECT day FROM "FigureDay" WHERE isDue = 1 AND day >= ? AND day <= ? ORDER BY day DESC`,
    [first, last],
  );
  const live = new Set(due.slice(0, mostLive).map(({ day }) => day));
  const counted = [...live].flatMap((day) =>
    sql.all<Omit<CountedTurnRow, 'day'>>(countTurns, instantsOf(day)).map((row) => ({ ...row, day })),
  );
  return { first, last, live, counted, unsummed: due.length - live.size };
}

/** Questions by day, intent and outcome: all of them (null), or those that meant one of the policies. */
export function readTurnFigures(
  sql: SqlReader,
  { first, last, live, counted }: FigurePeriod,
  policyIds: readonly string[] | null,
): TurnFigureRow[] {
  const wanted = policyIds ?? [allPolicies];
  const summed = sql.all<TurnFigureRow>(
    `SELECT day, intent, outcome, sum(n) AS n FROM "TurnFigure"
      WHERE policyId IN (${marks(wanted)}) AND day >= ? AND day <= ? GROUP BY 1, 2, 3`,
    [...wanted, first, last],
  );
  const known = policyIds && new Set(policyIds);
  return [
    ...summed.filter(({ day }) => !live.has(day)),
    ...counted.filter(({ policyId }) => known === null || known.has(policyId)),
  ];
}

/** Questions by the policy that they meant and by outcome. */
export function readPolicyFigures(
  sql: SqlReader,
  { first, last, live, counted }: FigurePeriod,
  policyIds: readonly string[],
): Pick<CountedTurnRow, 'policyId' | 'outcome' | 'n'>[] {
  const summed = sql.all<CountedTurnRow>(
    `SELECT policyId, outcome, sum(n) AS n FROM "TurnFigure"
      WHERE policyId IN (${marks(policyIds)}) AND day >= ? AND day <= ?
        AND day NOT IN (SELECT value FROM json_each(?)) GROUP BY 1, 2`,
    [...policyIds, first, last, JSON.stringify([...live])],
  );
  return [...summed, ...counted];
}

/** Ratings by kind, of all questions or of those that meant one of the policies. */
export function readRatingFigures(
  sql: SqlReader,
  { first, last, live }: FigurePeriod,
  policyIds: readonly string[] | null,
): { kind: string; n: number }[] {
  const wanted = policyIds ?? [allPolicies];
  const summed = sql.all<{ kind: string; n: number }>(
    `SELECT kind, sum(n) AS n FROM "RatingFigure"
      WHERE policyId IN (${marks(wanted)}) AND day >= ? AND day <= ?
        AND day NOT IN (SELECT value FROM json_each(?)) GROUP BY 1`,
    [...wanted, first, last, JSON.stringify([...live])],
  );
  const known = policyIds && new Set(policyIds);
  const counted = [...live].flatMap((day) =>
    sql
      .all<{ policyId: string; kind: string; n: number }>(countRatings, instantsOf(day))
      .filter(({ policyId }) => known === null || known.has(policyId)),
  );
  return [...summed, ...counted];
}

/** How often each passage was cited in the period, the most cited first. */
export function readCitationFigures(sql: SqlReader, period: FigurePeriod): CitationFigureRow[] {
  const { first, last, live } = period;
  const usable = new Set(
    sql
      .all<{ span: number; start: IsoDate }>(
        `SELECT span, start FROM "FigureSpan" WHERE start >= ? AND start <= ?`,
        [first, last],
      )
      .map(({ span, start }) => `${span} ${start}`),
  );
  const due = [...live];
  const cover = coverDays(
    first,
    last,
    (span, start) =>
      usable.has(`${span} ${start}`) && !due.some((day) => day >= start && day <= spanEnd(span, start)),
  ).filter(({ span, start }) => span > 1 || !live.has(start));
  const sums = new Map<number, CitationFigureRow>();
  const add = ({ passageId, documentId, n }: CitationFigureRow) => {
    const sum = sums.get(passageId);
    if (sum) sum.n += n;
    else sums.set(passageId, { passageId, documentId, n });
  };
  const parts = cover.map(({ span, start }) => [span, start]);
  sql
    .all<CitationFigureRow>(
      `SELECT c.passageId AS passageId, c.documentId AS documentId, sum(c.n) AS n
         FROM json_each(?) part CROSS JOIN "CitationFigure" c ON c.span = part.value->>0 AND c.start = part.value->>1
        GROUP BY 1, 2`,
      [JSON.stringify(parts)],
    )
    .forEach(add);
  for (const day of live) sql.all<CitationFigureRow>(countCitations, instantsOf(day)).forEach(add);
  return [...sums.values()].sort((a, b) => b.n - a.n || a.passageId - b.passageId);
}

const marks = (values: readonly string[]) => values.map(() => '?').join(', ');
