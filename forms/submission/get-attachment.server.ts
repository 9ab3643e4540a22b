import type { Reader } from '~/prisma/access/reader';
import type { Db } from '~/prisma/database.server';

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
export function getAttachment(
  deps: { db: Db; now: () => Date },
  reader: Reader,
  fileId: string,
): Promise<AttachmentToDownload> {
  void deps;
  void reader;
  void fileId;
  return Promise.reject(new Error('not written yet'));
}
