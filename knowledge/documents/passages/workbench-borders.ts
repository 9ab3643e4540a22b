/** Passages that the workbench shows at a time: more make a page that no browser works with well. */
export const workbenchPassages = 500;

/** A stretch of the text, in UTF-16 code units. */
export interface Stretch {
  start: number;
  end: number;
}

/**
 * Where a page ends: at the border asked for, or behind the corrections that reach over it, since what is merged over
 * two pages must stand on one. `touched` are the stretches that waiting corrections touch.
 */
export function movePageBorder(border: number, touched: readonly Stretch[]): number {
  let moved = border;
  for (;;) {
    const over = touched.find(({ start, end }) => start < moved && moved < end);
    if (!over) return moved;
    moved = over.end;
  }
}

/** What some corrections touch: from the first border that one replaces or makes to the last. */
export function touchedStretches(
  corrections: readonly { before: readonly Stretch[]; after: readonly Stretch[] }[],
): Stretch[] {
  return corrections.map(({ before, after }) => {
    const all = [...before, ...after];
    return {
      start: Math.min(...all.map(({ start }) => start)),
      end: Math.max(...all.map(({ end }) => end)),
    };
  });
}
