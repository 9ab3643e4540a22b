import type { Db } from '~/prisma/database.server';

import { unattached } from './open-upload.server';
import { mostOpenUploads } from './start-upload.server';

/** A file that came up only in part. */
export interface UnfinishedUpload {
  uploadId: string;
  path: string;
  name: string;
  percent: number;
}

/** What the person began to upload to the draft and didn't finish, newest first: all that counts against the limit. */
export async function listUploads(
  db: Db,
  draftId: string,
  personId: string | null,
): Promise<UnfinishedUpload[]> {
  const rows = await db.draftUpload.findMany({
    where: { draftId, personId, ...unattached },
    orderBy: { updatedAt: 'desc' },
    take: mostOpenUploads,
  });
  return rows.map(({ id, path, name, receivedBytes, sizeBytes }) => ({
    uploadId: id,
    path,
    name,
    percent: Math.floor((receivedBytes / sizeBytes) * 100),
  }));
}
