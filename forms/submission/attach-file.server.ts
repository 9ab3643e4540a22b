import type { Reader } from '~/prisma/access/reader';
import type { Db } from '~/prisma/database.server';

/** `path` is the file field's data path, such as `licence` or `projects[0].report`. */
export interface FileToAttach {
  draftId: string;
  path: string;
  name: string;
  bytes: Uint8Array;
}

/** What form.io keeps in the field's value: an array of these. */
export interface AttachedFile {
  storage: 'url';
  fileId: string;
  name: string;
  originalName: string;
  size: number;
  type: string;
  url: string;
}

/**
 * Keeps a file for a field of the draft. Its type is found in its bytes: a program named .pdf is refused. Throws
 * `NotFoundError` and `InvalidInputError` (path → sentence: type, size, empty).
 */
export function attachFile(
  deps: { db: Db; now: () => Date; filesDir: string; uploadLimitMb: number; locale?: 'zh-CN' | 'en' },
  reader: Reader,
  file: FileToAttach,
): Promise<AttachedFile> {
  void deps;
  void reader;
  void file;
  return Promise.reject(new Error('not written yet'));
}
