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

/**
 * A file of a draft or submission, for the enterprise's own members and for reviewers of the department whose case
 * holds it. Throws `NotFoundError` for anybody else. Stream it with `streamStoredFile(filesDir, sha256)`.
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
  return { name: file.name, mediaType: file.mediaType, sizeBytes: file.sizeBytes, sha256: file.sha256 };
}
