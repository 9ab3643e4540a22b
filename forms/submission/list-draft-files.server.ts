import type { Db, Tx } from '~/prisma/database.server';

/** A file that a draft may hand in. */
export interface DraftFile {
  fileId: string;
  name: string;
  mediaType: string;
  sizeBytes: number;
  sha256: string;
}

/** The files uploaded to the draft and, when it corrects a returned case, those of the case's submissions. */
export async function listDraftFiles(
  db: Db | Tx,
  draft: { id: string; caseId: string | null },
): Promise<DraftFile[]> {
  const own = await db.storedFile.findMany({
    // One with a virus in it is gone: whoever names it is told to upload again.
    where: { ownerKind: 'draft', ownerId: draft.id, scan: { not: 'infected' } },
    orderBy: { createdAt: 'asc' },
  });
  const earlier =
    draft.caseId === null
      ? []
      : await db.attachment.findMany({ where: { submission: { caseId: draft.caseId } } });
  const files = [...own.map(({ id, ...file }) => ({ ...file, fileId: id })), ...earlier];
  return files.map(({ fileId, name, mediaType, sizeBytes, sha256 }) => ({
    fileId,
    name,
    mediaType,
    sizeBytes,
    sha256,
  }));
}
