import { exact, parseDecimal } from '~/knowledge/enterprises/exact-number';
import type { FactValue } from '~/knowledge/enterprises/fact-value';
import type { Reading } from '~/knowledge/enterprises/reading';
import { makeFactColumns, writeCell, type FactColumns } from '~/knowledge/policies/population/fact-columns';
import { findField, makeRuleContext } from '~/knowledge/policies/rule-context';

/** The day of the bench. */
export const at = '2026-06-30';

/** The twelve facts that the bench's rules read. */
export const factKeys = [
  'staff.count',
  'staff.technical',
  'staff.insured',
  'revenue.annual',
  'assets.total',
  'rd.expense',
  'tax.taxable-income',
  'staff.layoff-rate',
  'registration.date',
  'industry.code',
  'region.code',
  'credit.abnormal',
] as const;

/** A firm as plain data, the form that the peers read; what is not known is absent. */
export type Firm = Partial<Record<(typeof factKeys)[number], number | string | boolean>>;

/** Numbers from 0 to 1, the same for a seed (mulberry32). */
export function makeRandom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}

const industries = ['C3912', 'C2661', 'I6513', 'I6420', 'F5211', 'H6110', 'M7310', 'E4710', 'A0111', 'K7010'];
const regions = ['330102', '330106', '330203', '330400', '310101', '359901', '359902', '110108'];

/** One firm with plausible figures; each fact is missing with the probability `gaps`. */
export function makeFirm(random: () => number, gaps: number): Firm {
  const firm: Firm = {};
  const put = (key: (typeof factKeys)[number], value: number | string | boolean) => {
    if (random() >= gaps) firm[key] = value;
  };
  const staff = Math.floor(Math.exp(random() * 7.5));
  const revenue = Math.floor(staff * 200_000 * (0.3 + random() * 2));
  put('staff.count', staff);
  put('staff.technical', Math.floor(staff * random() * 0.5));
  put('staff.insured', Math.floor(staff * (0.7 + random() * 0.3)));
  put('revenue.annual', revenue);
  put('assets.total', Math.floor(revenue * (0.3 + random())));
  put('rd.expense', Math.floor(revenue * random() * 0.1));
  put('tax.taxable-income', Math.floor(revenue * random() * 0.2));
  put('staff.layoff-rate', Math.floor(random() * 200) / 1000);
  put(
    'registration.date',
    new Date(Date.UTC(2000 + random() * 26, random() * 6, 1)).toISOString().slice(0, 10),
  );
  put('industry.code', industries[Math.floor(random() * industries.length)]!);
  put('region.code', regions[Math.floor(random() * regions.length)]!);
  put('credit.abnormal', random() < 0.05);
  return firm;
}

/** Columns for so many rows of the twelve facts. */
export function makeColumns(rows: number): FactColumns {
  const context = makeRuleContext(at);
  const fields = factKeys.map((key) => findField(key, context)!);
  return makeFactColumns(rows, fields);
}

/** Writes a firm into its row. */
export function writeFirm({ columns }: FactColumns, row: number, firm: Firm): void {
  for (const key of factKeys) writeCell(columns.get(key)!, row, asReading(firm[key]));
}

function asReading(value: number | string | boolean | undefined): Reading {
  const known: FactValue | undefined =
    typeof value === 'number'
      ? Number.isInteger(value)
        ? exact(value)
        : parseDecimal(String(value))!
      : value;
  return { value: known, missing: [], evidence: [] };
}
