/** An instant as the city's clock shows it, 2026-11-22 10:05; Asia/Shanghai has no summer time. */
export function cityTime(at: Date): string {
  return new Date(at.valueOf() + 8 * 3_600_000).toISOString().slice(0, 16).replace('T', ' ');
}
