/** A run of a text before and after: what stayed, what went, what came. */
export interface DiffRun {
  kind: 'same' | 'gone' | 'new';
  text: string;
}

/**
 * What changed between two texts, told simply: what both begin with, what both end with, and between them what went and
 * what came. Enough for one correction at one place.
 */
export function diffWords(before: string, after: string): DiffRun[] {
  let prefix = 0;
  const most = Math.min(before.length, after.length);
  while (prefix < most && before[prefix] === after[prefix]) prefix += 1;
  let suffix = 0;
  while (suffix < most - prefix && before[before.length - 1 - suffix] === after[after.length - 1 - suffix])
    suffix += 1;
  const runs: DiffRun[] = [
    { kind: 'same', text: before.slice(0, prefix) },
    { kind: 'gone', text: before.slice(prefix, before.length - suffix) },
    { kind: 'new', text: after.slice(prefix, after.length - suffix) },
    { kind: 'same', text: before.slice(before.length - suffix) },
  ];
  return runs.filter(({ text }) => text !== '');
}
