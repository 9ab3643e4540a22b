import { findSlowPattern } from '~/forms/definition/find-slow-pattern';

/** One condition of a list; `in` and `nin` have several values, the others one. */
export type Filter =
  | { path: string; operator: 'eq' | 'ne' | 'gt' | 'gte' | 'lt' | 'lte'; value: string }
  | { path: string; operator: 'in' | 'nin'; values: string[] }
  | { path: string; operator: 'exists'; value: boolean }
  | { path: string; operator: 'regex'; pattern: RegExp };

/** A list as form.io's clients ask for it. `select` null: whole. */
export interface ListQuery {
  limit: number;
  skip: number;
  sort: { path: string; descending: boolean }[];
  select: { paths: string[]; leaveOut: boolean } | null;
  filters: Filter[];
}

/** What can't be understood, by the parameter's name; its words: `formio.query.CODE`. */
export class InvalidQueryError extends Error {
  constructor(
    readonly problems: {
      name: string;
      code: 'number' | 'pattern' | 'pattern-slow' | 'boolean' | 'operator' | 'path';
    }[],
  ) {
    super(problems.map(({ name, code }) => `${name}: ${code}`).join(', '));
  }
}

export const mostListed = 1_000;
const mostPattern = 200;
/** What form.io's clients send beside conditions; it changes nothing here. */
const passedOver = new Set([
  'live',
  'full',
  'populate',
  'list',
  'formRevision',
  'dryRun',
  'ignoreCache',
  'format',
  'lng',
  '_',
]);

/** Reads a list's query. Throws `InvalidQueryError`. */
export function readListQuery(params: URLSearchParams): ListQuery {
  const problems: InvalidQueryError['problems'] = [];
  const query: ListQuery = {
    limit: 10,
    skip: 0,
    sort: [{ path: 'created', descending: true }],
    select: null,
    filters: [],
  };
  for (const [name, value] of params) {
    if (passedOver.has(name)) continue;
    if (name === 'limit' || name === 'skip') {
      if (!/^\d{1,9}$/.test(value) || (name === 'limit' && Number(value) === 0))
        problems.push({ name, code: 'number' });
      else query[name] = name === 'limit' ? Math.min(Number(value), mostListed) : Number(value);
    } else if (name === 'sort') query.sort = readSort(value);
    else if (name === 'select') query.select = readSelect(value);
    else {
      const filter = readFilter(name, value);
      if (typeof filter === 'string') problems.push({ name, code: filter });
      else query.filters.push(filter);
    }
  }
  if (problems.length > 0) throw new InvalidQueryError(problems);
  return query;
}

/** Whether the list looks into what was filled in. */
export function looksIntoData(query: ListQuery): boolean {
  return [...query.filters, ...query.sort].some(({ path }) => path === 'data' || path.startsWith('data.'));
}

function readSort(value: string): ListQuery['sort'] {
  return words(value).map((word) => ({ path: word.replace(/^[-+]/, ''), descending: word.startsWith('-') }));
}

function readSelect(value: string): ListQuery['select'] {
  const paths = words(value);
  if (paths.length === 0) return null;
  const leaveOut = paths.every((path) => path.startsWith('-'));
  return { leaveOut, paths: paths.map((path) => path.replace(/^[-+]/, '')) };
}

function words(value: string): string[] {
  return value.split(/[\s,]+/).filter((word) => word !== '');
}

function readFilter(name: string, value: string): Filter | InvalidQueryError['problems'][number]['code'] {
  const [path = '', operator, ...more] = name.split('__');
  if (path === '' || more.length > 0) return 'path';
  switch (operator) {
    case undefined:
      return { path, operator: 'eq', value };
    case 'ne':
    case 'gt':
    case 'gte':
    case 'lt':
    case 'lte':
      return { path, operator, value };
    case 'in':
    case 'nin':
      return { path, operator, values: value.split(',').map((one) => one.trim()) };
    case 'exists':
      if (!/^(true|false|1|0)$/i.test(value)) return 'boolean';
      return { path, operator, value: /^(true|1)$/i.test(value) };
    case 'regex':
      return readPattern(path, value);
    default:
      return 'operator';
  }
}

/** `/text/i` or the bare pattern. One that a crafted text would keep busy is refused. */
function readPattern(path: string, value: string): Filter | 'pattern' | 'pattern-slow' {
  const written = /^\/(.*)\/([imsu]*)$/s.exec(value);
  const [source, flags] = written ? [written[1] ?? '', written[2] ?? ''] : [value, ''];
  if (source.length > mostPattern) return 'pattern-slow';
  const problem = findSlowPattern(source);
  if (problem !== null) return problem === 'slow' ? 'pattern-slow' : 'pattern';
  try {
    return { path, operator: 'regex', pattern: new RegExp(source, flags) };
  } catch {
    // Flags that contradict the pattern; the answer says that it is none.
    return 'pattern';
  }
}
