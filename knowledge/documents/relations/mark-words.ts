/** The words cut into runs; each first occurrence of one of the marks is marked. Empty marks mark nothing. */
export function markWords(words: string, marks: readonly string[]): { text: string; marked: boolean }[] {
  const spans: { start: number; end: number }[] = [];
  for (const mark of marks) {
    const start = mark === '' ? -1 : words.indexOf(mark);
    const end = start + mark.length;
    if (start !== -1 && !spans.some((span) => start < span.end && end > span.start))
      spans.push({ start, end });
  }
  spans.sort((a, b) => a.start - b.start);
  const runs: { text: string; marked: boolean }[] = [];
  let at = 0;
  for (const { start, end } of spans) {
    if (start > at) runs.push({ text: words.slice(at, start), marked: false });
    runs.push({ text: words.slice(start, end), marked: true });
    at = end;
  }
  if (at < words.length) runs.push({ text: words.slice(at), marked: false });
  return runs;
}
