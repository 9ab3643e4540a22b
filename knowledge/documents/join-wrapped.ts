import { lineKind } from './line-kind';

/**
 * Joins lines that were only wrapped to fit a page: one goes on with the next unless it ends a sentence or the next
 * begins something of its own (第三条, （二）, 1.). Chinese needs no space between the halves, Latin words do.
 */
export function joinWrapped(lines: readonly string[]): string[] {
  const joined: string[] = [];
  for (const line of lines) {
    const before = joined.at(-1);
    if (before === undefined || /[。；;：:！？!?”）)]$/.test(before) || lineKind(line).type !== 'plain')
      joined.push(line);
    else joined[joined.length - 1] = glue(before, line);
  }
  return joined;
}

/** The two halves of a wrapped line as one. */
export function glue(before: string, after: string): string {
  const latin = /[A-Za-z0-9,.;]$/.test(before) && /^[A-Za-z]/.test(after);
  return `${before}${latin ? ' ' : ''}${after}`;
}
