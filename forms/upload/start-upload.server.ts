import { requireFileField } from '~/forms/submission/attach-file.server';
import { requireDraft } from '~/forms/submission/open-draft.server';
import type { Reader } from '~/prisma/access/reader';
import { safeFileName } from '~/prisma/files/store-file.server';
import { Prisma } from '~/prisma/generated/client';

import type { UploadDeps } from './open-upload.server';

/** A file that is to come: `path` is the file field's data path, `fingerprint` tells the same file when it is chosen again. */
export interface UploadToStart {
  draftId: string;
  path: string;
  name: string;
  sizeBytes: number;
  fingerprint: string;
}

/** Size of one piece in bytes: at 100 KB/s a lost line costs at most five seconds. */
export const pieceBytes = 512 * 1024;

/**
 * Begins an upload, or goes on with the one that the same person began with the same file: `offset` is how much is
 * there, all of it when only finishing failed. Throws `NotFoundError`, `ConflictError` once submitted, `InvalidInputError` (size, field, too many files).
 */
export async function startUpload(
  deps: UploadDeps,
  reader: Reader,
  wanted: UploadToStart,
): Promise<{ uploadId: string; offset: number; pieceBytes: number }> {
  const draft = await requireDraft(deps, reader, wanted.draftId);
  await requireFileField(deps, draft, wanted);
  const { path, sizeBytes, fingerprint } = wanted;
  const same = { draftId: draft.id, personId: reader.personId, path, sizeBytes, fingerprint };
  const known = await deps.db.draftUpload.findFirst({
    where: { ...same, attached: { equals: Prisma.DbNull } },
    orderBy: { updatedAt: 'desc' },
  });
  if (known) return { uploadId: known.id, offset: known.receivedBytes, pieceBytes };
  const at = deps.now();
  const { id } = await deps.db.draftUpload.create({
    data: { ...same, name: safeFileName(wanted.name), createdAt: at, updatedAt: at },
    select: { id: true },
  });
  return { uploadId: id, offset: 0, pieceBytes };
}
