import { readFile, rm } from 'node:fs/promises';

import { attachFile, type AttachedFile } from '~/forms/submission/attach-file.server';
import { say, type FormLocale } from '~/forms/words/say';
import { ConflictError, InvalidInputError, NotFoundError } from '~/prisma/access/access-denied';
import type { Reader } from '~/prisma/access/reader';
import type { Tx } from '~/prisma/database.server';
import type { DraftUpload, Prisma } from '~/prisma/generated/client';

import { piecesPath, requireUpload, unattached, type UploadDeps } from './open-upload.server';

/**
 * The last piece is there: checks the whole file like any other and attaches it. Twice, or twice at once, is the same
 * file. Throws `NotFoundError`, `ConflictError` (current: {offset}) while something is missing, `InvalidInputError`
 * (type, size): then the pieces are gone. After any other fault they are kept, and finishing again works.
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
  const { id, draftId, path, name } = upload;
  const pieces = await piecesPath(deps.filesDir, id);
  try {
    const bytes = await readPieces(pieces, upload, deps.locale);
    const file = await attachFile(deps, reader, { draftId, path, name, bytes }, (tx, attached) =>
      claimUpload(tx, { id, attached, at: deps.now() }),
    );
    await rm(pieces, { force: true });
    return file;
  } catch (error) {
    const attached = await readAttached(deps, id);
    if (attached) return attached;
    if (error instanceof InvalidInputError) {
      await deps.db.draftUpload.deleteMany({ where: { id, ...unattached } });
      await rm(pieces, { force: true });
    }
    throw error;
  }
}

/** The whole file. Throws `InvalidInputError` when the disk no longer holds what was counted: after a restored backup. */
async function readPieces(
  pieces: string,
  { path, sizeBytes }: DraftUpload,
  locale: FormLocale = 'zh-CN',
): Promise<Uint8Array> {
  const bytes = await readFile(pieces).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return null;
    throw error;
  });
  if (bytes?.byteLength === sizeBytes) return bytes;
  throw new InvalidInputError({ [path]: say(locale, 'forms.check.upload-lost') });
}

/** Only one transaction gets the row: another's file is not attached a second time. */
async function claimUpload(
  tx: Tx,
  { id, attached, at }: { id: string; attached: AttachedFile; at: Date },
): Promise<void> {
  const { count } = await tx.draftUpload.updateMany({
    where: { id, ...unattached },
    data: { attached: attached as unknown as Prisma.InputJsonObject, updatedAt: at },
  });
  if (count === 0) throw new ConflictError('The upload is finished already');
}

/** What another request attached meanwhile, if one did. Throws `NotFoundError` when the upload was refused or given up. */
async function readAttached({ db }: UploadDeps, id: string): Promise<AttachedFile | null> {
  const row = await db.draftUpload.findUnique({ where: { id }, select: { attached: true } });
  if (!row) throw new NotFoundError('upload', id);
  return row.attached as unknown as AttachedFile | null;
}
