/** How often a message is tried before it is laid aside as a dead letter. */
export const mostAttempts = 8;

const firstMs = 5_000;
const longestMs = 3_600_000;

/**
 * How long to wait after the n-th try failed: 5 s, 20 s, 80 s, … at most an hour, less up to a half by chance, so that
 * what failed together isn't tried together again. All tries lie within 2.5 hours: less than the four for which
 * 企业微信 remembers a message.
 *
 * @param chance from 0 to 1
 */
export function retryDelayMs(attempt: number, chance: number): number {
  const full = Math.min(longestMs, firstMs * 4 ** Math.max(0, attempt - 1));
  return Math.round(full * (1 - chance / 2));
}
