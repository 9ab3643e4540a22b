/** Where some words stand in a text, by UTF-16 code units. */
export interface Hit {
  start: number;
  end: number;
}

/** Most places that a search within a document shows. */
export const mostHits = 2000;

/**
 * The places of some words in a text, in order and apart: full-width and half-width, upper and lower case are the same,
 * and so is any space.
 */
export function findHits(text: string, words: string): Hit[] {
  const wanted = fold(words.trim());
  if (wanted === '') return [];
  const folded = fold(text);
  const hits: Hit[] = [];
  let at = folded.indexOf(wanted);
  while (at !== -1 && hits.length < mostHits) {
    hits.push({ start: at, end: at + wanted.length });
    at = folded.indexOf(wanted, at + wanted.length);
  }
  return hits;
}

/** A piece of text, with the number of the hit that it belongs to; null between hits. */
export interface HitRun {
  text: string;
  hit: number | null;
}

/** The text from `start` to `end` in pieces, those of hits with their numbers. */
export function cutByHits(text: string, start: number, end: number, hits: readonly Hit[]): HitRun[] {
  const runs: HitRun[] = [];
  let at = start;
  hits.forEach((hit, number) => {
    if (hit.end <= start || hit.start >= end) return;
    const from = Math.max(hit.start, start);
    if (from > at) runs.push({ text: text.slice(at, from), hit: null });
    at = Math.min(hit.end, end);
    runs.push({ text: text.slice(from, at), hit: number });
  });
  if (at < end) runs.push({ text: text.slice(at, end), hit: null });
  return runs;
}

/** One code unit for one: places in the folded text are places in the text. */
function fold(text: string): string {
  return text.replace(/[\uff01-\uff5e]|\s|[A-Z]/g, (character) => {
    const code = character.charCodeAt(0);
    if (code >= 0xff01 && code <= 0xff5e) return String.fromCharCode(code - 0xfee0).toLowerCase();
    return /\s/.test(character) ? ' ' : character.toLowerCase();
  });
}
