/** Writes one line that renews itself on a terminal; in a log a line every ten seconds. */
export function showProgress(label: string, out: NodeJS.WriteStream = process.stderr) {
  const began = performance.now();
  let shownAt = -Infinity;
  return (done: number, total: number): void => {
    const at = performance.now();
    const isLast = done >= total;
    if (!isLast && at - shownAt < (out.isTTY ? 200 : 10_000)) return;
    shownAt = at;
    const seconds = Math.max(0.001, (at - began) / 1000);
    const rate = `${(done / seconds).toFixed(1)}/s, ${seconds.toFixed(0)} s`;
    const line = `${label}: ${String(done)} of ${String(total)} (${rate})`;
    out.write(out.isTTY ? `\r\u001B[K${line}${isLast ? '\n' : ''}` : `${line}\n`);
  };
}
