/** A run of words that both texts hold, or that one holds alone. */
export interface WordRun {
  text: string;
  changed: boolean;
}

const longest = 1200;

/**
 * Two texts with what differs between them marked, by the longest common subsequence of characters; figures count as
 * one piece, so that 20% → 15% shows whole. Texts too long for that are marked from the first to the last difference.
 */
export function compareWords(before: string, after: string): { old: WordRun[]; young: WordRun[] } {
  const [a, b] = [pieces(before), pieces(after)];
  if (a.length > longest || b.length > longest) return compareEnds(before, after);
  const lengths = Array.from({ length: a.length + 1 }, () => new Uint16Array(b.length + 1));
  for (let i = a.length - 1; i >= 0; i -= 1)
    for (let j = b.length - 1; j >= 0; j -= 1)
      lengths[i]![j] =
        a[i] === b[j] ? lengths[i + 1]![j + 1]! + 1 : Math.max(lengths[i + 1]![j]!, lengths[i]![j + 1]!);
  const old: WordRun[] = [];
  const young: WordRun[] = [];
  let [i, j] = [0, 0];
  while (i < a.length || j < b.length) {
    if (i < a.length && j < b.length && a[i] === b[j]) {
      push(old, a[i++] ?? '', false);
      push(young, b[j++] ?? '', false);
    } else if (j >= b.length || (i < a.length && lengths[i + 1]![j]! >= lengths[i]![j + 1]!))
      push(old, a[i++] ?? '', true);
    else push(young, b[j++] ?? '', true);
  }
  return { old, young };
}

const pieces = (text: string) =>
  text.match(
    /\d+(?:[.,]\d+)*%?|[百千]分之[零一二三四五六七八九十点]+|[零一二三四五六七八九十百千万亿]{2,}|[A-Za-z]+|[^]/gu,
  ) ?? [];

function push(runs: WordRun[], text: string, changed: boolean): void {
  const last = runs.at(-1);
  if (last?.changed === changed) last.text += text;
  else runs.push({ text, changed });
}

function compareEnds(before: string, after: string): { old: WordRun[]; young: WordRun[] } {
  const shorter = Math.min(before.length, after.length);
  let start = 0;
  while (start < shorter && before[start] === after[start]) start += 1;
  let tail = 0;
  while (tail < shorter - start && before[before.length - 1 - tail] === after[after.length - 1 - tail])
    tail += 1;
  const cut = (text: string): WordRun[] =>
    [
      { text: text.slice(0, start), changed: false },
      { text: text.slice(start, text.length - tail), changed: true },
      { text: text.slice(text.length - tail), changed: false },
    ].filter((run) => run.text !== '');
  return { old: cut(before), young: cut(after) };
}
