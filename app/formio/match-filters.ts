import type { Filter, ListQuery } from './read-list-query';

type Item = Readonly<Record<string, unknown>>;

/** A pattern looks at no more of a text than this: its time stays below a millisecond. */
const mostMatched = 2_000;

/** Whether an item meets all conditions. A list of values meets one if any value does, as in form.io's database. */
export function meetsFilters(item: Item, filters: readonly Filter[]): boolean {
  return filters.every((filter) => meets(valuesAt(item, filter.path.split('.')), filter));
}

function meets(values: unknown[], filter: Filter): boolean {
  switch (filter.operator) {
    case 'eq':
      return values.some((value) => equals(value, filter.value));
    case 'ne':
      return !values.some((value) => equals(value, filter.value));
    case 'in':
      return values.some((value) => filter.values.some((wanted) => equals(value, wanted)));
    case 'nin':
      return !values.some((value) => filter.values.some((wanted) => equals(value, wanted)));
    case 'exists':
      return values.length > 0 === filter.value;
    case 'regex':
      return values.some(
        (value) => isPlain(value) && filter.pattern.test(String(value).slice(0, mostMatched)),
      );
    case 'gt':
    case 'gte':
    case 'lt':
    case 'lte': {
      const { operator, value: limit } = filter;
      return values.some((value) => isWithin(value, operator, limit));
    }
  }
}

/** Sorts as the query asks; what has no value comes last, equal ones stay in the order of their ids. */
export function sortItems<One extends Item>(items: One[], sort: ListQuery['sort']): One[] {
  const keys = sort.map(({ path, descending }) => ({ steps: path.split('.'), descending }));
  return items
    .map((item) => ({ item, values: keys.map(({ steps }) => valuesAt(item, steps)[0]) }))
    .sort((a, b) => {
      for (const [index, { descending }] of keys.entries()) {
        const [left, right] = [a.values[index], b.values[index]];
        if (left === undefined && right === undefined) continue;
        if (left === undefined || right === undefined) return left === undefined ? 1 : -1;
        const order = compare(left, right);
        if (order !== 0) return descending ? -order : order;
      }
      return compare(a.item._id, b.item._id);
    })
    .map(({ item }) => item);
}

/** The item with the properties that were asked for; `_id` is always there. */
export function selectFields(item: Item, select: ListQuery['select']): Item {
  if (select === null) return item;
  if (select.leaveOut) {
    const left = structuredClone(item) as Record<string, unknown>;
    for (const path of select.paths) if (path !== '_id') removeAt(left, path.split('.'));
    return left;
  }
  const picked: Record<string, unknown> = { _id: item._id };
  for (const path of select.paths) copyAt(item, picked, path.split('.'));
  return picked;
}

function copyAt(from: Item, to: Record<string, unknown>, [step = '', ...more]: string[]): void {
  if (!Object.hasOwn(from, step)) return;
  const value = from[step];
  if (more.length === 0) to[step] = value;
  else if (isObject(value)) {
    const below = Object.hasOwn(to, step) && isObject(to[step]) ? to[step] : {};
    to[step] = below;
    copyAt(value, below, more);
  }
}

function removeAt(from: Record<string, unknown>, [step = '', ...more]: string[]): void {
  if (more.length === 0) delete from[step];
  else if (Object.hasOwn(from, step) && isObject(from[step])) removeAt(from[step], more);
}

/** The values at a path, through lists and rows; own properties only. */
function valuesAt(value: unknown, [step, ...more]: string[]): unknown[] {
  if (Array.isArray(value))
    return value.flatMap((one) => valuesAt(one, step === undefined ? [] : [step, ...more]));
  if (step === undefined) return value === undefined || value === null ? [] : [value];
  return isObject(value) && Object.hasOwn(value, step) ? valuesAt(value[step], more) : [];
}

function equals(value: unknown, wanted: string): boolean {
  if (!isPlain(value)) return false;
  if (String(value) === wanted) return true;
  return typeof value === 'number' && wanted.trim() !== '' && Number(wanted) === value;
}

function isWithin(value: unknown, operator: 'gt' | 'gte' | 'lt' | 'lte', limit: string): boolean {
  if (!isPlain(value) || typeof value === 'boolean' || limit.trim() === '') return false;
  // Figures are compared as figures, everything else (dates are written year first) as text.
  if (typeof value === 'number' && !Number.isFinite(Number(limit))) return false;
  const order = compare(value, limit);
  if (operator === 'gt') return order > 0;
  if (operator === 'gte') return order >= 0;
  return operator === 'lt' ? order < 0 : order <= 0;
}

function compare(a: unknown, b: unknown): number {
  const [left, right] = [figure(a), figure(b)];
  if (left !== null && right !== null) return left - right;
  const [one, other] = [textOf(a), textOf(b)];
  return one < other ? -1 : one > other ? 1 : 0;
}

function figure(value: unknown): number | null {
  if (typeof value === 'number') return value;
  return typeof value === 'string' && /^-?\d+(\.\d+)?$/.test(value.trim()) ? Number(value) : null;
}

function textOf(value: unknown): string {
  return isPlain(value) ? String(value) : JSON.stringify(value ?? null);
}

function isPlain(value: unknown): value is string | number | boolean {
  return ['string', 'number', 'boolean'].includes(typeof value);
}

function isObject(value: unknown): value is Record<string, unknown> {
  return value !== null && typeof value === 'object' && !Array.isArray(value);
}
