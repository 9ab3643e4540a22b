import type { FactType } from '../../enterprises/fact-definition';
import { isExact, isNumeric, type FactValue } from '../../enterprises/fact-value';
import type { Reading } from '../../enterprises/reading';
import { encodeDay, encodeFigure, scaleOf } from './encode-figure';

/** One bit a row, 32 rows a word: row r is bit r % 32 of its word. */
export type Bits = Int32Array<SharedArrayBuffer>;

/** One end of what is known of a figure: keys, what the keys cut off, and where nothing is known. */
export interface FigureEnd {
  readonly keys: Int32Array<SharedArrayBuffer>;
  readonly rest: Bits;
  readonly absent: Bits;
}

/** Figures and dates. `high` is `low` itself until a row is known by bounds only. */
export interface FigureColumn {
  readonly kind: 'figure';
  readonly scale: number;
  readonly low: FigureEnd;
  high: FigureEnd;
  /** Rows whose value is known (not only bounded). */
  readonly known: Bits;
}

/** Texts and codes: a number a row into the dictionary; 0 is unknown. */
export interface CodeColumn {
  readonly kind: 'code';
  readonly codes: Int32Array<SharedArrayBuffer>;
  /** What each number stands for, from 1 in order of arrival, written by `nameReading`; grows. */
  readonly numbers: Map<string, number>;
  readonly known: Bits;
  /** Rows known only to be one of several (a class between bounds). */
  readonly among: Bits;
}

/** Yes or no. */
export interface FlagColumn {
  readonly kind: 'flag';
  readonly truth: Bits;
  readonly known: Bits;
}
export type FactColumn = FigureColumn | CodeColumn | FlagColumn;

/** A typed column for each field that rules read, a row a firm. The memory is shared with worker threads. */
export interface FactColumns {
  readonly capacity: number;
  readonly columns: ReadonlyMap<string, FactColumn>;
}

const bits = (capacity: number): Bits => new Int32Array(new SharedArrayBuffer(Math.ceil(capacity / 32) * 4));
const cells = (capacity: number) => new Int32Array(new SharedArrayBuffer(Math.ceil(capacity / 32) * 128));

/** Empty columns: every row unknown in every field. `capacity` is the number of rows. */
export function makeFactColumns(
  capacity: number,
  fields: Iterable<{ key: string; type: FactType }>,
): FactColumns {
  const columns = new Map<string, FactColumn>();
  for (const { key, type } of fields) columns.set(key, makeColumn(capacity, type));
  return { capacity, columns };
}

function makeColumn(capacity: number, type: FactType): FactColumn {
  if (isNumeric(type) || type === 'date') {
    const low = makeEnd(capacity);
    return { kind: 'figure', scale: scaleOf(type), low, high: low, known: bits(capacity) };
  }
  if (type === 'boolean') return { kind: 'flag', truth: bits(capacity), known: bits(capacity) };
  const codes = cells(capacity);
  return { kind: 'code', codes, numbers: new Map(), known: bits(capacity), among: bits(capacity) };
}

function makeEnd(capacity: number): FigureEnd {
  return { keys: cells(capacity), rest: bits(capacity), absent: bits(capacity).fill(-1) };
}

/** Writes what is known of one field of one firm. */
export function writeCell(column: FactColumn, row: number, reading: Reading): void {
  const { value } = reading;
  if (column.kind === 'figure') {
    writeFigure(column, row, reading);
    setBit(column.known, row, value !== undefined);
  } else if (column.kind === 'flag') {
    setBit(column.truth, row, value === true);
    setBit(column.known, row, value !== undefined);
  } else {
    const name = nameReading(reading);
    column.codes[row] = name === null ? 0 : numberOf(column.numbers, name);
    setBit(column.known, row, value !== undefined);
    setBit(column.among, row, value === undefined && reading.among !== undefined);
  }
}

/** A reading of a text or class as an entry of the dictionary; null when nothing is known. */
function nameReading({ value, among }: Reading): string | null {
  if (typeof value === 'string') return `=${value}`;
  return among ? `|${among.join('|')}` : null;
}

/** The reading that an entry of the dictionary stands for. */
export function readName(name: string): Reading {
  const rest = name.slice(1);
  const known = name.startsWith('=') ? { value: rest } : { among: rest.split('|') };
  return { ...known, missing: [], evidence: [] };
}

function writeFigure(column: FigureColumn, row: number, { value, low, high }: Reading): void {
  const bounded = value === undefined && (low !== undefined || high !== undefined);
  if (bounded && column.high === column.low) column.high = copyEnd(column.low);
  writeEnd(column.low, column.scale, row, value ?? low);
  if (column.high !== column.low) writeEnd(column.high, column.scale, row, value ?? high);
}

function writeEnd(end: FigureEnd, scale: number, row: number, value: FactValue | undefined): void {
  const figure =
    value === undefined || typeof value === 'boolean'
      ? null
      : isExact(value)
        ? encodeFigure(value, scale)
        : { key: encodeDay(value), rest: false };
  end.keys[row] = figure?.key ?? 0;
  setBit(end.rest, row, figure?.rest ?? false);
  setBit(end.absent, row, figure === null);
}

function copyEnd({ keys, rest, absent }: FigureEnd): FigureEnd {
  const copy = (from: Int32Array) => {
    const to = new Int32Array(new SharedArrayBuffer(from.byteLength));
    to.set(from);
    return to;
  };
  return { keys: copy(keys), rest: copy(rest), absent: copy(absent) };
}

function numberOf(numbers: Map<string, number>, value: string): number {
  const known = numbers.get(value);
  if (known !== undefined) return known;
  numbers.set(value, numbers.size + 1);
  return numbers.size;
}

/** Sets or clears the bit of a row. */
export function setBit(target: Int32Array, row: number, on: boolean): void {
  const mask = 1 << (row & 31);
  const word = target[row >>> 5] ?? 0;
  target[row >>> 5] = on ? word | mask : word & ~mask;
}

/** Whether the bit of a row is set. */
export function hasBit(source: Int32Array, row: number): boolean {
  return (((source[row >>> 5] ?? 0) >>> (row & 31)) & 1) === 1;
}
