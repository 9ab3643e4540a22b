import { setValueAt } from '~/forms/definition/data-path';
import type { FormField, PrefillBinding, RowPart } from '~/forms/definition/form-definition';

import type { FieldProvenance } from './field-provenance';
import { fitValue } from './fit-value';
import { countsOn, type HeldCertificate } from './held-certificate';
import type { PrefillResult } from './prefill-form';
import { provenanceOf, type PrefillFact } from './prefill-fact';

/** A row that a table gets by itself. */
interface FilledRow {
  /** A year, or a certificate's id. */
  id: string;
  period: string | null;
  certificate: HeldCertificate | null;
}

export interface RowSources {
  facts: ReadonlyMap<string, readonly PrefillFact[]>;
  /** What was told the assistant: only offered. */
  told: ReadonlyMap<string, readonly PrefillFact[]>;
  certificates: readonly HeldCertificate[];
  today: string;
}

const defaultYears = 3;
const mostYears = 10;

/** Whether the table's rows follow from the firm's record. */
export function hasOwnRows(
  binding: PrefillBinding | undefined | null,
): binding is PrefillBinding & { rows: 'years' | 'certificates' } {
  return binding?.rows === 'years' || binding?.rows === 'certificates';
}

/** The columns of a table, by their paths `table[].column`; a table inside of the table isn't filled. */
export function columnsOf(grid: FormField, fields: readonly FormField[]): FormField[] {
  const prefix = `${grid.path}[].`;
  return fields.filter(({ path }) => path.startsWith(prefix) && !path.slice(prefix.length).includes('[]'));
}

/** `table[].column` in its third row: `table[2].column`. */
export function cellPath(columnPath: string, row: number): string {
  return columnPath.replace('[]', `[${row}]`);
}

/**
 * Fills a table: a row for each of the last complete years, oldest first, or for each certificate that counts today.
 * Each cell is filled, locked and named by itself; a year whose figure nobody holds stays to be filled in. Changes
 * `result`.
 */
export function fillRows(
  grid: FormField,
  columns: readonly FormField[],
  sources: RowSources,
  result: PrefillResult,
): void {
  const rows = listRows(grid.component.prefill ?? {}, sources);
  for (const [index, row] of rows.entries()) {
    setValueAt(result.data, `${grid.path}[${index}]`, {});
    for (const column of columns) fillCell(column, cellPath(column.path, index), row, sources, result);
  }
}

function listRows(binding: PrefillBinding, { certificates, today }: RowSources): FilledRow[] {
  if (binding.rows === 'certificates') {
    return certificates
      .filter((certificate) => countsOn(certificate, today))
      .sort((a, b) => a.issuedOn.localeCompare(b.issuedOn) || a.id.localeCompare(b.id))
      .map((certificate) => ({ id: certificate.id, period: null, certificate }));
  }
  const latest = Number(today.slice(0, 4)) - 1;
  const wanted = Number(binding.count ?? defaultYears);
  const count = Number.isInteger(wanted) && wanted >= 1 ? Math.min(wanted, mostYears) : defaultYears;
  return Array.from({ length: count }, (_, index) => {
    const year = String(latest - count + 1 + index);
    return { id: year, period: year, certificate: null };
  });
}

function fillCell(
  { component }: FormField,
  path: string,
  row: FilledRow,
  { facts, told, today }: RowSources,
  result: PrefillResult,
): void {
  const binding = component.prefill ?? {};
  const put = (value: unknown, origin: FieldProvenance) => {
    setValueAt(result.data, path, value);
    result.provenance[path] = { ...origin, row: row.id };
  };
  if (binding.part) {
    const fitted = fitValue(component, partOfRow(row, binding.part));
    if (fitted.fits) put(fitted.value, partOrigin(row, fitted.value, today));
    return;
  }
  if (!binding.fact || row.period === null) return;
  const ofRow = (known: RowSources['facts']) =>
    known.get(binding.fact ?? '')?.find(({ period }) => period === row.period);
  const said = ofRow(told);
  const offered = said && fitValue(component, said.value);
  if (said && offered?.fits)
    result.offered[path] = { ...provenanceOf(said, binding, offered.value), row: row.id };
  const fact = ofRow(facts);
  const fitted = fact && fitValue(component, fact.value);
  if (fact && fitted?.fits) return put(fitted.value, provenanceOf(fact, binding, fitted.value));
  result.missing.push(path);
  if (fact) result.unfit.push({ path, fact: fact.key, value: fact.value });
}

function partOfRow({ period, certificate }: FilledRow, part: RowPart): string | null {
  return part === 'period' ? period : (certificate?.[part] ?? null);
}

/** The year is the form's own; a certificate's particulars are its issuer's. Neither is the applicant's to change. */
function partOrigin({ period, certificate }: FilledRow, value: unknown, today: string): FieldProvenance {
  return {
    fact: certificate?.key ?? null,
    period,
    source: certificate?.issuer ?? '',
    sourceKind: certificate ? 'certificate' : 'form',
    observedAt: certificate?.issuedOn ?? today,
    locked: true,
    reference: certificate?.number ?? null,
    value,
    ...(certificate && { validUntil: certificate.validUntil }),
  };
}
