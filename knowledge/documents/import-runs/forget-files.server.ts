import type { Db } from '~/prisma/database.server';

/** What was not taken in can be tried again for so long, in milliseconds. */
export const retryForMs = 7 * 24 * 60 * 60_000;

/**
 * Lets go of files that imports no longer need: of what was taken in at once (the document has them), of what was
 * refused, failed or cancelled after a week. The bytes go with the next sweep. Returns how many rows went.
 */
export async function forgetImportFiles({ db, now }: { db: Db; now: () => Date }): Promise<number> {
  const since = new Date(now().valueOf() - retryForMs);
  return db.$transaction(async (tx) => {
    await tx.importItem.updateMany({
      where: {
        fileId: { not: null },
        run: { settledAt: { not: null } },
        OR: [
          { state: { in: ['added', 'new-version', 'unchanged', 'unpacked'] } },
          { state: { in: ['refused', 'failed', 'cancelled', 'not-sent'] }, finishedAt: { lt: since } },
        ],
      },
      data: { fileId: null },
    });
    // Also what was stored for an item that then took another file: no item names it.
    return tx.$executeRawUnsafe(
      `DELETE FROM "StoredFile" WHERE ownerKind = 'import' AND createdAt < ?
         AND id NOT IN (SELECT fileId FROM "ImportItem" WHERE fileId IS NOT NULL)
         AND id NOT IN (SELECT fileId FROM "ImportRun" WHERE fileId IS NOT NULL)`,
      new Date(now().valueOf() - 60 * 60_000).toISOString(),
    );
  });
}
