import type { FormComponent } from '~/forms/definition/form-definition';
import { childrenOf, labelOf } from '~/forms/definition/walk-fields';

const summable: ReadonlySet<string> = new Set(['number', 'currency']);

/** The sum of one column of a table. */
export interface ColumnSum {
  key: string;
  column: FormComponent;
  label: string;
  /** An exact decimal: `1234.5`. */
  sum: string;
}

/** The sums of the columns that are marked with `sum`, over what counts as a number. Exact, whatever the decimals. */
export function columnSums(table: FormComponent, rows: unknown): ColumnSum[] {
  if (!Array.isArray(rows)) return [];
  return childrenOf(table)
    .filter(({ component }) => component.sum === true && summable.has(component.type))
    .map(({ component }) => ({
      key: component.key,
      column: component,
      label: labelOf(component),
      sum: sumOf(rows.map((row: unknown) => cellOf(row, component.key))),
    }));
}

/** The exact sum of decimals; what is no number counts nothing. */
export function sumOf(values: readonly unknown[]): string {
  const scale = 10;
  const total = values.reduce<bigint>((sum, value) => sum + scaled(value, scale), 0n);
  const [sign, size] = total < 0n ? ['-', -total] : ['', total];
  const text = String(size).padStart(scale + 1, '0');
  const fraction = text.slice(-scale).replace(/0+$/, '');
  return `${sign}${text.slice(0, -scale)}${fraction === '' ? '' : `.${fraction}`}`;
}

function scaled(value: unknown, scale: number): bigint {
  const text = typeof value === 'number' || typeof value === 'string' ? String(value).trim() : '';
  const match = /^(-?)(\d{1,20})(?:\.(\d{1,10}))?$/.exec(text);
  if (!match) return 0n;
  const size = BigInt(`${match[2]}${(match[3] ?? '').padEnd(scale, '0')}`);
  return match[1] === '-' ? -size : size;
}

function cellOf(row: unknown, key: string): unknown {
  return row !== null && typeof row === 'object' && Object.hasOwn(row, key)
    ? (row as Record<string, unknown>)[key]
    : undefined;
}
