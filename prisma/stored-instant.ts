/** An instant as Prisma writes it into SQLite: what raw SQL compares with or inserts must have the same form. */
export function storedInstant(at: Date): string {
  return at.toISOString().replace('Z', '+00:00');
}
