import type { IsoDate } from '~/prisma/calendar/city-date';

import type { TurnFigureRow } from './figures/count-day';
import { listDays } from './figures/cover-days';

/** A day's questions by how they ended. */
export interface DayRow {
  day: string;
  answered: number;
  notFound: number;
  refused: number;
  handedOver: number;
  stopped: number;
}

const countOf: Record<string, Exclude<keyof DayRow, 'day'>> = {
  ...{ answered: 'answered', 'not-found': 'notFound', refused: 'refused' },
  ...{ 'handed-over': 'handedOver', stopped: 'stopped' },
};

const noQuestions = { answered: 0, notFound: 0, refused: 0, handedOver: 0, stopped: 0 };

/** A row for each day of the period, those without a question too, so that a chart tells quiet days from missing ones. */
export function sumDays(
  rows: readonly TurnFigureRow[],
  { first, last }: { first: IsoDate; last: IsoDate },
): DayRow[] {
  const days = new Map(listDays(first, last).map((day): [string, DayRow] => [day, { day, ...noQuestions }]));
  for (const { day, outcome, n } of rows) {
    const row = days.get(day);
    const count = countOf[outcome];
    if (row && count) row[count] += n;
  }
  return [...days.values()];
}

/** Months for a year's chart, where 365 bars say nothing; `day` is the month then, as 2026-11. */
export function sumMonths(days: readonly DayRow[]): DayRow[] {
  const months = new Map<string, DayRow>();
  for (const { day, ...row } of days) {
    const month = months.get(day.slice(0, 7)) ?? { day: day.slice(0, 7), ...noQuestions };
    for (const key of Object.keys(row) as (keyof typeof row)[]) month[key] += row[key];
    months.set(month.day, month);
  }
  return [...months.values()];
}

/** Questions by what they wanted, the most frequent first. */
export function sumKinds(rows: readonly TurnFigureRow[]): Insights['kinds'] {
  const kinds = new Map<string, Insights['kinds'][number]>();
  for (const { intent, outcome, n } of rows) {
    const kind = kinds.get(intent) ?? { kind: intent, questions: 0, answered: 0 };
    kinds.set(intent, {
      ...kind,
      questions: kind.questions + n,
      answered: kind.answered + (outcome === 'answered' ? n : 0),
    });
  }
  return [...kinds.values()].sort((a, b) => b.questions - a.questions || (a.kind < b.kind ? -1 : 1));
}

/** The figures of the desk for a period; texts of askers are in none of them. */
export interface Insights {
  days: DayRow[];
  /** Questions by what they wanted. */
  kinds: { kind: string; questions: number; answered: number }[];
  questions: number;
  /** Questions that the assistant answered by itself. */
  answered: number;
  ratings: { useful: number; notUseful: number; wrong: number; replyUseful: number; replyNotUseful: number };
  replies: {
    handedOver: number;
    replied: number;
    onTime: number;
    open: number;
    overdue: number;
    /** Hours from the question to the first reply; null when there is none. */
    medianHours: number | null;
  };
  clauses: { documentId: string; passageId: number; name: string; path: string; cited: number }[];
  policies: {
    policyId: string;
    title: string;
    department: string;
    asked: number;
    answered: number;
    cited: number;
  }[];
  /** Days whose sums are still being made: the figures lack them; 0 but after an upgrade. */
  unsummedDays: number;
}

/** A table as CSV for spreadsheets: with a byte order mark, quoted, and no cell that a spreadsheet would take for a formula. */
export function toCsv(rows: readonly (readonly (string | number | null)[])[]): string {
  return `\uFEFF${rows.map((row) => row.map(csvCell).join(',')).join('\r\n')}\r\n`;
}

function csvCell(value: string | number | null): string {
  if (value === null) return '';
  if (typeof value === 'number') return String(value);
  // OWASP: a cell that begins so is run as a formula; an apostrophe makes it text.
  const safe = /^[\s]*[=+\-@\t\r\n＝＋－＠]/.test(value) ? `'${value}` : value;
  return /[",\r\n']/.test(safe) ? `"${safe.replace(/"/g, '""')}"` : safe;
}
