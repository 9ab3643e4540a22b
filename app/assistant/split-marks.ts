/** A run of an answer's text: words, or the mark of citation n. */
export type TextRun = { text: string } | { n: number };

/** Cuts `[n]` marks out of a text; only numbers of citations that are there are marks. */
export function splitMarks(text: string, known: ReadonlySet<number>): TextRun[] {
  const runs: TextRun[] = [];
  let at = 0;
  for (const match of text.matchAll(/ ?\[(\d{1,2})\] ?/g)) {
    const n = Number(match[1]);
    if (!known.has(n)) continue;
    if (match.index > at) runs.push({ text: text.slice(at, match.index) });
    runs.push({ n });
    at = match.index + match[0].length;
  }
  if (at < text.length) runs.push({ text: text.slice(at) });
  return runs;
}
