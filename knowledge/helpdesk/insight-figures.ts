/** A day's questions by how they ended. */
export interface DayRow {
  day: string;
  answered: number;
  notFound: number;
  refused: number;
  handedOver: number;
  stopped: number;
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
}

/** The middle of the numbers, the mean of the two middle ones for an even count; null for none. */
export function median(numbers: readonly number[]): number | null {
  const sorted = [...numbers].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  const [low, high] = [sorted[sorted.length % 2 === 0 ? middle - 1 : middle], sorted[middle]];
  return low === undefined || high === undefined ? null : (low + high) / 2;
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
