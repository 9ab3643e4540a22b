import { readdir, rm, stat } from 'node:fs/promises';
import path from 'node:path';

import { systemReader } from '~/prisma/access/reader';
import { appendAuditEntry } from '~/prisma/audit/append-audit-entry.server';
import { clearInBatches } from '~/prisma/clearing/clear-in-batches';
import type { Db } from '~/prisma/database.server';
import { storedInstant } from '~/prisma/stored-instant';

import { spoolPath } from './row-spool.server';

const dayMs = 86_400_000;

/** Days: an import that nobody went on with is cancelled; what couldn't be taken of one that ended can be downloaded. */
export const importsKeptDays = { untouched: 30, problems: 365 } as const;

/**
 * Cancels imports that wait for a person since a month, deletes the row files of all that ended or are unknown, and the
 * lists of cells that couldn't be taken after a year. The imports themselves, and what they changed, stay. Returns how
 * many rows and files went.
 */
export async function clearImports(
  { db, now, dataDir }: { db: Db; now: () => Date; dataDir: string },
  signal?: AbortSignal,
): Promise<number> {
  const before = (days: number) => new Date(now().valueOf() - days * dayMs);
  const cancelled = await cancelUntouched({ db, now }, before(importsKeptDays.untouched), signal);
  const problemsBefore = storedInstant(before(importsKeptDays.problems));
  const problems = await clearInBatches(
    (most) => db.$executeRaw`
      DELETE FROM "FactImportProblem" WHERE rowid IN (
        SELECT p.rowid FROM "FactImportProblem" p JOIN "FactImport" i ON i.id = p.importId
         WHERE i.finishedAt < ${problemsBefore} LIMIT ${most})`,
    { signal },
  );
  return cancelled + problems + (await clearSpools({ db, now, dataDir }, signal));
}

async function cancelUntouched(
  { db, now }: { db: Db; now: () => Date },
  before: Date,
  signal?: AbortSignal,
): Promise<number> {
  const waiting = { state: { in: ['mapping', 'previewed'] } };
  const old = await db.factImport.findMany({
    where: { ...waiting, createdAt: { lt: before } },
    select: { id: true },
  });
  let cancelled = 0;
  for (const { id } of old) {
    if (signal?.aborted) break;
    const at = now();
    await db.$transaction(async (tx) => {
      const { count } = await tx.factImport.updateMany({
        where: { id, ...waiting },
        data: { state: 'cancelled', finishedAt: at },
      });
      if (count === 0) return;
      const subject = { subjectKind: 'fact-import', subjectId: id };
      const detail = { untouchedDays: importsKeptDays.untouched };
      await appendAuditEntry(tx, systemReader, { action: 'facts.import-cancelled', ...subject, detail }, at);
      cancelled += 1;
    });
  }
  return cancelled;
}

/** Deletes row files of imports that are over, and halves that a power cut left. */
async function clearSpools(
  { db, now, dataDir }: { db: Db; now: () => Date; dataDir: string },
  signal?: AbortSignal,
): Promise<number> {
  const folder = path.dirname(spoolPath(dataDir, 'any'));
  const names = await readdir(folder).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return [];
    throw error;
  });
  let cleared = 0;
  for (const name of names) {
    if (signal?.aborted) break;
    const [id = ''] = name.split('.');
    const file = path.join(folder, name);
    const run = await db.factImport.findUnique({ where: { id }, select: { finishedAt: true } });
    // One that is being written has its row, or is younger than a day.
    const isOver = run ? run.finishedAt !== null : true;
    if (!isOver || now().valueOf() - (await changedAt(file)) < dayMs) continue;
    await rm(file, { force: true });
    cleared += 1;
  }
  return cleared;
}

/** When the file was written last; never long ago if another process has just deleted it. */
async function changedAt(file: string): Promise<number> {
  try {
    return (await stat(file)).mtimeMs;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return Number.POSITIVE_INFINITY;
    throw error;
  }
}
