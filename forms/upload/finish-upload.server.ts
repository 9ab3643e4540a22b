import { readFile, rm } from 'node:fs/promises';

import { attachFile, type AttachedFile } from '~/forms/submission/attach-file.server';
import { ConflictError } from '~/prisma/access/access-denied';
import type { Reader } from '~/prisma/access/reader';
import type { Prisma } from '~/prisma/generated/client';

import { piecesPath, requireUpload, type UploadDeps } from './open-upload.server';

/**
 * The last piece is there: checks the whole file like any other and attaches it. Twice is the same file. Throws
 * `NotFoundError`, `ConflictError` (current: {offset}) while something is missing, `InvalidInputError` (type, size):
 * then the pieces are gone.
 */
export async function finishUpload(
  deps: UploadDeps,
  reader: Reader,
  wanted: { draftId: string; uploadId: string },
): Promise<AttachedFile> {
  const { upload } = await requireUpload(deps, reader, wanted);
  if (upload.attached) return upload.attached as unknown as AttachedFile;
  if (upload.receivedBytes < upload.sizeBytes)
    throw new ConflictError('Pieces are missing', { offset: upload.receivedBytes });
  const pieces = await piecesPath(deps.filesDir, upload.id);
  const { draftId, path, name } = upload;
  try {
    const file = await attachFile(deps, reader, { draftId, path, name, bytes: await readFile(pieces) });
    const attached = file as unknown as Prisma.InputJsonObject;
    await deps.db.draftUpload.update({
      where: { id: upload.id },
      data: { attached, updatedAt: deps.now() },
    });
    return file;
  } catch (error) {
    await deps.db.draftUpload.deleteMany({ where: { id: upload.id } });
    throw error;
  } finally {
    await rm(pieces, { force: true });
  }
}
