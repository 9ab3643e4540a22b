import { creditCodeProblem } from '../credit-code';
import type { FactCatalogue } from '../fact-catalogue';
import type { JsonFactValue } from '../fact-value';
import { granularity } from '../period';
import type { FactMapping } from './fact-mapping';
import { cellReader, readDate, readPeriod, type CellReading } from './read-cell';

/** A fact as a row states it. */
export interface RowFact {
  /** The column's place, by which the fact's row in the database is named. */
  place: number;
  key: string;
  period: string;
  value: JsonFactValue;
}

export interface RowProblem {
  column: string;
  cell: string;
  problem: string;
}

/** What a row says of a firm. With `code` null nothing of the row can be taken; a wrong cell leaves the others in. */
export interface FactRowReading {
  code: string | null;
  name: string | null;
  /** The row's own period. */
  period: string | null;
  observedOn: string;
  validUntil: string | null;
  reference: string | null;
  facts: RowFact[];
  problems: RowProblem[];
}

interface FactColumn {
  place: number;
  name: string;
  key: string;
  /** Empty: without a period; null: the row's. */
  period: string | null;
  periods: readonly string[];
  label: string;
  read: (cell: string) => CellReading;
  readQuarter: (cell: string) => CellReading;
}

/** Makes a reader of a register's rows out of a checked mapping. */
export function openRowReader(
  columns: readonly string[],
  mapping: FactMapping,
  catalogue: FactCatalogue,
  today: string,
): (cells: readonly string[]) => FactRowReading {
  const placeOf = (to: string) => columns.findIndex((column) => mapping.columns[column]?.to === to);
  const [code, name, period, observed, valid, reference] = (
    ['credit-code', 'name', 'period', 'observed-on', 'valid-until', 'reference'] as const
  ).map(placeOf) as [number, number, number, number, number, number];
  const factColumns = columns.flatMap((column, place) => factColumn(column, place, mapping, catalogue));
  const text = (cells: readonly string[], place: number) =>
    place < 0 ? '' : (cells[place] ?? '').normalize('NFKC').trim();

  return (cells) => {
    const problems: RowProblem[] = [];
    const fail = (place: number, problem: string) => {
      problems.push({ column: columns[place] ?? '', cell: (cells[place] ?? '').slice(0, 80), problem });
      return null;
    };
    const date = (place: number, label: string): string | null => {
      const written = text(cells, place);
      if (written === '') return null;
      return readDate(written) ?? fail(place, `${label}应为存在的日期，写作 2026-11-22`);
    };
    const uscc = text(cells, code).toUpperCase().replace(/\s/g, '');
    const codeProblem = uscc === '' ? '没有统一社会信用代码' : creditCodeProblem(uscc);
    if (codeProblem !== null) fail(code, codeProblem);
    const observedOn = date(observed, '数据日期') ?? mapping.observedOn;
    if (observedOn > today) fail(observed, `数据日期不能晚于今天（${today}）`);
    const validUntil = date(valid, '有效期');
    const ofRow = text(cells, period) === '' ? null : readPeriod(text(cells, period));
    if (text(cells, period) !== '' && ofRow === null) fail(period, '期间应写作 2025 或 2025Q3');
    const facts: RowFact[] = [];
    for (const column of factColumns) {
      const fact = readFactCell(column, cells[column.place] ?? '', ofRow);
      if (fact === null) continue;
      if (typeof fact === 'string') fail(column.place, fact);
      else facts.push(fact);
    }
    const unreadable = observedOn > today || (valid >= 0 && text(cells, valid) !== '' && validUntil === null);
    return {
      code: codeProblem === null ? uscc : null,
      name: text(cells, name) || null,
      period: ofRow,
      observedOn,
      validUntil,
      reference: text(cells, reference).slice(0, 200) || null,
      facts: unreadable ? [] : facts,
      problems,
    };
  };
}

/** The fact of a cell, what is wrong with it, or null where the cell says nothing. */
function readFactCell(column: FactColumn, cell: string, ofRow: string | null): RowFact | string | null {
  const period = column.period ?? ofRow ?? '';
  const quarterly = granularity(period) === 'quarter';
  const reading = (quarterly ? column.readQuarter : column.read)(cell);
  if (reading.kind === 'empty') return null;
  if (column.period === null && !column.periods.includes(granularity(period)))
    return period === ''
      ? `这一行没有期间，${column.label}无法归属`
      : `${column.label}不能按这一期间填写：${period}`;
  if (reading.kind === 'problem') return reading.problem;
  return { place: column.place, key: column.key, period, value: reading.value };
}

function factColumn(
  column: string,
  place: number,
  mapping: FactMapping,
  catalogue: FactCatalogue,
): FactColumn[] {
  const target = mapping.columns[column];
  const definition = target?.to === 'fact' ? catalogue.get(target.key) : undefined;
  if (target?.to !== 'fact' || !definition) return [];
  const read = (quarterly: boolean) => cellReader(definition, { unit: target.unit, quarterly });
  return [
    {
      place,
      name: column,
      key: target.key,
      period: target.period === 'row' ? null : target.period,
      periods: definition.periods,
      label: definition.label.zh,
      read: read(false),
      readQuarter: read(true),
    },
  ];
}
