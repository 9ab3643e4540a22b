/** Rows of a table with their headings, as quoted: every row has as many cells as there are headings. */
export interface QuotedTable {
  headings: string[];
  rows: { cells: string[]; passageId: number }[];
}

/**
 * Reads passages of kind `table-row` (项目：稳岗返还；标准：60%) back into a table. Rows of one table share their headings;
 * a row of another table, or none, makes it null.
 */
export function readTable(rows: readonly { passageId: number; text: string }[]): QuotedTable | null {
  const read = rows.map(({ passageId, text }) => ({ passageId, pairs: readRow(text) }));
  const headings = [...new Set(read.flatMap(({ pairs }) => pairs?.map(([heading]) => heading) ?? []))];
  if (headings.length < 2 || read.some(({ pairs }) => pairs === null)) return null;
  return {
    headings,
    rows: read.map(({ passageId, pairs }) => {
      const cells = new Map(pairs ?? []);
      return { passageId, cells: headings.map((heading) => cells.get(heading) ?? '') };
    }),
  };
}

function readRow(text: string): [string, string][] | null {
  const parts = text.trim().split('；');
  const pairs = parts.map((part): [string, string] | null => {
    const at = part.indexOf('：');
    return at > 0 && at <= 30 ? [part.slice(0, at).trim(), part.slice(at + 1).trim()] : null;
  });
  return pairs.length >= 2 && pairs.every((pair) => pair !== null) ? pairs : null;
}
