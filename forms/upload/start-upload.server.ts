import { labelOf } from '~/forms/definition/walk-fields';
import { countDraftFiles, mostFiles, requireFileField } from '~/forms/submission/attach-file.server';
import { requireFiller } from '~/forms/handover/is-asked-to-seal.server';
import { requireDraft } from '~/forms/submission/open-draft.server';
import { say, type FormLocale } from '~/forms/words/say';
import { InvalidInputError } from '~/prisma/access/access-denied';
import type { Reader } from '~/prisma/access/reader';
import type { Tx } from '~/prisma/database.server';
import { safeFileName } from '~/prisma/files/store-file.server';

import { unattached, type UploadDeps } from './open-upload.server';

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

/** So many files may be under way at once for each person in a draft: pieces can't be used to fill the disk. */
export const mostOpenUploads = 20;

/**
 * Begins an upload, or goes on with the one that the same person began with the same file: `offset` is how much is
 * there, all of it when only finishing failed. Throws `NotFoundError`, `AccessDeniedError` for whoever was
 * only asked to seal, `ConflictError` once submitted, `InvalidInputError` (size, field, too many files).
 */
export async function startUpload(
  deps: UploadDeps,
  reader: Reader,
  wanted: UploadToStart,
): Promise<{ uploadId: string; offset: number; pieceBytes: number }> {
  const draft = await requireDraft(deps, reader, wanted.draftId);
  await requireFiller(deps.db, reader, draft.id);
  const { path, sizeBytes, fingerprint } = wanted;
  const same = { draftId: draft.id, personId: reader.personId, path, sizeBytes, fingerprint };
  const name = safeFileName(wanted.name);
  return deps.db.$transaction(async (tx) => {
    const component = await requireFileField({ ...deps, db: tx }, draft, wanted);
    const known = await tx.draftUpload.findFirst({
      where: { ...same, ...unattached },
      orderBy: { updatedAt: 'desc' },
    });
    if (known) return { uploadId: known.id, offset: known.receivedBytes, pieceBytes };
    await requireRoom(tx, same, { locale: deps.locale, label: labelOf(component) });
    const at = deps.now();
    const { id } = await tx.draftUpload.create({
      data: { ...same, name, createdAt: at, updatedAt: at },
      select: { id: true },
    });
    return { uploadId: id, offset: 0, pieceBytes };
  });
}

/** Whether one more may begin: each under way will be a file of the draft. Throws `InvalidInputError`. */
async function requireRoom(
  tx: Tx,
  { draftId, personId, path }: { draftId: string; personId: string | null; path: string },
  { locale = 'zh-CN', label }: { locale: FormLocale | undefined; label: string },
): Promise<void> {
  const refuse = (code: string, params: Record<string, string | number>) =>
    new InvalidInputError({ [path]: say(locale, `forms.check.${code}`, { label, ...params }) });
  const own = await tx.draftUpload.count({ where: { draftId, personId, ...unattached } });
  if (own >= mostOpenUploads) throw refuse('too-many-uploads', { most: mostOpenUploads });
  const open = await tx.draftUpload.count({ where: { draftId, ...unattached } });
  if ((await countDraftFiles(tx, draftId)) + open >= mostFiles)
    throw refuse('draft-full', { most: mostFiles, open });
}
