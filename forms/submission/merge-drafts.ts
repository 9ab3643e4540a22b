import { canonicalJson } from '~/forms/definition/data-path';

type Data = Record<string, unknown>;

/** A field that two devices filled differently since the state that both knew. */
export interface DraftConflict {
  /** A data path: `owner.name`, `members[0].name`. */
  path: string;
  base: unknown;
  mine: unknown;
  theirs: unknown;
}

/** `data` holds what only one side changed; where both did, what `theirs` says, and the conflict. */
export interface MergedDraft {
  data: Data;
  conflicts: DraftConflict[];
}

/**
 * Merges a draft field by field against the last state that both sides knew: who alone changed a field wins, the same
 * change on both sides is no conflict. A table whose rows were added or taken away on one side counts as one field.
 * Pure.
 */
export function mergeDrafts(base: Data, mine: Data, theirs: Data): MergedDraft {
  const conflicts: DraftConflict[] = [];
  const data = mergeObjects(base, mine, theirs, '', conflicts);
  return { data, conflicts };
}

/** Whether two values are the same answer: form.io writes "", [] or false where nothing was filled in. */
export function isSameAnswer(one: unknown, other: unknown): boolean {
  return (isEmpty(one) && isEmpty(other)) || canonicalJson(one) === canonicalJson(other);
}

function mergeObjects(
  base: Data,
  mine: Data,
  theirs: Data,
  prefix: string,
  conflicts: DraftConflict[],
): Data {
  const merged: Data = {};
  for (const key of new Set([...Object.keys(theirs), ...Object.keys(mine)])) {
    const value = mergeValues(base[key], mine[key], theirs[key], `${prefix}${key}`, conflicts);
    if (value !== undefined) merged[key] = value;
  }
  return merged;
}

function mergeValues(
  base: unknown,
  mine: unknown,
  theirs: unknown,
  path: string,
  conflicts: DraftConflict[],
): unknown {
  if (isSameAnswer(mine, theirs) || isSameAnswer(base, mine)) return theirs;
  if (isSameAnswer(base, theirs)) return mine;
  if (isObject(mine) && isObject(theirs) && !(isTicks(mine) && isTicks(theirs)))
    return mergeObjects(isObject(base) ? base : {}, mine, theirs, `${path}.`, conflicts);
  if (
    isRows(base) &&
    isRows(mine) &&
    isRows(theirs) &&
    mine.length === theirs.length &&
    base.length === mine.length
  )
    return theirs.map((row, index) =>
      mergeObjects(base[index] ?? {}, mine[index] ?? {}, row, `${path}[${index}].`, conflicts),
    );
  conflicts.push({ path, base, mine, theirs });
  return theirs;
}

/** `selectboxes` and the like are one answer: an object of ticks, not of fields. */
function isTicks(value: Data): boolean {
  return Object.values(value).every((one) => typeof one === 'boolean');
}

function isEmpty(value: unknown): boolean {
  if (value === undefined || value === null || value === '' || value === false) return true;
  if (Array.isArray(value)) return value.every(isEmpty);
  return isObject(value) && Object.values(value).every(isEmpty);
}

/** Rows of a table; a list of files is one answer. */
function isRows(value: unknown): value is Data[] {
  return Array.isArray(value) && value.every((row) => isObject(row) && !('fileId' in row));
}

function isObject(value: unknown): value is Data {
  return value !== null && typeof value === 'object' && !Array.isArray(value);
}
