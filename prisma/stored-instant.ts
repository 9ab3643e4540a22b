/** An instant as Prisma writes it into SQLite: what raw SQL compares with or inserts must have the same form. */
export function storedInstant(at: Date): string {
  return at.toISOString().replace('Z', '+00:00');
}

/** The instant so many days before, in the same form. */
export function storedDaysBefore(now: Date, days: number): string {
  return storedInstant(new Date(now.valueOf() - days * 86_400_000));
}
