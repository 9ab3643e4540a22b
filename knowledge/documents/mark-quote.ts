/** A run of a line, marked or not. */
export interface MarkedRun {
  text: string;
  marked: boolean;
}

/**
 * The text's lines cut into runs, with the quoted words marked wherever they stand, across lines too. White space
 * doesn't count in the comparison; parts of a quote joined by an ellipsis (……) are looked for one by one. A quote that
 * isn't in the text marks nothing, and an empty one marks all.
 */
export function markQuote(text: string, quote: string | null): MarkedRun[][] {
  const marks = quote === null ? [{ start: 0, end: text.length }] : findQuotes(text, quote);
  let start = 0;
  return text.split('\n').map((line) => {
    const lineStart = start;
    start += line.length + 1;
    const cuts = marks
      .map((mark) => ({
        start: Math.max(mark.start - lineStart, 0),
        end: Math.min(mark.end - lineStart, line.length),
      }))
      .filter((cut) => cut.start < cut.end);
    return cutLine(line, cuts);
  });
}

function findQuotes(text: string, quote: string): { start: number; end: number }[] {
  const { plain, places } = withoutSpaces(text);
  const found: { start: number; end: number }[] = [];
  let from = 0;
  for (const part of quote.split(/…+|\.{3,}/)) {
    const words = withoutSpaces(part).plain;
    if (words === '') continue;
    const at = plain.indexOf(words, from);
    if (at === -1) continue;
    found.push({ start: places[at] ?? 0, end: (places[at + words.length - 1] ?? 0) + 1 });
    from = at + words.length;
  }
  return found;
}

function withoutSpaces(text: string): { plain: string; places: number[] } {
  const places: number[] = [];
  let plain = '';
  for (let at = 0; at < text.length; at += 1) {
    const character = text.charAt(at);
    if (/\s/.test(character)) continue;
    plain += character;
    places.push(at);
  }
  return { plain, places };
}

function cutLine(line: string, cuts: readonly { start: number; end: number }[]): MarkedRun[] {
  const runs: MarkedRun[] = [];
  let at = 0;
  for (const { start, end } of cuts) {
    if (start > at) runs.push({ text: line.slice(at, start), marked: false });
    runs.push({ text: line.slice(start, end), marked: true });
    at = end;
  }
  if (at < line.length || runs.length === 0) runs.push({ text: line.slice(at), marked: false });
  return runs;
}
