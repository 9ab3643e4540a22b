import { NotFoundError } from '~/prisma/access/access-denied';
import { departmentsOf, type Reader } from '~/prisma/access/reader';
import type { Db } from '~/prisma/database.server';

import { noteForeignAccess } from './note-foreign-access.server';

/** A file to download: always as an attachment, with nosniff. */
export interface AttachmentToDownload {
  name: string;
  mediaType: string;
  sizeBytes: number;
  sha256: string;
}

/** A file that can't be had: it waits for the virus scanner, or a virus was found and its bytes are gone. */
export class FileQuarantinedError extends Error {
  constructor(readonly code: 'file-waits' | 'file-infected') {
    super(code);
  }
}

/**
 * A file of a draft or submission, for the enterprise's own members and for reviewers of the department whose case
 * holds it. Throws `NotFoundError` for anybody else, and
 * `FileQuarantinedError` until the scanner has seen it (for all but who uploaded it) and once a virus was found. Stream it with `streamStoredFile(filesDir, sha256)`.
 */
export async function getAttachment(
  deps: { db: Db; now: () => Date },
  reader: Reader,
  fileId: string,
): Promise<AttachmentToDownload> {
  const file = await deps.db.storedFile.findFirst({ where: { id: fileId, ownerKind: 'draft' } });
  if (!file) throw new NotFoundError('file', fileId);
  const enterpriseIds = [...reader.enterpriseIds];
  const own = await deps.db.draft.count({ where: { id: file.ownerId, enterpriseId: { in: enterpriseIds } } });
  const reviewed = await deps.db.attachment.count({
    where: { fileId, submission: { case: { departmentId: { in: departmentsOf(reader, 'reviewer') } } } },
  });
  if (own + reviewed === 0) {
    const draft = await deps.db.draft.findUnique({
      where: { id: file.ownerId },
      select: { enterpriseId: true },
    });
    await noteForeignAccess(deps, reader, { kind: 'file', id: fileId, enterpriseId: draft?.enterpriseId });
    throw new NotFoundError('file', fileId);
  }
  if (file.scan === 'infected') throw new FileQuarantinedError('file-infected');
  const isOwn = file.uploadedById !== null && file.uploadedById === reader.personId;
  if (file.scan === 'waiting' && !isOwn) throw new FileQuarantinedError('file-waits');
  return { name: file.name, mediaType: file.mediaType, sizeBytes: file.sizeBytes, sha256: file.sha256 };
}
