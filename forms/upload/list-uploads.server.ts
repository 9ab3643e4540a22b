import type { Db } from '~/prisma/database.server';

/** A file that came up only in part. */
export interface UnfinishedUpload {
  uploadId: string;
  path: string;
  name: string;
  percent: number;
}

/** What the person began to upload to the draft and didn't finish, newest first. */
export async function listUploads(
  db: Db,
  draftId: string,
  personId: string | null,
): Promise<UnfinishedUpload[]> {
  const rows = await db.draftUpload.findMany({
    where: { draftId, personId, receivedBytes: { gt: 0 } },
    orderBy: { updatedAt: 'desc' },
    take: 20,
  });
  return rows
    .filter(({ receivedBytes, sizeBytes }) => receivedBytes < sizeBytes)
    .map(({ id, path, name, receivedBytes, sizeBytes }) => ({
      uploadId: id,
      path,
      name,
      percent: Math.floor((receivedBytes / sizeBytes) * 100),
    }));
}
