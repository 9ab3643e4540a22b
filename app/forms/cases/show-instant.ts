/** An instant in the city's time: 2026-11-20 14:32. */
export function showInstant(at: Date | string): string {
  return new Intl.DateTimeFormat('sv-SE', {
    timeZone: 'Asia/Shanghai',
    dateStyle: 'short',
    timeStyle: 'short',
  }).format(new Date(at));
}
