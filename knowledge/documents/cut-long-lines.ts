import { lengthOf, type PlacedLine } from './passage';

/** No passage is longer than this, in UTF-16 code units. */
export const longestPassage = 1600;
const wanted = 800;

/** A stretch of a document's text. */
export interface Span {
  start: number;
  end: number;
}

/**
 * The lines as one span, or as several when they are too long for a passage: cut between lines, and inside a line that
 * is itself too long, after the last full stop that fits. Nothing but line ends and spaces falls between the spans.
 */
export function cutLongLines(lines: readonly PlacedLine[], text: string): Span[] {
  const first = lines[0];
  const last = lines.at(-1);
  if (!first || !last) return [];
  if (lengthOf(lines) <= longestPassage) return [{ start: first.start, end: last.end }];
  const spans: Span[] = [];
  for (const piece of lines.flatMap((line) => cutLine(line, text))) {
    const open = spans.at(-1);
    if (open && piece.end - open.start <= wanted) open.end = piece.end;
    else spans.push({ ...piece });
  }
  return spans;
}

function cutLine({ start, end }: PlacedLine, text: string): Span[] {
  const spans: Span[] = [];
  let from = start;
  while (end - from > longestPassage) {
    const cut = lastStop(text, from, from + wanted);
    spans.push({ start: from, end: trimmedEnd(text, from, cut) });
    from = cut;
    while (text[from] === ' ') from += 1;
  }
  spans.push({ start: from, end });
  return spans;
}

/** The place after the last sentence end (or clause end, or anything) before `until`. */
function lastStop(text: string, from: number, until: number): number {
  for (const stops of ['。！？!?', '；;', '，,、：: ']) {
    for (let at = until - 1; at > from + wanted / 4; at -= 1) {
      if (stops.includes(text.charAt(at))) return at + 1;
    }
  }
  const code = text.charCodeAt(until);
  return code >= 0xdc00 && code <= 0xdfff ? until - 1 : until;
}

function trimmedEnd(text: string, from: number, end: number): number {
  let at = end;
  while (at > from && text[at - 1] === ' ') at -= 1;
  return at;
}
