/**
 * The item of a clause that a path names, 第五条 第（二）项 → “（二）拥有市级以上研发机构……”; null where the path names none or
 * the clause has no such item. Items begin a line, as the passages keep them.
 */
export function clauseItem(text: string, path: string): string | null {
  const named = /第\s*[（(]?\s*([一二三四五六七八九十]+)\s*[）)]?\s*项\s*$/.exec(path)?.[1];
  if (named === undefined) return null;
  const line = text
    .split('\n')
    .map((one) => one.trim())
    .find((one) => one.startsWith(`（${named}）`) || one.startsWith(`(${named})`));
  return line?.replace(/[；;。]$/, '') ?? null;
}
