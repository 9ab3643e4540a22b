import { readDate } from '../find-date';
import type { Refusal } from '../refusal';
import { findRegion, regionName } from '../region';
import { cleanLine } from '../text-lines';
import { titleKey } from '../title-key';
import { guideAspects, type GuideField, type GuideMapping } from './guide-field';
import type { ImportRow } from './import-table';

/** A service item 办事事项: what makes one document. */
export interface GuideItem {
  /** Where it stands in the table. */
  row: number;
  /** The item's name with its department in brackets: several departments have items of one name. */
  title: string;
  department: string | null;
  /** GB/T 2260; null where the table does not tell. */
  region: string | null;
  effectiveFrom: string | null;
  /** Passage → its lines, in the order of a guide. */
  aspects: { name: string; lines: string[] }[];
}

/** The items of a table, and the rows that make none, each with its reason. */
export interface GuideItems {
  items: GuideItem[];
  errors: { row: number; reason: Refusal }[];
}

/**
 * Reads a table of service guides row by row under a mapping. A row without a name, without any aspect, or with the name
 * and department of an earlier row makes no item and is listed with its number and the reason.
 */
export function readGuideItems(rows: readonly ImportRow[], mapping: GuideMapping): GuideItems {
  const items: GuideItem[] = [];
  const errors: GuideItems['errors'] = [];
  const seen = new Map<string, number>();
  for (const row of rows) {
    const item = readItem(row, mapping);
    const error = reasonAgainst(item, seen);
    if (error) {
      errors.push({
        row: row.number,
        reason: { code: error.code, params: { row: row.number, ...error.params } },
      });
      continue;
    }
    seen.set(keyOf(item), row.number);
    items.push(item);
  }
  return { items, errors };
}

function reasonAgainst(
  item: GuideItem,
  seen: ReadonlyMap<string, number>,
): { code: Refusal['code']; params?: Record<string, number> } | null {
  if (item.title === '') return { code: 'row-without-title' };
  if (item.aspects.every(({ name }) => name === '基本信息')) return { code: 'row-without-content' };
  const first = seen.get(keyOf(item));
  return first === undefined ? null : { code: 'row-repeated', params: { first } };
}

function keyOf(item: GuideItem): string {
  return `${titleKey(item.title)}\0${item.region ?? ''}`;
}

function readItem(row: ImportRow, mapping: GuideMapping): GuideItem {
  const columns = Object.keys(row.values);
  const of = (field: GuideField) =>
    columns.filter((column) => mapping[column] === field).flatMap((column) => row.values[column] ?? []);
  const one = (field: GuideField) => of(field).map(cleanLine).filter(Boolean).join('、');
  const name = one('title');
  const department = one('department') || null;
  return {
    row: row.number,
    title:
      name === '' || department === null || name.includes(department) ? name : `${name}（${department}）`,
    department,
    region: regionOf(one('region'), department),
    effectiveFrom: readDate(one('effectiveFrom')),
    aspects: readAspects(of, extras(row, mapping)),
  };
}

function readAspects(
  of: (field: GuideField) => string[],
  further: GuideItem['aspects'],
): GuideItem['aspects'] {
  const aspects: GuideItem['aspects'] = [];
  for (const { field, passage, label } of guideAspects) {
    const values = of(field).map((value) => value.trim());
    const lines =
      passage === '基本信息' && values.length > 1
        ? [`${label}：${values.map(cleanLine).filter(Boolean).join('、')}`]
        : labelled(label, cellLines(values));
    if (lines.length === 0) continue;
    const open = aspects.find(({ name }) => name === passage);
    if (open) open.lines.push(...lines);
    else aspects.push({ name: passage, lines });
  }
  const basics = aspects.findIndex(({ name }) => name === '基本信息');
  aspects.splice(basics === -1 ? aspects.length : basics, 0, ...further);
  return aspects;
}

function extras(row: ImportRow, mapping: GuideMapping): GuideItem['aspects'] {
  return Object.entries(row.values)
    .filter(([column]) => mapping[column] === 'extra')
    .map(([column, values]) => ({
      name: cleanLine(column),
      lines: labelled(cleanLine(column), cellLines(values)),
    }))
    .filter(({ name, lines }) => name !== '' && lines.length > 0);
}

/**
 * 咨询电话：0571-… on one line; a list as a numbered one below its label. Lines that the cell itself broke stay as they
 * are: their numbers, if any, are their own.
 */
function labelled(label: string, lines: readonly string[]): string[] {
  const [first] = lines;
  if (first === undefined) return [];
  if (lines.length === 1) return [first.startsWith(`${label}：`) ? first : `${label}：${first}`];
  return [`${label}：`, ...lines];
}

function cellLines(values: readonly string[]): string[] {
  const isNumbered = (value: string) =>
    /^(?:\d{1,3}\s*[.、．)）]|[（(]\s*[\d一二三四五六七八九十]|[一二三四五六七八九十]+、|[①-⑳])/.test(value);
  const isList = values.length > 1 && !values.some((value) => isNumbered(value.trim()));
  return values
    .map((value, i) => (isList ? `${i + 1}. ${value.trim()}` : value))
    .flatMap((value) => value.split(/\r\n|[\n\r\u2028\u2029]/))
    .map(cleanLine)
    .filter((line) => line !== '');
}

function regionOf(stated: string, department: string | null): string | null {
  const code = /^\d{6}/.exec(stated)?.[0];
  if (code !== undefined) return code;
  const named = findRegion(stated)?.code ?? null;
  if (named !== null && regionName(named) !== null) return named;
  return department === null ? null : (findRegion(department)?.code ?? null);
}
