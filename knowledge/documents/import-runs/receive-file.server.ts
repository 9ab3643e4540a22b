import { ConflictError, NotFoundError } from '~/prisma/access/access-denied';
import type { Reader } from '~/prisma/access/reader';
import type { Db } from '~/prisma/database.server';
import { storeFile } from '~/prisma/files/store-file.server';
import { enqueueJob } from '~/prisma/jobs/enqueue-job.server';

import { ownRuns } from './import-rights';
import { readImportJob } from './import-jobs';

/**
 * Keeps the bytes of an announced file and has them read by a job. Sending a file twice is once.
 * Throws NotFoundError (no such run or number of the reader's), ConflictError (the run was cancelled).
 */
export async function receiveFile(
  { db, filesDir, now }: { db: Db; filesDir: string; now: () => Date },
  reader: Reader,
  { runId, number, bytes }: { runId: string; number: number; bytes: Uint8Array },
): Promise<void> {
  const item = await db.importItem.findFirst({
    where: { runId, number, parentId: null, run: ownRuns(reader) },
    select: { id: true, name: true, state: true, run: { select: { state: true } } },
  });
  if (!item) throw new NotFoundError('import', `${runId}/${number}`);
  if (item.run.state === 'cancelled') throw new ConflictError('The import was cancelled');
  if (item.state !== 'sending') return;
  const { id: fileId } = await storeFile(
    { db, filesDir },
    {
      bytes,
      name: item.name,
      mediaType: 'application/octet-stream',
      ownerKind: 'import',
      ownerId: runId,
      uploadedById: reader.personId,
    },
  );
  await db.$transaction(async (tx) => {
    const { count } = await tx.importItem.updateMany({
      where: { id: item.id, state: 'sending' },
      data: { state: 'waiting', fileId, sizeBytes: bytes.length },
    });
    if (count === 0) {
      await tx.storedFile.deleteMany({ where: { id: fileId } });
      return;
    }
    await enqueueJob(tx, { kind: readImportJob, payload: { runId, from: number, to: number }, runAt: now() });
  });
}
