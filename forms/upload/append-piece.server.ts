import { open } from 'node:fs/promises';

import { say } from '~/forms/words/say';
import { ConflictError, InvalidInputError } from '~/prisma/access/access-denied';
import type { Reader } from '~/prisma/access/reader';

import { crc32 } from './crc32';
import { piecesPath, requireUpload, type UploadDeps } from './open-upload.server';
import { pieceBytes } from './start-upload.server';

/** `crc` is the piece's CRC-32 as the sender reckoned it. */
export interface Piece {
  draftId: string;
  uploadId: string;
  offset: number;
  bytes: Uint8Array;
  crc: string;
}

/**
 * Writes a piece at its place and, once it lies on the disk, counts it: a server that dies in between has counted
 * nothing, and the piece is sent again. Throws `NotFoundError`, `ConflictError` (current: {offset}) for a piece that is
 * not the next one, `InvalidInputError` for one that was damaged on the way or reaches beyond the file.
 */
export async function appendPiece(
  deps: UploadDeps,
  reader: Reader,
  piece: Piece,
): Promise<{ offset: number }> {
  const { upload, draft } = await requireUpload(deps, reader, piece);
  const { offset, bytes } = piece;
  if (draft.submittedAt) throw new ConflictError('The draft was submitted');
  if (offset !== upload.receivedBytes)
    throw new ConflictError('Another piece is due', { offset: upload.receivedBytes });
  const end = offset + bytes.byteLength;
  if (bytes.byteLength === 0 || bytes.byteLength > pieceBytes || end > upload.sizeBytes)
    throw new InvalidInputError({ file: say(deps.locale ?? 'zh-CN', 'forms.check.piece-size') });
  if (crc32(bytes) !== piece.crc)
    throw new InvalidInputError({ file: say(deps.locale ?? 'zh-CN', 'forms.check.piece-damaged') });
  const target = await piecesPath(deps.filesDir, upload.id);
  const handle = await open(target, 'a').then(async (made) => {
    await made.close();
    return open(target, 'r+');
  });
  try {
    // A disk that is all but full takes a part and says so; counted as whole it would be a hole in the file.
    for (let at = 0; at < bytes.byteLength;)
      at += (await handle.write(bytes, at, bytes.byteLength - at, offset + at)).bytesWritten;
    await handle.sync();
  } finally {
    await handle.close();
  }
  const { count } = await deps.db.draftUpload.updateMany({
    where: { id: upload.id, receivedBytes: offset },
    data: { receivedBytes: end, updatedAt: deps.now() },
  });
  if (count === 0) {
    const now = await requireUpload(deps, reader, piece);
    throw new ConflictError('Another piece is due', { offset: now.upload.receivedBytes });
  }
  return { offset: end };
}
