/**
 * Cuts texts into batches of similar length, so that little of a batch is padding; the longest first, so that the
 * greatest need of memory shows at once. Each item carries its place in `texts`.
 */
export function batchByLength(texts: readonly string[], size: number): { at: number; text: string }[][] {
  const sorted = texts
    .map((text, at) => ({ at, text }))
    .sort((a, b) => b.text.length - a.text.length || a.at - b.at);
  const batches: { at: number; text: string }[][] = [];
  for (let from = 0; from < sorted.length; from += size) batches.push(sorted.slice(from, from + size));
  return batches;
}
