/** Columns of a row of text from left to right: true where something is printed. */
export type Ink = readonly boolean[];

/**
 * Cuts a row into as many pieces as it has words by its widest gaps; each piece as [from, to) columns. Fewer where the
 * row has not so many gaps. Pure.
 */
export function splitAtGaps(ink: Ink, pieces: number): [from: number, to: number][] {
  const first = ink.indexOf(true);
  if (first === -1) return [[0, ink.length]];
  const end = ink.lastIndexOf(true) + 1;
  const gaps: { from: number; to: number }[] = [];
  for (let at = first; at < end; at += 1) {
    if (ink[at]) continue;
    const to = ink.indexOf(true, at);
    gaps.push({ from: at, to });
    at = to;
  }
  const widest = gaps
    .sort((a, b) => b.to - b.from - (a.to - a.from))
    .slice(0, pieces - 1)
    .sort((a, b) => a.from - b.from);
  const starts = [first, ...widest.map(({ to }) => to)];
  const ends = [...widest.map(({ from }) => from), end];
  return starts.map((start, index) => [start, ends[index] ?? end]);
}

/** What stands out from the paper in a row of grey values (`width` to a line), column by column. */
export function inkOf(grey: Uint8Array, width: number): boolean[] {
  const paper = [...grey].sort((a, b) => a - b)[Math.floor(grey.length / 2)] ?? 255;
  const darkest = grey.reduce((least, value) => Math.min(least, value), 255);
  // Half-way between the paper and the print: a watermark is paler than that.
  const limit = paper - (paper - darkest) / 2;
  const ink = new Array<boolean>(width).fill(false);
  if (paper - darkest < 30) return ink;
  grey.forEach((value, index) => {
    if (value < limit) ink[index % width] = true;
  });
  return ink;
}
