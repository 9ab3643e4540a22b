import type { Firm } from './make-population';
import type { Thresholds } from './make-rules';

/** The columns that the loop reads: plain doubles, NaN where nothing is known. */
export type PlainColumns = Record<
  'staff' | 'income' | 'assets' | 'research' | 'technical' | 'founded' | 'layoff',
  Float64Array
>;

/** The firms as plain columns. */
export function makePlainColumns(firms: readonly Firm[]): PlainColumns {
  const column = (key: keyof Firm) =>
    Float64Array.from(firms, (firm) => {
      const value = firm[key];
      return value === undefined ? NaN : typeof value === 'string' ? Date.parse(value) : Number(value);
    });
  return {
    staff: column('staff.count'),
    income: column('tax.taxable-income'),
    assets: column('assets.total'),
    research: column('rd.expense'),
    technical: column('staff.technical'),
    founded: column('registration.date'),
    layoff: column('staff.layoff-rate'),
  };
}

/** What a programmer would write for this one rule: 1 met, 0 not met, 2 unknown; leaves a firm at the first refusal. */
export function runHandWritten(c: PlainColumns, t: Thresholds, out: Uint8Array): void {
  const founded = Date.parse(t.founded);
  for (let i = 0; i < out.length; i += 1) {
    out[i] = 0;
    let open = 0;
    const staff = c.staff[i]!;
    if (staff > t.staff) continue;
    if (staff !== staff) open = 1;
    const income = c.income[i]!;
    if (income > t.income) continue;
    if (income !== income) open = 1;
    const assets = c.assets[i]!;
    if (assets > t.assets) continue;
    if (assets !== assets) open = 1;
    const research = c.research[i]!;
    const technical = c.technical[i]!;
    if (!(research >= t.research || technical >= t.technical)) {
      if (research === research && technical === technical) continue;
      open = 1;
    }
    const day = c.founded[i]!;
    if (day >= founded) continue;
    if (day !== day) open = 1;
    const layoff = c.layoff[i]!;
    if (layoff > t.layoff) continue;
    if (layoff !== layoff) open = 1;
    out[i] = open === 1 ? 2 : 1;
  }
}
