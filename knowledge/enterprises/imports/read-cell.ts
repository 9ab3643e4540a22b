import { isIsoDate } from '~/prisma/calendar/city-date';

import { exact, formatDecimal, multiplyExact, parseDecimal } from '../exact-number';
import type { FactDefinition } from '../fact-definition';
import { toJsonValue, type JsonFactValue } from '../fact-value';
import { isIndustryCode, sectionOfDivision } from '../industry-code';
import { parseFactValue } from '../parse-fact-value';
import { parseTypedValue } from '../parse-typed-value';
import type { FigureUnit } from './fact-mapping';

/** A cell: empty (nothing is said), a value as facts are stored, or what is wrong with it. */
export type CellReading =
  { kind: 'empty' } | { kind: 'value'; value: JsonFactValue } | { kind: 'problem'; problem: string };

/** What registers write where they have nothing. */
const nothing = new Set(['', '-', '—', '——', '--', '/', '\\', 'null', 'n/a', '#n/a', '无数据', '暂无']);

const yes = new Set(['是', '有', '1', 'y', 'yes', 'true', '√', '✓', '已', '在册']);
const no = new Set(['否', '无', '0', 'n', 'no', 'false', '×', '✗', '未', '不']);
const factors: Record<Exclude<FigureUnit, 'percent'>, number> = { plain: 1, wan: 10_000, yi: 100_000_000 };

/** Reads cells of one column; equal cells are read once. Nothing is guessed: what isn't of its type is a problem. */
export function cellReader(
  definition: FactDefinition,
  { unit, quarterly }: { unit: FigureUnit; quarterly: boolean },
): (cell: string) => CellReading {
  const known = new Map<string, CellReading>();
  return (cell) => {
    const before = known.get(cell);
    if (before) return before;
    const reading = readCell(definition, cell, unit, quarterly);
    if (known.size < 20_000) known.set(cell, reading);
    return reading;
  };
}

/** Reads one cell as the fact's value. */
export function readCell(
  definition: FactDefinition,
  cell: string,
  unit: FigureUnit,
  quarterly: boolean,
): CellReading {
  const text = cell.normalize('NFKC').trim();
  if (nothing.has(text.toLowerCase())) return { kind: 'empty' };
  const parsed = parseFactValue(definition, inItsForm(definition, text, unit), quarterly);
  if (!parsed.ok) {
    // In a table it is words, not a program's truth values.
    const problem = definition.type === 'boolean' ? `${definition.label.zh}应填“是”或“否”` : parsed.problem;
    return { kind: 'problem', problem };
  }
  const json = toJsonValue(parsed.value, definition.type);
  return { kind: 'value', value: definition.type === 'money' ? String(json) : json };
}

function inItsForm(definition: FactDefinition, text: string, unit: FigureUnit): unknown {
  switch (definition.type) {
    case 'money':
      return unit === 'percent' ? parseTypedValue(definition, text) : scaled(definition, text, factors[unit]);
    case 'share': {
      if (unit !== 'percent' || text.endsWith('%')) return parseTypedValue(definition, text);
      const figure = parseDecimal(text.replaceAll(',', ''));
      return figure ? formatDecimal({ ...figure, denominator: figure.denominator * 100n }, 18) : text;
    }
    case 'boolean': {
      const plain = text.toLowerCase();
      return yes.has(plain) ? true : no.has(plain) ? false : text;
    }
    case 'date':
      return readDate(text) ?? text;
    case 'code':
      return definition.codes?.find(({ words }) => words.zh === text)?.code ?? text;
    case 'region':
      return /^\d{12}$/.test(text) ? text.slice(0, 6) : text;
    case 'industry':
      return withSection(text.toUpperCase());
    default:
      return parseTypedValue(definition, text);
  }
}

/** 248 in a column of 万元 is 2480000; a cell that names its own unit is taken at its word. */
function scaled(definition: FactDefinition, text: string, factor: number): unknown {
  const figure = parseDecimal(text.replaceAll(',', ''));
  if (!figure) return parseTypedValue(definition, text);
  return formatDecimal(multiplyExact(figure, exact(factor)), 18);
}

/** 2026-3-5, 2026/03/05, 2026.3.5, 20260305 and 2026年3月5日; null when it is none of these, or no day there is. */
export function readDate(text: string): string | null {
  const found =
    /^(\d{4})(?:[-/.]|年)(\d{1,2})(?:[-/.]|月)(\d{1,2})日?(?:[ T]\d{1,2}:\d{2}(?::\d{2})?)?$/.exec(text) ??
    /^(\d{4})(\d{2})(\d{2})$/.exec(text);
  if (!found) return null;
  const [, year = '', month = '', day = ''] = found;
  const date = `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`;
  return isIsoDate(date) ? date : null;
}

/** 2025, 2025年, 2025Q3, 2025年第三季度 and 2025-3季度 as a period; null for anything else. */
export function readPeriod(text: string): string | null {
  const plain = text.normalize('NFKC').trim().toUpperCase();
  const year = /^(\d{4})\s*(?:年度?)?$/.exec(plain);
  if (year) return year[1] ?? null;
  const quarter = /^(\d{4})\s*年?\s*[-/第]?\s*(?:Q([1-4])|([1-4一二三四])\s*季度?)$/.exec(plain);
  if (!quarter) return null;
  const digit = quarter[2] ?? quarter[3] ?? '';
  const n = '一二三四'.includes(digit) ? '一二三四'.indexOf(digit) + 1 : Number(digit);
  return `${quarter[1] ?? ''}Q${n}`;
}

/** 6513 as registers often write it is I6513. */
function withSection(text: string): string {
  if (!/^\d{2,4}$/.test(text)) return text;
  const section = sectionOfDivision(text.slice(0, 2));
  const code = section === null ? text : `${section}${text}`;
  return isIndustryCode(code) ? code : text;
}
