import { NotFoundError } from '~/prisma/access/access-denied';
import { systemReader, type Reader } from '~/prisma/access/reader';
import { appendAuditEntry } from '~/prisma/audit/append-audit-entry.server';
import type { Db } from '~/prisma/database.server';

import { deleteExportFile } from './export-file.server';
import { exportedBy } from './export-rights';

interface Dependencies {
  db: Db;
  now: () => Date;
  exportsDir: string;
}

/** Cancels an export that isn't ready, or deletes the file of one that is. Throws `NotFoundError`. */
export async function removeExport(deps: Dependencies, reader: Reader, id: string): Promise<void> {
  const { db, now } = deps;
  const row = await db.formExport.findFirst({
    where: { id, ...exportedBy(reader), state: { in: ['waiting', 'running', 'done', 'failed'] } },
    select: { state: true },
  });
  if (!row) throw new NotFoundError('form-export', id);
  const isOpen = row.state === 'waiting' || row.state === 'running';
  const at = now();
  await db.$transaction(async (tx) => {
    const { count } = await tx.formExport.updateMany({
      where: { id, state: row.state },
      data: { state: isOpen ? 'cancelled' : 'removed', ...(isOpen && { finishedAt: at }) },
    });
    if (count === 0) throw new NotFoundError('form-export', id);
    const subject = { subjectKind: 'form-export', subjectId: id };
    await appendAuditEntry(
      tx,
      reader,
      { action: isOpen ? 'export.cancelled' : 'export.removed', ...subject },
      at,
    );
  });
  if (!isOpen) await deleteExportFile(deps.exportsDir, id);
}

/** Deletes the files of exports that are older than they are kept. Returns how many. */
export async function expireExports(deps: Dependencies & { keptDays: number }): Promise<number> {
  const { db, now, keptDays } = deps;
  const at = now();
  const old = await db.formExport.findMany({
    where: { state: 'done', finishedAt: { lt: new Date(at.valueOf() - keptDays * 86_400_000) } },
    select: { id: true },
    orderBy: { finishedAt: 'asc' },
  });
  for (const { id } of old) {
    await deleteExportFile(deps.exportsDir, id);
    await db.$transaction(async (tx) => {
      await tx.formExport.updateMany({ where: { id, state: 'done' }, data: { state: 'removed' } });
      const subject = { subjectKind: 'form-export', subjectId: id };
      await appendAuditEntry(
        tx,
        systemReader,
        { action: 'export.expired', ...subject, detail: { keptDays } },
        at,
      );
    });
  }
  return old.length;
}
