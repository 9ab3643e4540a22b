/** How many rows one statement of a clearing takes: a few milliseconds, so that no other write waits for long. */
export const rowsABatch = 500;

/**
 * Takes rows a batch at a time until one comes back short, and lets others write in between. Returns how many went;
 * stopped, it leaves the rest to the next day.
 *
 * @param step takes at most so many rows and says how many it found
 */
export async function clearInBatches(
  step: (most: number) => Promise<number>,
  { signal, most = rowsABatch }: { signal?: AbortSignal | undefined; most?: number } = {},
): Promise<number> {
  for (let cleared = 0; ;) {
    if (signal?.aborted) return cleared;
    const found = await step(most);
    cleared += found;
    if (found < most) return cleared;
    await new Promise((resolve) => setImmediate(resolve));
  }
}
