import { mkdir } from 'node:fs/promises';
import path from 'node:path';

import { requireDraft, type OpenDraft } from '~/forms/submission/open-draft.server';
import { NotFoundError } from '~/prisma/access/access-denied';
import type { Reader } from '~/prisma/access/reader';
import type { Db } from '~/prisma/database.server';
import { Prisma, type DraftUpload } from '~/prisma/generated/client';

/** What receiving a file in pieces needs. */
export interface UploadDeps {
  db: Db;
  now: () => Date;
  filesDir: string;
  uploadLimitMb: number;
  clamdAddress?: string | undefined;
  locale?: 'zh-CN' | 'en';
}

/** Uploads under way: one that is attached is a file of the draft. */
export const unattached = { attached: { equals: Prisma.DbNull } };

/** The reader's own upload to a draft of a firm that they act for. Throws `NotFoundError`. */
export async function requireUpload(
  deps: UploadDeps,
  reader: Reader,
  wanted: { draftId: string; uploadId: string },
): Promise<{ upload: DraftUpload; draft: OpenDraft }> {
  const draft = await requireDraft(deps, reader, wanted.draftId);
  const upload = await deps.db.draftUpload.findFirst({
    where: { id: wanted.uploadId, draftId: draft.id, personId: reader.personId },
  });
  if (!upload) throw new NotFoundError('upload', wanted.uploadId);
  return { upload, draft };
}

/** Where the pieces are put together. */
export async function piecesPath(filesDir: string, uploadId: string): Promise<string> {
  if (!/^[a-z0-9]{8,40}$/.test(uploadId)) throw new Error('not an id of an upload');
  const folder = path.join(filesDir, 'uploads');
  await mkdir(folder, { recursive: true });
  return path.join(folder, uploadId);
}
