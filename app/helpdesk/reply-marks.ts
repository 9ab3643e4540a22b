/** Takes the n-th clause out of a reply: its marks go, those after it count one less. */
export function removeMark(text: string, n: number): string {
  return text.replace(/\[(\d{1,2})\]/g, (mark, digits: string) => {
    const number = Number(digits);
    if (number === n) return '';
    return number > n ? `[${number - 1}]` : mark;
  });
}

/** Puts words into a text at a place; behind a full stop that is next, so that a mark follows its sentence. */
export function insertAt(text: string, place: number, words: string): { text: string; place: number } {
  const at = Math.max(0, Math.min(place, text.length));
  return { text: text.slice(0, at) + words + text.slice(at), place: at + words.length };
}

/** The clauses that are marked nowhere in the text, by number: they would not be sent. */
export function unmarkedNumbers(text: string, count: number): number[] {
  const marked = new Set([...text.matchAll(/\[(\d{1,2})\]/g)].map(([, digits]) => Number(digits)));
  return Array.from({ length: count }, (_, at) => at + 1).filter((n) => !marked.has(n));
}
