import { rm } from 'node:fs/promises';

import type { Reader } from '~/prisma/access/reader';

import { piecesPath, requireUpload, type UploadDeps } from './open-upload.server';

/** Gives an unfinished upload up. Throws `NotFoundError`. */
export async function cancelUpload(
  deps: UploadDeps,
  reader: Reader,
  wanted: { draftId: string; uploadId: string },
): Promise<void> {
  const { upload } = await requireUpload(deps, reader, wanted);
  await deps.db.draftUpload.deleteMany({ where: { id: upload.id } });
  await rm(await piecesPath(deps.filesDir, upload.id), { force: true });
}
