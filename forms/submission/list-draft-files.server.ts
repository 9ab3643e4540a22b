import type { Db, Tx } from '~/prisma/database.server';

import type { OpenDraft } from './open-draft.server';
import { filesOf } from './list-fields';

/** A file that a draft may hand in. */
export interface DraftFile {
  fileId: string;
  name: string;
  mediaType: string;
  sizeBytes: number;
  sha256: string;
}

/**
 * The files uploaded to the draft; when it corrects a returned case, those of the case's submissions; and those that
 * the firm handed in before and took again, which only the platform can have written into the draft's provenance.
 */
export async function listDraftFiles(
  db: Db | Tx,
  draft: Pick<OpenDraft, 'id' | 'caseId' | 'enterpriseId' | 'provenance'>,
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
  const files = [
    ...own.map(({ id, ...file }) => ({ ...file, fileId: id })),
    ...earlier,
    ...(await listTakenAgain(db, draft)),
  ];
  const once = new Map(files.map((file) => [file.fileId, file]));
  return [...once.values()].map(({ fileId, name, mediaType, sizeBytes, sha256 }) => ({
    fileId,
    name,
    mediaType,
    sizeBytes,
    sha256,
  }));
}

/** Only the firm's own attachments, and only while no scanner holds them back. */
async function listTakenAgain(
  db: Db | Tx,
  { enterpriseId, provenance }: Pick<OpenDraft, 'enterpriseId' | 'provenance'>,
) {
  const ids = Object.values(provenance).flatMap(({ taken, value }) =>
    taken ? filesOf(value).map(({ fileId }) => fileId) : [],
  );
  if (ids.length === 0) return [];
  const clean = await db.storedFile.findMany({
    where: { id: { in: ids }, scan: { in: ['none', 'clean'] } },
    select: { id: true },
  });
  return db.attachment.findMany({
    where: { fileId: { in: clean.map(({ id }) => id) }, submission: { enterpriseId } },
    orderBy: { id: 'asc' },
  });
}
